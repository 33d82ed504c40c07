"""Times as other programs write them, made UTC; without a zone they are taken for local."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Final

_STORED: Final = re.compile(r"\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ", re.ASCII)
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_LONGEST: Final = 60


def utc(text: object) -> str:
    """An ISO time or date as ``YYYY-MM-DDTHH:MM:SSZ``, empty if it cannot be read."""
    if not isinstance(text, str) or not text.strip() or len(text) > _LONGEST:
        return ""
    if _DAY.fullmatch(text.strip()):
        text = text.strip() + "T00:00:00Z"  # a day is the same one everywhere
    try:
        moment = datetime.fromisoformat(text.strip())
        return _written(moment if moment.tzinfo else moment.astimezone())
    except (ValueError, OverflowError, OSError):
        return ""


def utc_of_epoch(seconds: object) -> str:
    """Seconds since 1970 as a time, empty if that is none."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return ""
    try:
        return _written(datetime.fromtimestamp(seconds, UTC)) if seconds > 0 else ""
    except (ValueError, OverflowError, OSError):
        return ""


@lru_cache(maxsize=1024)
def is_utc(text: str) -> bool:
    """Whether a time is one that every format takes as it is."""
    try:
        return bool(_STORED.fullmatch(text) and date.fromisoformat(text[:10]))
    except ValueError:
        return False


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat() + "Z"
