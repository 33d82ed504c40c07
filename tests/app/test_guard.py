"""Nothing that could steer a terminal gets into display text, nor past the last gate."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.guard import harmless, install
from tui.text import shown, shown_line

STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)
ANY = st.text(st.characters(exclude_categories=()))
STEERERS = st.text(st.sampled_from("\x1b[]\x07\x9b\u202ea\U000e0041\udc80 \n\t(x"))


@given(ANY | STEERERS)
def test_display_text_holds_nothing_that_steers(text: str) -> None:
    assert not STEERING.search(shown(text).plain)
    assert not STEERING.search(shown_line(text).plain)
    assert "\n" not in shown_line(text).plain


def test_display_text_is_not_markup() -> None:
    content = shown("[bold red]see [@click=app.quit]fig. 2[/]")
    assert content.plain == "[bold red]see [@click=app.quit]fig. 2[/]"
    assert content.spans == []


def test_lines_stay_in_a_text_and_fold_in_a_line() -> None:
    assert shown("a\nb").plain == "a\nb"
    assert shown_line("a\n b").plain == "a b"


@given(ANY | STEERERS)
def test_no_segment_gets_through_with_anything_that_steers(text: str) -> None:
    (segment,) = harmless([Segment(text, Style(bold=True))])
    assert not STEERING.search(segment.text)
    assert "\n" not in segment.text


@given(st.text(st.characters(categories=["L", "N", "P", "S"], include_characters=" ")))
def test_plain_segments_pass_untouched(text: str) -> None:
    (segment,) = harmless([Segment(text, None)])
    assert segment.text == text


def test_only_web_links_get_through() -> None:
    for link, kept in [
        ("https://example.org/a?b=c", True), ("http://example.org", True), ("file:///etc/passwd", False),
        ("javascript:alert(1)", False), ("https://a\x1b]52;c;eA==\x07", False), ("https://a b", False),
    ]:  # fmt: skip
        (segment,) = harmless([Segment("x", Style(link=link))])
        assert segment.style is not None
        assert bool(segment.style.link) is kept, link


def test_the_gate_stands_before_rendering_and_is_put_up_once() -> None:
    install()
    once = Strip.render
    install()
    assert Strip.render is once
    console = Console(color_system="truecolor", force_terminal=True)
    out = Strip([Segment("a\x1b]52;c;eA==\x07b", Style(color="red"))]).render(console)
    assert "\x1b]52" not in out
    assert "a]52;c;eA==b" in out
