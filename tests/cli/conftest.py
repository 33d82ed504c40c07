"""Commands run in this process, on whatever library a test has."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tests.cli.ran import Cli, Ran
from tui.cli.main import run


@pytest.fixture
def cli(library: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Runs a command on the library; ``stdin`` is what it can read."""
    monkeypatch.setenv("SCHOLIAST_LIBRARY", str(library))

    def call(*argv: str, stdin: str = "") -> Ran:
        out, err = io.BytesIO(), io.StringIO()
        with monkeypatch.context() as patch:
            wrapper = io.TextIOWrapper(out, encoding="utf-8", newline="")
            patch.setattr(sys, "stdout", wrapper)
            patch.setattr(sys, "stderr", err)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
            try:
                status = run(argv)
            except SystemExit as error:
                status = int(error.code or 0)
            wrapper.flush()
            wrapper.detach()
        return Ran(status, out.getvalue().decode(), err.getvalue())

    return call
