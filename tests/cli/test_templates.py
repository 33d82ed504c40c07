"""Templates by name: what `locate templates` shows is where export and the brief's screen look."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.ran import Cli


@pytest.fixture
def folder(cli: Cli) -> Path:
    """Where the user's templates are."""
    found = Path(cli("locate", "templates").out.strip())
    found.mkdir(parents=True)
    return found


def test_a_template_is_found_by_its_name(cli: Cli, folder: Path, tmp_path: Path) -> None:
    (folder / "letter.md.j2").write_text("Dear reader of {{ brief.title }}\n", encoding="utf-8")
    assert cli("export", "--template", "letter").out.startswith("Dear reader of library")
    out = tmp_path / "brief.md"
    assert cli("export", "--template", "letter", "-o", str(out)).status == 0
    assert out.read_text("utf-8").startswith("Dear reader of library")


def test_a_name_that_is_none_is_told_with_those_there_are(cli: Cli, folder: Path) -> None:
    (folder / "letter.md.j2").write_text("", encoding="utf-8")
    ran = cli("export", "--template", "leter")
    assert ran.status == 2
    assert f"leter: there is no such file here, nor in {folder}, which has letter.md.j2." in ran.err


def test_a_path_is_not_looked_up_among_the_templates(cli: Cli, folder: Path) -> None:
    (folder / "letter.j2").write_text("x", encoding="utf-8")
    assert cli("export", "--template", "./letter.j2").status == 2
    assert cli("export", "--template", f"../{folder.name}-none/letter.j2").status == 2
