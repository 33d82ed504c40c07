"""The library's whole folder goes away while it is being read, and comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.workspace import Workspace
from tests.app.bench import Open, bench
from tests.app.waiting import settle


@pytest.mark.parametrize("annotated", [True, False])
async def test_a_lost_folder_is_named_and_its_return_shows_everything_again(
    annotated: bool, opened: Open, library: Path
) -> None:
    workspace: Workspace = opened()
    if annotated:
        workspace.annotate("harbour.md", workspace.quoted("harbour.md", "at noon"))
    async with bench(workspace) as found:
        away = library.rename(library.with_name("away"))  # noqa: ASYNC240 - a test may wait
        for _ in range(3):
            found.library.look_at_file()
            await found.settle()
            found.library.look()
            found.library.look_for_gone()
            found.library.hear()
            await settle(found.pilot, background=True)
        said = [message.text for message in found.app.messages]
        assert not any(text.lstrip().startswith("cannot be read") for text in said), said
        assert any(str(library) in text and "gone" in text for text in said) or (
            "gone" in found.library.reader.document.text
        ), said
        found.library.reload()
        await found.press("s", "enter")
        assert found.app.is_running
        away.rename(library)
        for _ in range(3):
            found.library.look_for_gone()
            await settle(found.pilot, background=True)
        assert found.library.document is not None
        assert found.library.document.path == "harbour.md"
        assert len(found.library.shelf.rows) == 3
