"""Markdown to canonical text, blocks and inlines: what reads, without the marks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from corpus import extractors
from corpus.document import Block, Inline
from corpus.markdown_notes import notes_apart
from corpus.markdown_text import Composer

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

EXTRACTOR: Final = extractors.MARKDOWN

_DEEPEST: Final = 100  # levels of nesting of blocks, of which a list takes two and a quotation one
_DEEPEST_INLINE: Final = 20  # of brackets and the like; beyond that they are ordinary signs
_LONGEST: Final = 16 * 1024 * 1024
# Steps of the parser that any honest text stays far below; counted, not timed, so that the
# same file has the same text on every machine.
_STEPS_AT_LEAST: Final = 200_000
_STEPS_PER_CHARACTER: Final = 4


class Parsed(NamedTuple):
    """The text that reads, with its blocks and styled stretches, in code points of ``text``."""

    text: str
    blocks: tuple[Block, ...]
    inlines: tuple[Inline, ...]


class TooHard(Exception):
    """Markdown that cannot be taken apart in bearable time or depth; the message says why."""


class Cancelled(Exception):
    """The parse was given up because it is no longer wanted."""


class _Watch:
    """Counts the parser's steps, reports how far it is and stops it when it should."""

    def __init__(
        self,
        length: int,
        on_progress: Callable[[float], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        self._left = _STEPS_AT_LEAST + _STEPS_PER_CHARACTER * length
        self._on_progress = on_progress
        self._cancelled = cancelled

    def block(self, state: StateBlock, line: int, last: int, silent: bool) -> bool:
        """A rule that never matches: it sees every attempt to begin a block."""
        self._count(1 + state.level)
        if state.level == 0 and not silent and line & 63 == 0:
            self._tell(0.5 * line / max(state.lineMax, 1))
        return False

    def inline(self, state: StateInline, silent: bool) -> bool:
        """The same for every attempt to read an inline."""
        self._count(1)
        return False

    def share(self, done: float) -> None:
        """Report that ``done`` (0 to 1) of the inlines were read."""
        self._tell(0.5 + 0.5 * done)

    def _count(self, steps: int) -> None:
        self._left -= steps
        if self._left < 0:
            raise TooHard("it would take too long to take apart")

    def _tell(self, done: float) -> None:
        if self._cancelled is not None and self._cancelled():
            raise Cancelled
        if self._on_progress is not None:
            self._on_progress(done)


def parse(
    source: str,
    on_progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Parsed:
    """Take ``source`` apart (canonical already, front matter removed).

    Args:
        source: CommonMark with tables, strike-through and footnotes; HTML in it is shown as text.
        on_progress: Told the share done, 0 to 1, now and then.
        cancelled: Asked now and then whether to give up.

    Raises:
        TooHard: Hostile nesting or structure; read it as plain text instead.
        Cancelled: ``cancelled`` said so.
    """
    if len(source) > _LONGEST:
        raise TooHard("it is too long")
    watch = _Watch(len(source), on_progress, cancelled)
    env: dict[str, Any] = {}
    try:
        tokens = _parser(watch).parse(source, env)
    except (TooHard, Cancelled):
        raise
    except RecursionError:
        raise TooHard("it is nested too deeply") from None
    except Exception as error:  # whatever trips the parser, the text can still be read
        raise TooHard(f"the parser failed on it ({type(error).__name__})") from error
    if any(token.level >= _DEEPEST - 1 for token in tokens):
        raise TooHard("it is nested too deeply")
    composer = Composer()
    text, notes = notes_apart(tokens, env)
    composer.add(text)
    for note in notes:
        composer.add_note(note.number, note.tokens)
    return Parsed(*composer.finished())


def _parser(watch: _Watch) -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin, move_to_end=False)
    parser.block.ruler.before("table", "watch", watch.block, {"alt": []})
    parser.inline.ruler.before("text", "watch", watch.inline)
    parser.core.ruler.at("inline", _inlines(watch))
    return parser


def _inlines(watch: _Watch) -> Callable[[StateCore], None]:
    """The parser's own core rule for inlines, with progress."""

    def rule(state: StateCore) -> None:
        state.md.options.maxNesting = _DEEPEST_INLINE
        total = len(state.tokens)
        for number, token in enumerate(state.tokens):
            if token.type == "inline":
                token.children = token.children or []
                state.md.inline.parse(token.content, state.md, state.env, token.children)
            if number & 255 == 0:
                watch.share(number / total)

    return rule
