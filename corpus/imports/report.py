"""What an import did, source by source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """What became of a source."""

    IMPORTED = "imported"
    UPDATED = "updated"  # an older version that was here became this one
    PRESENT = "present"  # it is here already
    NEWER = "newer"  # an older version is here, and was left as it is
    FAILED = "failed"
    STOPPED = "stopped"  # it was not come to


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source.

    Attributes:
        source: As the person gave it, or the path under the folder that was given.
        path: Of the document in the library, if there is one.
        title: Of the document, as far as it is known.
        reason: Why nothing came of it, or in what it is here already: a clause without a full stop.
        remarks: What the person should be told, a sentence each.
        changes: What an update changed, a sentence each.
    """

    source: str
    fate: Fate
    path: str = ""
    title: str = ""
    reason: str = ""
    remarks: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or would do.

    Attributes:
        outcomes: In the order of the sources; at the end the folders that were not looked into.
        passed_over: How many files in the folders are of no kind that is imported.
        left_out: How many documents are more than one import takes.
        dry: Whether nothing was written.
    """

    outcomes: tuple[Outcome, ...]
    passed_over: int = 0
    left_out: int = 0
    dry: bool = False

    def of(self, fate: Fate) -> tuple[Outcome, ...]:
        """The outcomes of one fate."""
        return tuple(outcome for outcome in self.outcomes if outcome.fate is fate)

    @property
    def attention(self) -> bool:
        """Whether something failed, was stopped or left out, or waits for a decision."""
        return self.left_out > 0 or any(
            outcome.fate in (Fate.FAILED, Fate.NEWER, Fate.STOPPED) for outcome in self.outcomes
        )
