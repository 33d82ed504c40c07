"""Who speaks under the caret stays at the foot beside what else is said there."""

from __future__ import annotations

import pytest

from tests.app.test_footer import foot


@pytest.mark.parametrize("width", [80, 120])
async def test_who_speaks_is_said_before_a_notice_and_before_lesser_keys(width: int) -> None:
    said = "Hendrik Aldous ?"
    async with foot(width, context="reader", percent=38, minutes=2, speaker=said) as (app, footer):
        assert f"2 min left  “…” {said}" in app.line
        footer.notice = "e: in 2 other articles"
        assert f"2 min left  {said} · e: in 2 other articles" in app.line
        assert app.line.endswith("? all keys")
        footer.speaker = ""
        assert "2 min left  e: in 2 other articles" in app.line
