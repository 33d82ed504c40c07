"""Correcting what is known about an article, each field with where it was found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static
from textual.widgets.input import Selection

from corpus.clean import clean_line
from tui.actions import bindings
from tui.dialogs.frame import Dialog
from tui.text import shown_line

_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Field:
    """One line of the form.

    Attributes:
        name: Key of the result, such as ``date``.
        label: What it is called on screen.
        value: As it stands now.
        origin: Where that was found, such as ``front matter``, ``text`` or ``you``; empty if it is
            not known.
    """

    name: str
    label: str
    value: str = ""
    origin: str = ""


class _FromStart(Input):
    """An input that is selected whole, as any is, and shows how its value begins."""

    def on_focus(self) -> None:
        """Once it is selected, the cursor goes to the other end."""
        self.call_next(self._turn)

    def _turn(self) -> None:
        self.selection = Selection(len(self.value), 0)


class MetadataForm(Dialog[dict[str, str] | None]):
    """Gives what was changed, field name to new text; empty text asks for what the file says."""

    TITLE_TEXT = "Title and source"
    CONTEXT = "form"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("form"),
        Binding("down,enter", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self, fields: Sequence[Field], *, path: str = "") -> None:
        super().__init__()
        self._fields = tuple(fields)
        self._path = path

    def body(self) -> ComposeResult:
        """A row per field: label, input, origin."""
        if self._path:
            yield Static(shown_line(self._path), classes="quotation")
        for field in self._fields:
            with Horizontal(classes="field"):
                yield Static(shown_line(field.label, 20), classes="label")
                yield _FromStart(clean_line(field.value), id=f"field-{field.name}", compact=True)
                yield Static(_origin(field), classes="origin")
        yield Static(id="remark")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        last = self._fields[-1].name if self._fields else ""
        if event.input.id == f"field-{last}":
            self.action_save()
        else:
            self.focus_next()

    @on(Input.Changed)
    def _changed(self) -> None:
        self.query_one("#remark", Static).update(Content())

    def action_save(self) -> None:
        """Closes with what was changed, unless a date cannot be one."""
        changed = {}
        for field in self._fields:
            text = clean_line(self.query_one(f"#field-{field.name}", Input).value)
            if text == clean_line(field.value):
                continue
            if field.name == "date" and text and not is_date(text):
                self._refuse(field, "A date is written 2025-02-13, 2025-02 or 2025.")
                return
            if field.name == "url" and text and not text.lower().startswith(("http://", "https://")):
                self._refuse(field, "An address begins with http:// or https://.")
                return
            changed[field.name] = text
        self.dismiss(changed)

    def _refuse(self, field: Field, words: str) -> None:
        self.query_one("#remark", Static).update(Content.styled(words, "$error"))
        self.query_one(f"#field-{field.name}", Input).focus()


def is_date(text: str) -> bool:
    """Whether ``text`` is a year, a month or a day as ISO 8601 writes them."""
    import calendar

    match = _DATE.fullmatch(text)
    if not match:
        return False
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if year < 1 or (match[2] and not 1 <= month <= 12):
        return False
    return not match[3] or 1 <= day <= calendar.monthrange(year, month)[1]


def _origin(field: Field) -> Content:
    if field.origin == "you":
        words = "corrected by you"
    elif field.origin:
        words = f"from the {clean_line(field.origin, 24)}"
    else:
        words = "not found" if not field.value else ""
    return Content.styled(words, "$quiet")
