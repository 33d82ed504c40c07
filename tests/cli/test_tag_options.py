"""Options that take tags: one in each `--tag`, several by comma in `--set-tags`, and none is dropped."""

from __future__ import annotations

import pytest

from tests.cli.ran import Cli


def tags_of(cli: Cli) -> list[list[str]]:
    return [row["tags"] for row in cli("annotations", "--json").json]


@pytest.fixture
def made(cli: Cli) -> str:
    """The id of an annotation with the tag `time`."""
    ran = cli("annotate", "ledger", "--quote", "ten years", "--tag", "time")
    assert ran.status == 0
    return ran.out.strip()


@pytest.mark.parametrize("wrong", ["one, two", "one,two", "a/b,c"])
def test_a_comma_in_one_tag_is_refused_and_the_way_to_give_several_named(
    cli: Cli, made: str, wrong: str
) -> None:
    for argv in (
        ("annotate", "harbour", "--quote", "at noon", "--tag", wrong),
        ("edit", made, "--tag", wrong),
        ("edit", made, "--untag", wrong),
        ("notes", "article", "harbour", "--tag", wrong),
        ("notes", "article", "harbour", "--untag", wrong),
    ):
        ran = cli(*argv)
        assert (ran.status, ran.out) == (2, "")
        assert f"“{wrong}” has a comma" in ran.err
        assert "--tag one --tag two" in ran.err
    assert tags_of(cli) == [["time"]]


@pytest.mark.parametrize("option", ["--tag", "--untag"])
@pytest.mark.parametrize("nameless", ["", " ", "/"])
def test_a_tag_without_a_name_is_refused(cli: Cli, made: str, option: str, nameless: str) -> None:
    ran = cli("edit", made, option, nameless)
    assert ran.status == 2
    assert "needs a name" in ran.err
    assert tags_of(cli) == [["time"]]


def test_a_tag_of_the_codebook_may_have_a_comma(cli: Cli, made: str) -> None:
    assert cli("tags", "add", "Smith, John").status == 0
    assert cli("edit", made, "--tag", "smith,  john").status == 0
    assert tags_of(cli) == [["time", "Smith, John"]]
    assert cli("edit", made, "--untag", "Smith, John").status == 0
    assert tags_of(cli) == [["time"]]


def test_a_comma_sets_tags_apart_where_all_are_set(cli: Cli, made: str) -> None:
    assert cli("edit", made, "--set-tags", "one, two ,three/four").status == 0
    assert tags_of(cli) == [["one", "two", "three/four"]]
    assert cli("edit", made, "--set-tags", "").status == 0
    assert tags_of(cli) == [[]]


@pytest.mark.parametrize("nothing", [",", " , ", "/", "#,#"])
def test_what_names_no_tag_takes_none_off(cli: Cli, made: str, nothing: str) -> None:
    ran = cli("edit", made, "--set-tags", nothing)
    assert ran.status == 2
    assert "names no tag" in ran.err
    assert tags_of(cli) == [["time"]]


def test_a_tag_with_a_comma_is_not_taken_apart(cli: Cli, made: str) -> None:
    cli("tags", "add", "Smith, John")
    ran = cli("edit", made, "--set-tags", "time,smith,John")
    assert ran.status == 2
    assert "“Smith, John” is one tag with a comma" in ran.err
    assert cli("edit", made, "--set-tags", "blacksmith, Johnny").status == 0
    assert tags_of(cli) == [["blacksmith", "Johnny"]]


@pytest.mark.parametrize("command", ["annotate", "edit", "notes"])
def test_help_says_how_several_tags_are_given(cli: Cli, command: str) -> None:
    assert "once for each" in cli(command, "--help").out
