"""The user's own keys and settings: what works is taken, what does not is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.config import Config, load, read
from tui.keymap import collisions, normal, read_keys


def test_keys_are_taken_in_the_form_people_write_them() -> None:
    keymap, problems = read_keys({"find": ["E", "F5"], "help": "Ctrl+X", "zen": "!"})
    assert keymap == {"find": "E,f5", "help": "ctrl+x", "zen": "exclamation_mark"}
    assert problems == ()


def test_an_unknown_action_is_named_with_the_nearest() -> None:
    keymap, problems = read_keys({"highligt": "x"})
    assert keymap == {}
    assert problems == ("[keys] highligt: there is no such action; did you mean highlight?",)


@pytest.mark.parametrize("key", ["alt+x", "ctrl+shift+x", "cmd+k", "super+a"])
def test_keys_that_terminals_do_not_send_are_refused(key: str) -> None:
    keymap, problems = read_keys({"zen": key})
    assert keymap == {}
    assert "many terminals do not send" in problems[0]


@pytest.mark.parametrize("key", ["", "nosuchkey", "ctrl+nosuch", "ab"])
def test_what_is_not_a_key_is_refused(key: str) -> None:
    keymap, problems = read_keys({"zen": key})
    assert keymap == {}
    assert "is not a key" in problems[0]


def test_a_key_that_is_taken_is_refused_and_both_actions_stay() -> None:
    keymap, problems = read_keys({"zen": "j"})
    assert keymap == {}
    assert problems == (
        "[keys] zen: j already is the key of line_down (Line down); "
        "give line_down another key too, or choose a free one.",
    )


def test_two_actions_can_swap_their_keys() -> None:
    keymap, problems = read_keys({"zen": "u", "undo": "z"})
    assert keymap == {"zen": "u", "undo": "z"}
    assert problems == ()


def test_the_same_key_may_serve_where_the_two_never_meet() -> None:
    assert read_keys({"sort": "W"}) == ({"sort": "W"}, ())


@given(st.dictionaries(st.sampled_from(["zen", "undo", "find", "jump", "nonsense"]), st.text(max_size=6)))
def test_no_keymap_that_is_accepted_collides(table: dict[str, str]) -> None:
    keymap, problems = read_keys(table)
    assert collisions(keymap) == ()
    assert len(keymap) + len(problems) >= len(table)


@given(st.text(max_size=12))
def test_naming_a_key_is_idempotent(key: str) -> None:
    assert normal(normal(key)) == normal(key)


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "config.toml").config == Config()


def test_a_whole_configuration_is_read(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(
        'theme = "scholiast-light"\nmeasure = 60\ncreator = "Ada"\neditor = "vim -n"\n'
        '[keys]\nzen = "E"\n[pinned]\n1 = "figures"\n'
    )
    loaded = load(file)
    assert loaded.problems == ()
    assert loaded.config.theme == "scholiast-light"
    assert loaded.config.measure == 60
    assert loaded.config.creator == "Ada"
    assert loaded.config.editor == "vim -n"
    assert loaded.config.keys == {"zen": "E"}
    assert loaded.config.pinned == {1: "figures"}


@pytest.mark.parametrize(
    ("text", "says"),
    [("meesure = 3\n", "'meesure' is not a setting"), ("measure = 3\n", "from 30 to 200"),
     ("measure = true\n", "from 30 to 200"), ("theme = 3\n", "'theme' must be a text"),
     ("keys = 3\n", "write [keys]"), ("[pinned]\n0 = \"a\"\n", "[pinned] 0"),
     ("theme = \n", "not valid TOML"), ("[keys]\nzen = 3\n", "[keys] zen: give a key")],
)  # fmt: skip
def test_a_mistake_is_named_and_the_default_stays(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text)
    loaded = load(file)
    assert loaded.config == Config()
    assert len(loaded.problems) == 1
    assert says in loaded.problems[0]
    assert str(file) in loaded.problems[0]


def test_a_file_that_is_not_text_is_named_and_not_fatal(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b"\xff\xfe\x00")
    loaded = load(file)
    assert loaded.config == Config()
    assert "not UTF-8" in loaded.problems[0]


def test_one_mistake_does_not_cost_the_other_settings() -> None:
    loaded = read({"measure": 60, "colour": "red", "keys": {"zen": "j", "find": "E"}})
    assert loaded.config.measure == 60
    assert loaded.config.keys == {"find": "E"}
    assert len(loaded.problems) == 2
