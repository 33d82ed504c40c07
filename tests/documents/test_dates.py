"""Dates: read in three languages, to the precision they have, and never invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import date_in_name, dates_in, iso_date, prefers_month_first


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2025-02-13", "2025-02-13"),
        ("2025-02-13T20:27:00+02:00", "2025-02-13"),
        ("2025/2/13", "2025-02-13"),
        ("13.02.2025", "2025-02-13"),
        ("13. 2. 2025", "2025-02-13"),
        ("13.02.25", "2025-02-13"),
        ("13/02/2025", "2025-02-13"),
        ("02/13/2025", "2025-02-13"),
        ("3-2-2025", "2025-02-03"),
        ("20:27 13.02.2025", "2025-02-13"),
        ("13 February 2025", "2025-02-13"),
        ("the 3rd of May, 1848", "1848-05-03"),
        ("February 13, 2025", "2025-02-13"),
        ("Feb. 13th 2025", "2025-02-13"),
        ("Sept 9, 2024", "2024-09-09"),
        ("13-Feb-2025", "2025-02-13"),
        ("Donnerstag, 13. Februar 2025", "2025-02-13"),
        ("5. März 2024", "2024-03-05"),
        ("1. Mai 1890", "1890-05-01"),
        ("jeudi 13 février 2025", "2025-02-13"),
        ("1er août 1914", "1914-08-01"),
        ("MARCH 2024", "2024-03"),
        ("Dezember 2024", "2024-12"),
        ("2025", "2025"),
        ("2025-02", "2025-02"),
    ],
)
def test_dates_are_read_as_written(written: str, iso: str) -> None:
    assert iso_date(written) == iso


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31.02.2025",
        "2025-13-01",
        "0099",
        "9999-01-01",
        "13/02/25",
        "1.2.3",
        "v2.10.2024.1",
        "192.168.10.2025",
        "may 12",
        "call 555-02-2025",
        "Marching 12, 2025",
        "room 2025b",
        "2025-00",
    ],
)
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    assert iso_date(text) == ""


def test_the_order_of_an_ambiguous_date_follows_the_source() -> None:
    assert [dated.iso for dated in dates_in("02/03/2025")] == ["2025-03-02"]
    assert [dated.iso for dated in dates_in("02/03/2025", month_first=True)] == ["2025-02-03"]
    assert [dated.iso for dated in dates_in("02.03.2025", month_first=True)] == ["2025-03-02"]
    assert prefers_month_first("Updated 02/28/2025")
    assert not prefers_month_first("28/02/2025 and 02.28.2025")


def test_several_dates_come_in_order_with_their_places() -> None:
    text = "Published 13 February 2025, updated 2025-02-14"
    assert [(dated.iso, text[dated.start : dated.end]) for dated in dates_in(text)] == [
        ("2025-02-13", "13 February 2025"),
        ("2025-02-14", "2025-02-14"),
    ]


@given(st.dates(date(1000, 1, 1), date(2199, 12, 31)))
def test_every_day_is_read_in_every_form(day: date) -> None:
    months = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
    for written in (
        day.isoformat(),
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day}. {months[day.month - 1]} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
    ):
        assert iso_date(written) == day.isoformat()


@given(st.text(st.sampled_from("0123456789./-: TFebMai,é\x00")))
def test_any_line_is_borne(text: str) -> None:
    for dated in dates_in(text):
        assert 0 <= dated.start < dated.end <= len(text)
        date.fromisoformat(dated.iso if len(dated.iso) == 10 else f"{dated.iso}-01")


@pytest.mark.parametrize(
    ("name", "iso"),
    [
        ("2025-02-13-rutte", "2025-02-13"),
        ("2025_02_13_rutte", "2025-02-13"),
        ("rutte 20250213", "2025-02-13"),
        ("13.02.2025", "2025-02-13"),
        ("004_b73d63af1e450839", ""),
        ("20259999", ""),
    ],
)
def test_a_file_name_may_hold_a_date(name: str, iso: str) -> None:
    dated = date_in_name(name)
    assert (dated.iso if dated else "") == iso


@given(st.from_regex(r"[0-2]\d{3}-\d\d-\d\d", fullmatch=True))
def test_a_day_alone_in_figures_is_read_as_within_a_line(day: str) -> None:
    assert iso_date(day) == next((dated.iso for dated in dates_in(f"on {day}")), "")
