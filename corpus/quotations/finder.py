"""Finding the quotations of a document, in text order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from corpus.document import Block, BlockKind, Document, InlineKind
from corpus.pace import breathe
from corpus.quotations import asides, dashes, interviews
from corpus.quotations.attribution import ahead, sentence_start
from corpus.quotations.clause import Said
from corpus.quotations.judging import Judged, judge
from corpus.quotations.marks import Quoted, quoted
from corpus.quotations.model import Quotation
from corpus.quotations.names import Name, names
from corpus.quotations.passages import Page, Passage, masked, passages
from corpus.quotations.people import People
from corpus.quotations.words import language_of, words_of
from corpus.span import Span

_KINDS: Final = frozenset((BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.FOOTNOTE))
_TRACED: Final = 5  # paragraphs back in which a pronoun's person is looked for
_LEAD: Final = 3  # words that may lead from one quotation to the next: "And then:"
_BETWEEN: Final = 400  # code points of prose over which a quotation may go on from the one before


def quotations(document: Document, furniture: Sequence[Span] = ()) -> tuple[Quotation, ...]:
    """The quotations of ``document``, in text order, not overlapping.

    Args:
        document: The article; its language decides which words report speech.
        furniture: Spans that are none of the article, in which nothing is looked for.
    """
    blocks = _blocks(document, furniture)
    turns = interviews.turns(document, blocks)
    taken = {index for turn in turns for index in turn.blocks}
    words = words_of(document.metadata.language or language_of(document.text))
    found: list[tuple[int, Quoted]] = []
    for index, block in enumerate(blocks):
        breathe()
        if index not in taken:
            marked = quoted(document.text, block.span)
            marked = [asides.mended(document.text, one, words) for one in marked]
            found += ((index, one) for one in marked)
    found = _with_block_quotations(document, blocks, found, taken)
    spoken = dashes.spoken(document.text, blocks, taken | {index for index, _ in found}, words)
    if not (found or turns or spoken):
        return ()
    covered = masked(document.text, found)
    page = Page(document.text, covered, blocks, {}, words)
    people = People(covered, words, [block.span.start for block in blocks])
    return tuple(_Reading(page, people).all(found, turns, spoken))


def _blocks(document: Document, furniture: Sequence[Span]) -> list[Block]:
    """The blocks in which is looked: prose, and none of the furniture."""
    left = sorted(furniture)
    blocks, at = [], 0
    for block in document.blocks:
        while at < len(left) and left[at].end <= block.span.start:
            at += 1
        if (
            block.kind in _KINDS
            and block.span.length
            and not (at < len(left) and left[at].overlaps(block.span))
        ):
            blocks.append(block)
    return blocks


def _with_block_quotations(
    document: Document, blocks: Sequence[Block], found: list[tuple[int, Quoted]], taken: set[int]
) -> list[tuple[int, Quoted]]:
    """With the block quotations that stand behind a colon and have no marks of their own."""
    text, marked = document.text, {index for index, _ in found}
    notes = {one.span.end: one.span.start for one in document.inlines if one.kind is InlineKind.NOTE}
    more, leads = [], False
    for index, block in enumerate(blocks):
        if block.quoted and index:
            above = blocks[index - 1]
            leads = leads if above.quoted else text[above.span.end - 1] == ":"
            if leads and index not in marked and index not in taken:
                said = Span(block.span.start, notes.get(block.span.end, block.span.end)).trimmed(text)
                more.append((index, Quoted(block.span, (said,), ">", _ends(blocks, index))))
    return sorted([*found, *more], key=lambda one: one[1].span.start) if more else found


def _ends(blocks: Sequence[Block], index: int) -> bool:
    return index + 1 >= len(blocks) or not blocks[index + 1].quoted


class _Reading:
    """One pass over an article: the names as they come, and whose each quotation is."""

    def __init__(self, page: Page, people: People) -> None:
        self._page = page
        self._people = people
        self._names = [self._of_block(block) for block in page.blocks]
        self._read = 0  # blocks whose names the people know
        self._last: Quotation | None = None
        self._last_block = -1
        self._voices: list[str] = []  # speakers of the last quotations that had a clause

    def _of_block(self, block: Block) -> tuple[Name, ...]:
        breathe()
        found = names(self._page.masked, block.span, self._page.words.code)
        for name in found:
            self._page.named[name.span.start] = name
            if name.title:
                at = self._page.masked.rfind(name.title[:1], block.span.start, name.span.start)
                lead = self._page.masked.rfind(name.title, block.span.start, name.span.start)
                self._page.named[lead if lead >= 0 else at] = name
        return found

    def all(
        self,
        found: list[tuple[int, Quoted]],
        turns: Sequence[interviews.Turn],
        spoken: Sequence[dashes.Spoken],
    ) -> Iterator[Quotation]:
        """The quotations in text order."""
        events: list[tuple[int, Passage | interviews.Turn | dashes.Spoken]] = [
            *((passage.span.start, passage) for passage in passages(self._page, found)),
            *((turn.span.start, turn) for turn in turns),
            *((one.span.start, one) for one in spoken),
        ]
        interviewee = ""
        for _, event in sorted(events, key=lambda one: one[0]):
            breathe()
            if isinstance(event, interviews.Turn):
                self._read_to(event.blocks[0])
                if event is turns[0] or event is turns[1]:
                    interviewee = interviewee or self._people.only()
                yield interviews.quotation(event, self._people, interviewee)
            elif isinstance(event, dashes.Spoken):
                self._read_to(event.block + 1)
                yield self._dashed(event)
            else:
                self._read_to(event.last + 1)
                if judged := judge(self._page, event):
                    yield self._quotation(event, judged)

    def _read_to(self, block: int) -> None:
        """Make the people acquainted with the names before a block."""
        for index in range(self._read, block):
            span = self._page.blocks[index].span
            sure = self._page.masked[span.end - 1] in '.!?…:"”“’»)'
            for name in self._names[index]:
                self._people.note(name, span, sure=sure)
        self._read = max(self._read, block)

    def _quotation(self, passage: Passage, judged: Judged) -> Quotation:
        said = judged.said
        name = ""
        if said is None and judged.whole:
            said = self._sentence_before(passage)
        unknown = said is not None and said.weak and not self._people.may_speak(said.subject)
        if said and not unknown:
            low = self._page.blocks[max(passage.first - _TRACED, 0)].span.start
            name, person = self._people.speaker(said.subject, low)
            if person:
                self._people.spoke(person, said.subject.span.start)
            self._voices = [*self._voices[-2:], name]
        elif judged.whole and not unknown and self._goes_on(passage) and self._last:
            name = self._last.speaker
        words = tuple(span for part in passage.parts for span in part.words)
        found = _made(self._page, passage.span, words, name, None if unknown else said)
        self._last, self._last_block = found, passage.last
        return found

    def _sentence_before(self, passage: Passage) -> Said | None:
        """The clause of the sentence before, in the same paragraph, that reports speech: the words follow."""
        masked, start = self._page.masked, passage.span.start
        block = self._page.blocks[passage.first].span
        above = Span(block.start, start).trimmed(masked)
        if not above.length or masked[above.end - 1] not in ".":
            return None
        begin = sentence_start(masked, above.start, above.end - 1)
        sentence = Span(begin, above.end - 1)
        if "\x01" in sentence.of(masked):
            return None
        said = ahead(masked, sentence, self._page.named, self._page.words)
        return said if said and said.subject.kind in ("name", "pronoun") else None

    def _goes_on(self, passage: Passage) -> bool:
        """Whether the speaker of the quotation before surely goes on in this one."""
        last = self._last
        if last is None or not last.speaker:
            return False
        between = Span(last.span.end, passage.span.start)
        if passage.first == self._last_block:
            prefix = sentence_start(self._page.masked, last.span.end, passage.span.start)
            lead = self._page.masked[prefix : passage.span.start].split()
            if prefix > last.span.end + 1 and len(lead) > _LEAD:
                return False
            return between.length <= _BETWEEN and not self._people.others(*between, last.speaker)
        page = self._page
        block = page.blocks[passage.first].span
        alone = passage.span.start == block.start and passage.span.end >= block.end - 1
        ends = passage.first == self._last_block + 1 and between.length <= _BETWEEN
        if not (alone and ends) or self._people.others(*between, last.speaker):
            return False
        asked = any(page.text[span.end - 1] == "?" for span in (last.words[-1], passage.parts[-1].words[-1]))
        short = page.text.count(" ", *passage.span) < _LEAD
        return not asked and not short and len(set(self._voices)) <= 1

    def _dashed(self, spoken: dashes.Spoken) -> Quotation:
        name = ""
        said = spoken.said(self._page)
        if said:
            low = self._page.blocks[max(spoken.block - _TRACED, 0)].span.start
            name, person = self._people.speaker(said.subject, low)
            if person:
                self._people.spoke(person, said.subject.span.start)
        self._last = None
        return _made(self._page, spoken.span, spoken.words, name, said)


def _made(page: Page, span: Span, words: tuple[Span, ...], name: str, said: Said | None) -> Quotation:
    return Quotation(span, words, name, said.cue.of(page.text) if said else "")
