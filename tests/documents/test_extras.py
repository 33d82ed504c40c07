"""The command that installs what is missing."""

from __future__ import annotations

import sys

import pytest

from corpus.extras import command_for


def test_the_program_in_use_gets_the_libraries_with_their_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", "/home/ada/my tools")
    monkeypatch.setattr(sys, "executable", "/home/ada/my tools/bin/python")
    assert command_for("docx") == "'/home/ada/my tools/bin/python' -m pip install 'mammoth<2,>=1.9'"
    assert command_for("web").count("'") == 2 + 4, "both libraries of the extra"


def test_programs_of_a_tool_are_told_in_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", "/home/ada/.local/share/pipx/venvs/scholiast")
    assert command_for("pdf") == "pipx inject scholiast 'pypdfium2<6,>=5'"
    monkeypatch.setattr(sys, "prefix", "/home/ada/.local/share/uv/tools/scholiast")
    monkeypatch.setattr(sys, "executable", "/tools/python")
    assert command_for("pdf") == "uv pip install --python /tools/python 'pypdfium2<6,>=5'"
