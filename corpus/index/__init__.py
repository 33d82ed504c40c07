"""The full-text index: which documents hold which words, and their texts, derived and kept in the cache."""

from __future__ import annotations

from corpus.index.file import Unusable
from corpus.index.folding import Aligned, Folding
from corpus.index.index import Index, Snapshot
from corpus.index.update import EVERY, ODD, Row, Updated, Wanted

__all__ = ["EVERY", "ODD", "Aligned", "Folding", "Index", "Row", "Snapshot", "Unusable", "Updated", "Wanted"]
