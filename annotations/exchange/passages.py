"""Where a foreign passage stands in a text: by position if that fits, else by its words."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

from annotations.alignment.quotefind import context_likeness
from annotations.anchoring import DISTINCT, anchor
from annotations.exchange.foreign import Foreign
from annotations.exchange.units import Ruler, Unit
from annotations.model import Placement, Selectors
from corpus.clean import canonical
from corpus.span import Span

_BESIDE: Final = 0.9  # context that must stand beside it for its place to be sure
_LEAD: Final = 0.1
_MOST: Final = 200  # places that are weighed
_SHORTEST: Final = 3  # squeezed code points below which a match says nothing
_RUNS: Final = re.compile(r"[!-~]+|[^\x00- !-~\x7f]")
_SIGNS: Final = {ord(sign): "'" for sign in "‘’‚‛′"} | {ord(sign): '"' for sign in "“”„‟″«»"}


class Landing(NamedTuple):
    """Where a foreign passage came down.

    Attributes:
        reason: Why it is not just as in the file, empty if it is; a clause without a full stop.
    """

    span: Span | None
    placement: Placement
    score: float
    reason: str = ""


class PassageFinder:
    """One text in which foreign passages are looked for."""

    def __init__(self, text: str, digest: str) -> None:
        self.text = text
        self.digest = digest
        self._rulers: dict[Unit, Ruler] = {}
        self._squeezed: Squeezed | None = None

    def land(self, foreign: Foreign, *, own: bool = False) -> Landing:
        """The place of a passage.

        Args:
            foreign: The annotation, with quotation, context and position as far as it has them.
            own: Whether its position counts in this very text.
        """
        landing = self._landing(foreign, own=own)
        if foreign.doubt and landing.placement is Placement.EXACT:
            return landing._replace(placement=Placement.UNCERTAIN, score=0.5, reason=foreign.doubt)
        return landing

    def _landing(self, foreign: Foreign, *, own: bool) -> Landing:
        wanted = selectors_of(foreign)
        at = self._position(foreign)
        if at is not None and wanted.exact and _same(at.of(self.text), wanted.exact):
            return Landing(at.trimmed(self.text), Placement.EXACT, 1.0)
        if not wanted.exact:
            if at is None or not at.of(self.text).strip():
                return Landing(None, Placement.ORPHAN, 0.0, "it has neither a quotation nor a position here")
            place = at.trimmed(self.text)
            if own:
                return Landing(place, Placement.EXACT, 1.0)
            reason = "it has a position but no quotation, so its place is a guess"
            return Landing(place, Placement.UNCERTAIN, 0.5, reason)
        if wanted.exact not in self.text and (found := self._loosely(wanted)):
            return found
        return self._anchored(wanted)

    def _position(self, foreign: Foreign) -> Span | None:
        if foreign.place is None:
            return None
        ruler = self._rulers.get(foreign.unit) or Ruler(self.text, foreign.unit)
        self._rulers[foreign.unit] = ruler
        start, end = (ruler.points(position) for position in foreign.place)
        return Span(start, end) if start is not None and end is not None and start < end else None

    def _loosely(self, wanted: Selectors) -> Landing | None:
        """The place where the words stand but for white space, ligatures and quote marks."""
        if self._squeezed is None:
            self._squeezed = Squeezed(self.text)
        places = [place for place, _ in zip(self._squeezed.find(wanted.exact), range(_MOST), strict=False)]
        if not places:
            return None
        weighed = sorted(
            ((context_likeness(self.text, place, wanted), place) for place in places),
            key=lambda pair: (-pair[0], abs(pair[1].start - wanted.start)),
        )
        context, place = weighed[0]
        if wanted.prefix.strip() or wanted.suffix.strip():
            lead = context - weighed[1][0] if len(weighed) > 1 else context
            sure = context >= _BESIDE and lead >= _LEAD
        else:
            sure = len(places) == 1 and len(wanted.exact) >= DISTINCT
        if sure:
            return Landing(place, Placement.EXACT, 0.5 + context / 2, "only white space or signs differ")
        return Landing(place, Placement.UNCERTAIN, 0.5, _doubt(wanted, len(places)))

    def _anchored(self, wanted: Selectors) -> Landing:
        found = anchor(self.text, wanted, digest=self.digest)
        if found.span is None:
            return Landing(None, Placement.ORPHAN, 0.0, "its words do not stand in the document")
        if found.placement is Placement.EXACT:
            return Landing(found.span, found.placement, found.score)
        if _same(found.span.of(self.text), wanted.exact):
            reason = _doubt(wanted, self.text.count(wanted.exact))
        else:
            reason = "the words differ from those of the document"
        return Landing(found.span, Placement.UNCERTAIN, found.score, reason)


def selectors_of(foreign: Foreign) -> Selectors:
    """Quotation and context as the text would have them, for the search and for an orphan."""
    exact = canonical(foreign.exact).text.strip()
    start = foreign.place[0] if foreign.place else 0
    return Selectors(
        start, start + len(exact), exact, canonical(foreign.prefix).text, canonical(foreign.suffix).text
    )


def _doubt(wanted: Selectors, times: int) -> str:
    """Why words that stand in a text may be meant elsewhere."""
    beside = bool(wanted.prefix.strip() or wanted.suffix.strip())
    if times > 1:
        told = "the words beside them do not tell" if beside else "nothing tells"
        return f"its words stand here {times} times, and {told} which place is meant"
    if beside:
        return "its words stand here once, but between others than in the file"
    return "its words stand here once, but are too few to be sure that this place is meant"


def _same(one: str, other: str) -> bool:
    return one == other or one.split() == other.split()


class Squeezed:
    """A text without white space, with compatibility signs taken apart, that knows where each came from."""

    def __init__(self, text: str) -> None:
        parts: list[str] = []
        self._starts: list[int] = []  # in the squeezed text, of each run
        self._origins: list[int] = []  # in the text itself
        self._single: list[bool] = []  # whether the run is one character of the text
        length = 0
        for match in _RUNS.finditer(text):
            run = match[0]
            single = not run.isascii()
            if single:
                run = _taken_apart(run)
                if not run:
                    continue
            self._starts.append(length)
            self._origins.append(match.start())
            self._single.append(single)
            parts.append(run)
            length += len(run)
        self._text = "".join(parts)

    def find(self, quotation: str) -> Iterator[Span]:
        """Where the words of ``quotation`` stand."""
        wanted = "".join(
            run if run.isascii() else _taken_apart(run) for run in _RUNS.findall(quotation.translate(_SIGNS))
        )
        if len(wanted) < _SHORTEST:
            return
        at = self._text.find(wanted)
        while at >= 0:
            yield Span(self._origin(at), self._origin(at + len(wanted) - 1) + 1)
            at = self._text.find(wanted, at + 1)

    def _origin(self, at: int) -> int:
        run = bisect_right(self._starts, at) - 1
        return self._origins[run] + (0 if self._single[run] else at - self._starts[run])


def _taken_apart(sign: str) -> str:
    if sign.isspace() or sign == "\u00ad":
        return ""
    return "".join(unicodedata.normalize("NFKD", sign).translate(_SIGNS).split())
