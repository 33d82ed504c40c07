"""Cells: what Textual measures, and nothing that could steer a terminal."""

from __future__ import annotations

import re
import sys

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from tests.page.texts import texts
from tui.page.widths import PLAIN_CLASS, TAB_CELLS, cells_of, clipped, clusters, is_plain, shown

STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def test_every_plain_character_takes_one_cell() -> None:
    plain = re.compile(f"[{PLAIN_CLASS}]")
    found = [sign for sign in map(chr, range(sys.maxunicode + 1)) if plain.match(sign)]
    assert len(found) > 2000
    assert [sign for sign in found if get_character_cell_size(sign) != 1] == []
    assert len(list(clusters("".join(found)))) == len(found)


@given(texts())
def test_clusters_follow_one_another_and_cover_the_text(text: str) -> None:
    position = 5
    for cluster in clusters(text, 5):
        assert cluster.start == position < cluster.end
        position = cluster.end
    assert position == len(text) + 5


@given(texts())
def test_what_is_shown_takes_the_cells_that_were_measured(text: str) -> None:
    assert cell_len(shown(text)) == cells_of(text) == sum(cluster.cells for cluster in clusters(text))


@given(st.text(alphabet=st.characters(), max_size=20))
def test_nothing_shown_steers_the_terminal(text: str) -> None:
    assert not STEERING.search(shown(text))


def test_an_escape_sequence_is_shown_as_text() -> None:
    assert shown("a\x1b[31mb\x9bH\u202ec") == "a\ufffd[31mb\ufffdH\ufffdc"


def test_a_family_a_flag_and_a_letter_with_an_accent_are_one_cluster_each() -> None:
    assert [c.cells for c in clusters("👩‍👩‍👧🇩🇪e\u0301")] == [2, 2, 1]


def test_a_run_of_letters_that_join_for_ever_is_taken_apart() -> None:
    assert max(cluster.cells for cluster in clusters("\u1100" * 100)) <= 4


def test_a_tab_has_the_same_width_everywhere() -> None:
    assert cells_of("\ta\t") == 2 * TAB_CELLS + 1


@given(texts(), st.integers(0, 20))
def test_clipped_is_the_longest_beginning_that_fits(text: str, cells: int) -> None:
    part = clipped(text, cells)
    assert text.startswith(part)
    assert cells_of(part) <= cells
    rest = list(clusters(text))
    following = [c for c in rest if c.start == len(part)]
    assert not following or cells_of(part) + following[0].cells > cells


def test_line_breaks_are_plain_only_on_demand() -> None:
    assert is_plain("a b", lines=False)
    assert not is_plain("a\nb")
    assert is_plain("a\nb", lines=True)
