"""Places that were jumped from, to go back to and forward again."""

from __future__ import annotations

from typing import Final

_KEPT: Final = 100
_NEAR: Final = 200  # code points; jumps from nearer than this to the last place are not kept apart


class Jumps:
    """A trail of offsets within one document."""

    def __init__(self) -> None:
        self._behind: list[int] = []
        self._ahead: list[int] = []

    def leave(self, offset: int) -> None:
        """Remember ``offset`` as a place that is being left by a jump; what lay ahead is forgotten."""
        self._ahead.clear()
        if not self._behind or abs(self._behind[-1] - offset) >= _NEAR:
            self._behind.append(offset)
            del self._behind[:-_KEPT]

    def back(self, offset: int) -> int | None:
        """The place before ``offset`` on the trail, from where `forward` leads to ``offset`` again."""
        return self._step(self._behind, self._ahead, offset)

    def forward(self, offset: int) -> int | None:
        """The place after ``offset`` on the trail."""
        return self._step(self._ahead, self._behind, offset)

    @staticmethod
    def _step(source: list[int], other: list[int], offset: int) -> int | None:
        while source and source[-1] == offset:
            source.pop()
        if not source:
            return None
        other.append(offset)
        return source.pop()
