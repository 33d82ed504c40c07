"""Every command that README and documentation print does on the sample library what they say it is for."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.places import Places
from annotations.usecases.sampling import open_sample
from tests.cli.ran import Cli

ROOT = Path(__file__).parents[2]
NOT_HERE = ("import", "merge-driver", "--template")  # need the web, git, a template of one's own


def commands(page: str) -> Iterator[list[str]]:
    for block in re.findall(r"```sh\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL):
        for line in block.splitlines():
            words = shlex.split(line, comments=True)
            if words[:1] == ["scholiast"] and not set(words) & set(NOT_HERE):
                yield words[1:]


@pytest.fixture
def library(places: Places) -> Path:
    """The sample library."""
    open_sample(places, by="Mira").close()
    return places.sample


@pytest.mark.parametrize("page", ["README.md", "docs/quotations.md"])
def test_commands_that_are_printed_find_what_they_look_for(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.chdir(tmp_path)
    tried = list(commands(page))
    assert len(tried) > 4
    for argv in tried:
        ran = cli(*argv)
        assert ran.status == 0, (argv, ran.err)
        assert ran.out.strip() not in ("", "[]") or "-o" in argv, argv
        assert not ran.err or ran.err == "scholiast: wrote brief.md\n", argv
