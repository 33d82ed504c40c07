"""The documentation's page of keys is what the registry says."""

from __future__ import annotations

from pathlib import Path

from tui.actions import keys_table


def test_the_page_of_keys_is_up_to_date() -> None:
    page = (Path(__file__).parents[2] / "docs" / "keys.md").read_text("utf-8")
    assert page.endswith(keys_table()), "run `make keys`"
