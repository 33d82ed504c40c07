"""What the store noticed and a person should be told: a severity, a sentence, a place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters."""

    NOTE = "note"  # nothing is wrong, but it should be known
    WARNING = "warning"  # something was wrong and has been, or can be, mended
    ERROR = "error"  # something is wrong and needs a person


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed in the store.

    Attributes:
        what: One sentence: what happened and, where something can be done, how.
        where: File relative to the store's folder, with the record's id after ``#`` if it is one record.
        repairable: Whether `annotations.check.repair` can mend it without loss.
        kind: A short fixed word for programs, such as ``recovered`` or ``newer``.
    """

    severity: Severity
    what: str
    where: str
    repairable: bool = False
    kind: str = ""
