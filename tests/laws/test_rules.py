"""The law of rules: who changes what derived things were made with gives the rules another name."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from corpus import furniture, quotations

ROOT = Path(__file__).parents[2]

PINNED = {
    "quotations": (
        quotations.RULES,
        ("corpus/quotations", "annotations/usecases/quotations/nearby.py"),
        "faa13c52f68b31df",
    ),
    "furniture": (furniture.RULES, ("corpus/furniture",), "4babe9fe8db3c258"),
}
"""For each set of rules its name, where it stands, and the digest of its files when it got that name."""


def digest(places: tuple[str, ...]) -> str:
    """Names the code of Python files, whatever their comments on lines of their own and empty lines are."""
    known = hashlib.sha256()
    files = [file for place in places for file in ((ROOT / place).rglob("*.py"), [ROOT / place])]
    for path in sorted({file for group in files for file in group if file.is_file()}):
        lines = path.read_text(encoding="utf-8").splitlines()
        code = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
        known.update("\n".join((path.relative_to(ROOT).as_posix(), *code, "")).encode())
    return known.hexdigest()[:16]


@pytest.mark.parametrize("name", PINNED)
def test_rules_that_changed_have_another_name(name: str) -> None:
    rules, places, pinned = PINNED[name]
    found = digest(places)
    assert found == pinned, (
        f"The rules of {name} changed. If any text may come out otherwise, give RULES in "
        f"corpus/{name}/__init__.py (now {rules}) the next number: what was kept with the old rules would "
        f"be shown as it was otherwise. Then write {found} as their digest here."
    )


def test_a_change_of_a_rule_shows_and_a_comment_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    (tmp_path / "rules").mkdir()
    path = tmp_path / "rules" / "one.py"
    path.write_text("WORDS = 3\n", encoding="utf-8")
    before = digest(("rules",))
    path.write_text("# so many\n\nWORDS = 3\n", encoding="utf-8")
    assert digest(("rules",)) == before
    path.write_text("WORDS = 4\n", encoding="utf-8")
    assert digest(("rules",)) != before
