"""The query language: one line that says which documents or annotations are meant.

`parse` reads it, ``str`` prints it back, `matcher` and `matches` apply it.
"""

from __future__ import annotations

from annotations.query.match import matcher, matches
from annotations.query.parse import parse
from annotations.query.subject import Passage, Subject
from annotations.query.syntax import Query, QueryError

__all__ = ["Passage", "Query", "QueryError", "Subject", "matcher", "matches", "parse"]
