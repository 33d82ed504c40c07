"""The end of a session in a real terminal while the library takes nothing: all is there afterwards."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.whole.terminal import Terminal, cli


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_what_was_not_saved_when_the_session_ended_is_told_and_loaded(
    number: signal.Signals, library: Path
) -> None:
    terminal = Terminal(str(library), size=(160, 45))
    terminal.until("0 %")
    terminal.press("}s\r")
    terminal.until("1 highlight")
    history = library / ".scholiast" / "history"
    history.rename(history.with_name("away"))
    history.write_text("a file stands here now")
    terminal.press("}s\r")
    terminal.until("NOT SAVED")
    terminal.press("}a")
    terminal.until("Ctrl+s")
    terminal.press("half a thought")
    terminal.until("half a thought")  # the draft is kept a moment later, or as the end comes
    terminal.child.kill(number)
    terminal.ends()
    history.unlink()
    history.with_name("away").rename(history)

    assert "1 annotation" in cli("annotations", "-L", str(library))
    again = Terminal(str(library), size=(160, 45))
    again.until("one change was not saved")
    again.press("q")
    again.ends()
    (lines,) = Path.home().rglob("unsaved/*.jsonl")
    cli("load", "-L", str(library), "--update", str(lines))
    assert "2 annotations" in cli("annotations", "-L", str(library))
    drafts = [path.read_text() for path in Path.home().rglob("drafts/*.json")]
    texts = [path.read_text() for path in Path.home().rglob("unsaved/*.txt")]
    assert any("half a" in text for text in [*drafts, *texts])
