"""Texts and documents of every kind, for properties."""

from __future__ import annotations

from hypothesis import strategies as st

from corpus.clean import canonical
from corpus.document import Block, BlockKind, Document
from corpus.span import Span

CLUSTERS = (
    "👩‍👩‍👧", "🇩🇪", "❤️", "👍🏽", "e\u0301", "नि", "क्षि", "한", "\u1112\u1161\u11ab", "ก็", "1️⃣",
    "今", "天", "、", "「", "」", "ー", "っ", "か", "\u3000", "“", "”", "—", "…", "\t", "\u200d", "\u0301",
    "\u0600", "שלום", "\u200f", "\u1100", "😀", "↔\ufe0f",
)  # fmt: skip
PLAIN = ("a", "be", "tide", "harbour", "international", "x" * 30, "a/b/c-d", ".", ",", "(", ")")
SPACES = (" ", " ", " ", "  ", "\n", "\n", "\n\n", "\n\n\n\n", " \n")


def texts(max_size: int = 60) -> st.SearchStrategy[str]:
    """Canonical texts that mix plain words with what makes widths hard."""
    piece = st.one_of(
        st.sampled_from(PLAIN), st.sampled_from(SPACES), st.sampled_from(CLUSTERS), st.text(max_size=3)
    )
    mixed = st.lists(piece, max_size=max_size).map("".join)
    plain = st.lists(st.sampled_from(PLAIN + SPACES), max_size=max_size).map("".join)
    return st.one_of(plain, mixed).map(lambda text: canonical(text).text)


@st.composite
def documents(draw: st.DrawFn, max_size: int = 60) -> Document:
    """Documents whose blocks stand anywhere in the text, without overlapping."""
    text = draw(texts(max_size))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12)))
    blocks = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        span = Span(start, end).trimmed(text)
        kind: BlockKind = draw(st.sampled_from([kind for kind in BlockKind if kind is not BlockKind.RULE]))
        if span.length == 0:
            kind = BlockKind.RULE
        blocks.append(
            Block(
                kind,
                span,
                level=draw(st.integers(0, 3)),
                quoted=draw(st.integers(0, 2)),
                marker=draw(st.sampled_from(["", "•", "12.", "[3]"])) if kind is BlockKind.ITEM else "",
                soft=draw(st.booleans()),
            )
        )
    kept: list[Block] = []
    for block in blocks:
        if not kept or (block.span.start >= kept[-1].span.end and block.span != kept[-1].span):
            kept.append(block)
    return Document(path="x", text=text, blocks=tuple(kept))
