"""The words a command offers, written out so that its help imports nothing, are those that there are."""

from __future__ import annotations

from annotations.brief.model import Flavour, GroupBy
from annotations.usecases.exchange.exporting import FORMS
from annotations.usecases.overview.counting import KINDS
from annotations.usecases.search.searching import SORTS
from tui.cli import exporting, searching


def test_searches_are_sorted_by_what_they_can_be_sorted_by() -> None:
    assert searching._SORTS == SORTS


def test_all_is_counted_that_can_be_counted() -> None:
    assert searching._KINDS == KINDS


def test_briefs_have_all_groupings_and_flavours() -> None:
    assert set(exporting._GROUPS) == set(map(str, GroupBy))
    assert set(exporting._FLAVOURS) == set(map(str, Flavour))


def test_every_form_can_be_exported() -> None:
    assert set(FORMS) | {"markdown", "html", "bibtex", "csl"} == set(exporting.FORMATS)
