"""Going round."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.rounds import following


@given(st.lists(st.integers(), min_size=1, unique=True))
def test_every_one_comes_once_until_the_first_comes_again(circle: list[int]) -> None:
    seen = [circle[0]]
    while (after := following(seen[-1], circle)) != circle[0]:
        seen.append(after)
    assert seen == circle


def test_what_is_not_among_them_has_none_after_it() -> None:
    with pytest.raises(ValueError, match="x"):
        following("x", "abc")
