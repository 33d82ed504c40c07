"""The registry: no key means two things, every action is reachable, every footer is short."""

from __future__ import annotations

from typing import ClassVar

import pytest
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from tui.actions import ACTIONS, BY_ID, CONTEXTS, MOST, bindings, footer_for, in_context, key_name, keys_table
from tui.keymap import collisions
from tui.registry import FOOTERS

PROMISED = {
    "line_down": "j,down", "line_up": "k,up", "char_left": "h,left", "char_right": "l,right",
    "word_right": "w", "word_left": "W", "page_down": "space,pagedown", "page_up": "b,pageup",
    "top": "g,home", "bottom": "G,end", "paragraph_next": "right_curly_bracket,ctrl+down",
    "paragraph_previous": "left_curly_bracket,ctrl+up", "sentence_next": "right_parenthesis",
    "sentence_previous": "left_parenthesis", "highlight_next": "right_square_bracket,full_stop",
    "highlight_previous": "left_square_bracket,comma", "find": "slash", "find_next": "n",
    "find_previous": "N", "back": "ctrl+o", "forward": "ctrl+y", "jump": "f", "select": "v",
    "select_paragraphs": "V", "take_sentence": "s", "take_paragraph": "p", "let_go": "escape",
    "highlight": "enter", "tag": "t", "pinned_1": "1", "pinned_9": "9", "note": "a", "copy": "y",
    "delete": "d", "grow": "plus", "shrink": "minus", "undo": "u", "redo": "ctrl+r", "metadata": "m",
    "status": "r", "zen": "z", "narrower": "less_than_sign", "wider": "greater_than_sign",
    "toggle_articles": "f2", "toggle_annotations": "f3", "next_pane": "tab",
    "previous_pane": "shift+tab", "brief": "B", "codebook": "c", "search": "S",
    "help": "question_mark,f1", "palette": "ctrl+p", "quit": "q",
}  # fmt: skip


@pytest.mark.parametrize(("id", "keys"), PROMISED.items())
def test_promised_actions_have_their_promised_keys(id: str, keys: str) -> None:
    assert ",".join(BY_ID[id].keys) == keys


def test_ids_are_unique() -> None:
    assert len(BY_ID) == len(ACTIONS)


def test_no_key_means_two_things_where_both_would_work() -> None:
    assert collisions() == ()


def test_collisions_are_found_when_there_is_one() -> None:
    assert ("j", "line_down", "undo") in collisions({"undo": "j"})


def test_no_key_needs_what_terminals_do_not_send() -> None:
    for action in ACTIONS:
        for key in action.keys:
            held = set(key.split("+")[:-1])
            assert not held & {"alt", "super", "meta", "cmd"}, action.id
            assert held != {"ctrl", "shift"}, action.id


def test_every_letter_key_has_words_in_palette_and_help() -> None:
    for action in ACTIONS:
        assert action.label[0].isupper(), action.id
        assert action.help.endswith("."), action.id
        assert action.contexts, action.id
        assert set(action.contexts) <= set(CONTEXTS), action.id


def test_panes_can_be_reached_without_a_latin_keyboard() -> None:
    for id in ("toggle_articles", "toggle_annotations", "next_pane", "palette", "help"):
        assert any(len(key) > 1 for key in BY_ID[id].keys), id


def test_every_context_has_a_footer_of_at_most_eight_whose_keys_work_there() -> None:
    assert set(FOOTERS) == set(CONTEXTS)
    for context in CONTEXTS:
        shown = footer_for(context)
        assert 0 < len(shown) <= MOST
        assert set(shown) <= set(in_context(context)), context


def test_bindings_carry_ids_and_only_the_context_asked_for() -> None:
    reader = {binding.id: binding for binding in bindings("reader")}
    assert reader["line_down"].key == "j,down"
    assert reader["highlight"].action == "screen.highlight"
    assert reader["pinned_3"].action == "screen.pinned(3)"
    assert "undo" not in reader
    assert {binding.id for binding in bindings("global")} >= {"undo", "help", "quit"}


def test_an_action_without_a_key_is_said_to_be_in_the_palette() -> None:
    keyless = [action for action in ACTIONS if not action.keys]
    assert keyless
    table = keys_table()
    assert table.count("no key: palette") == len(keyless)


def test_the_keys_table_names_every_action() -> None:
    table = keys_table()
    for action in ACTIONS:
        assert f"`{action.id}`" in table


@pytest.mark.parametrize(
    ("key", "name"),
    [("question_mark", "?"), ("ctrl+o", "Ctrl+o"), ("pagedown", "PgDn"), ("f4", "F4"), ("G", "G"),
     ("enter", "⏎"), ("space", "Space"), ("left_curly_bracket", "{"), ("shift+tab", "Shift+Tab"),
     ("plus", "+"), ("minus", "-"), ("escape", "Esc"), ("ctrl+down", "Ctrl+↓"), ("g", "g")],
)  # fmt: skip
def test_keys_are_named_as_people_write_them(key: str, name: str) -> None:
    assert key_name(key) == name


class Pane(Static, can_focus=True):
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("reader")]
    went = 0

    def action_line_down(self) -> None:
        self.went += 1


class Small(App[None]):
    def compose(self) -> ComposeResult:
        yield Pane()


async def test_a_keymap_moves_an_action_to_another_key() -> None:
    app = Small()
    async with app.run_test() as pilot:
        app.set_keymap({"line_down": "x"})
        await pilot.press("j", "down")
        assert app.query_one(Pane).went == 0
        await pilot.press("x")
        assert app.query_one(Pane).went == 1
