"""What a reader takes for one character, found without a library where each character is one."""

from __future__ import annotations

from collections.abc import Iterable

from tui.page.widths import is_plain


def iter_graphemes(text: str) -> Iterable[str]:
    """The graphemes of ``text`` in order."""
    if is_plain(text):
        return text
    from wcwidth import iter_graphemes as found_in

    return found_in(text)
