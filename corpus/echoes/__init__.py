"""What recurs: an index of short runs of words over all documents, derived and kept in the cache."""

from __future__ import annotations
