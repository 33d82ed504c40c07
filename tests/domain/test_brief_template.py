"""Templates of the user's own: the built-in parts make the built-in brief, and mistakes are named."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from annotations.brief.build import build_brief
from annotations.brief.model import Brief, Flavour, GroupNote, Passage
from annotations.brief.template import TemplateProblem, found_template, parts_folder, render_template
from annotations.model import Annotation, DocumentRecord, Placement, Selectors, Tag
from annotations.usecases.briefing import template_of
from corpus.span import Span
from tests.domain.rendering import render_markdown


def identity(number: int) -> str:
    return f"{number * 7919:08x}-0000-4000-8000-{number:012x}"


WIRE = DocumentRecord(
    identity(1), "wire.md", "Allies", "Wire", "Meyer", "2025-02-13", "https://x.eu", "ab" * 32
)
TAGS = [
    Tag(identity(9), "a", "blue", "One.\n\nTwo."),
    Tag(identity(8), "a/b", "red"),
    Tag(identity(7), "c", "red"),
]


def passage(number: int, *tags: str, note: str = "", placement: Placement = Placement.EXACT) -> Passage:
    span = None if placement is Placement.ORPHAN else Span(number, number + 5)
    selectors = Selectors(number, number + 5, f"It *has*\n\nto last {number}.")
    made = Annotation(
        identity(20 + number), WIRE.id, selectors, span, "", placement, tags=tags, note=note, creator="A"
    )
    return Passage(made, WIRE, number, "Head", present="now" if placement is Placement.UNCERTAIN else "")


@pytest.fixture
def brief() -> Brief:
    passages = [
        passage(1, "a/b", "c", note="- why"),
        passage(2, "c"),
        passage(3),
        passage(4, "c", placement=Placement.UNCERTAIN),
        passage(5, placement=Placement.ORPHAN, note="Gone."),
    ]
    notes = {TAGS[0].id: GroupNote("> Of whom?\n\n# Think", "B", "2025-03-01T00:00:00Z")}
    return build_brief(passages, TAGS, group_by="tag", title="A *brief*", query="tag:a", notes=notes)


@pytest.mark.parametrize("flavour", list(Flavour))
@pytest.mark.parametrize("bibliography", ["", "references.json"])
def test_the_parts_make_the_built_in_brief(brief: Brief, flavour: Flavour, bibliography: str) -> None:
    assert render_template(brief, parts_folder(), flavour, bibliography=bibliography) == render_markdown(
        brief, flavour, bibliography=bibliography
    )


def test_an_empty_brief_comes_out_alike() -> None:
    empty = build_brief([], [], title="Nothing")
    assert render_template(empty, parts_folder()) == render_markdown(empty)


def test_one_part_beside_the_template_takes_the_place_of_the_built_in_one(
    brief: Brief, tmp_path: Path
) -> None:
    (tmp_path / "heading.md.j2").write_text("## My {{ group.title | line }}", "utf-8")
    text = render_template(brief, tmp_path)
    assert "\n## My c\n" in text
    assert "**Note.**\n\n- why" in text


def test_a_template_of_ones_own_sees_the_brief(brief: Brief, tmp_path: Path) -> None:
    own = tmp_path / "own.md"
    own.write_text("{% for s in brief.sources %}{{ s | citation }}{% endfor %}", "utf-8")
    assert render_template(brief, own).startswith("*Wire*, “Allies”, Meyer, 13 February 2025.")


@pytest.mark.parametrize(
    ("source", "line", "reason"),
    [
        ("one\n{% if %}\n", 2, "xpected"),
        ("one\n\n{{ brief.nothing.more }}", 3, "nothing"),
        ("{{ 1 / 0 }}", 1, "zero"),
        ("\n{{ brief | shout }}", 2, "shout"),
        ("\n{% include 'absent.j2' %}", 2, "no part named absent.j2"),
        ("\n{{ ''.__class__.__mro__ }}", 2, "unsafe"),
        ("\n{{ brief.__init__.__globals__ }}", 2, "unsafe"),
        ("{% for a in range(10**9) %}{% endfor %}", 1, "ange"),
        ("\n{% include '../secret' %}", 2, "no part named ../secret"),
        ("\n{{ 'a' * 10**11 }}", 2, "larger than"),
        ("\n{{ 10**9 * [1] }}", 2, "larger than"),
        ("\n{{ 2 ** 9999999999 }}", 2, "larger than"),
        ("\n{{ 'a' | center(10**15) }}", 2, "larger than"),
        ("\n{{ 'a'.ljust(10**10) }}", 2, "larger than"),
        ("\n{{ 'a' | indent(10**10, true) }}", 2, "larger than"),
        ("\n{{ '%10000000000d' | format(1) }}", 2, "larger than"),
        ("\n{{ '%*d' | format(10**10, 1) }}", 2, "larger than"),
        ("\n{{ '%10000000000d' % 1 }}", 2, "larger than"),
        ("\n{{ '{:>10000000000}'.format(1) }}", 2, "larger than"),
        ("\n{{ '{:x<+010000000000}'.format(1) }}", 2, "larger than"),
        ("\n{{ '{:>{n}}'.format(1, n=10**10) }}", 2, "larger than"),
        ("\n{{ '\\t'.expandtabs(10**10) }}", 2, "larger than"),
        ("\n{{ ('a' * 10**5) | replace('a', 'b' * 10**5) }}", 2, "larger than"),
        ("\n{{ ('a' * 10**5).replace('', 'b' * 10**5) }}", 2, "larger than"),
        ("\n{{ ('a' * 10**5) | wordwrap(1, wrapstring='b' * 10**5) }}", 2, "larger than"),
        ("\n{{ [1] | batch(10**10, 0) | list }}", 2, "larger than"),
        ("\n{{ [1] | tojson(10**10) }}", 2, "larger than"),
        ("\n{{ ('a' * 10**5).join('b' * 10**5) | length }}", 2, "more than"),
        ("\n{{ range(10**5) | join('a' * 10**5) | length }}", 2, "more than"),
        ("\n{% set a = 'a' * 10**6 %}{% set b = (a ~ a ~ a ~ a) * 10 %}{{ b ~ b }}", 2, "more than"),
        ("\n{% set a %}{{ 'a' * 10**7 }}{{ 'b' * 6 * 10**7 }}{% endset %}", 2, "more than"),
        ("\n{{ range(99999) | map('center', 60000) | list | length }}", 2, "on the way"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(
    brief: Brief, tmp_path: Path, source: str, line: int, reason: str
) -> None:
    (tmp_path.parent / "secret").write_text("secret", "utf-8")
    own = tmp_path / "own.md.j2"
    own.write_text(source, "utf-8")
    with pytest.raises(TemplateProblem) as caught:
        render_template(brief, own)
    assert (Path(caught.value.file).name, caught.value.line) == ("own.md.j2", line)
    assert reason in caught.value.reason
    assert f"own.md.j2, line {line}: " in str(caught.value)


@pytest.mark.parametrize(
    "source",
    [
        "{% for a in range(9000) %}{{ 'a' * 1000 }}{% endfor %}",
        "{% for a in range(9000) %}a{% endfor %}",
        "{% set n = namespace(it='ab') %}{% for a in range(30) %}{% set n.it = n.it + n.it %}{% endfor %}",
    ],
)
def test_what_a_template_writes_has_an_end(
    brief: Brief, tmp_path: Path, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.brief.bounded.LARGEST", 5_000)
    own = tmp_path / "own.j2"
    own.write_text(source, "utf-8")
    with pytest.raises(TemplateProblem, match=r"own\.j2.*(larger|more) than"):
        render_template(brief, own)


def test_a_template_that_goes_on_and_on_is_stopped(
    brief: Brief, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = count()
    monkeypatch.setattr("annotations.brief.bounded.time.monotonic", lambda: float(next(ticks)))
    own = tmp_path / "own.j2"
    own.write_text("{% for a in range(999) %}\n{% for b in range(999) %}{% endfor %}{% endfor %}", "utf-8")
    with pytest.raises(TemplateProblem, match=r"own\.j2, line 2: it was not done after 60 seconds"):
        render_template(brief, own)


@pytest.mark.parametrize(
    "source",
    [
        "{% for a in 'abc' | list * 9 %}\n{% for b in 'abc' | list * 9 %}{% endfor %}{% endfor %}",
        "{% for a in ['x'] * 99 recursive %}\n{% endfor %}",
        "\n{{ (['a'] * 99) | join }}",
    ],
)
def test_going_through_a_list_takes_time_too(
    brief: Brief, tmp_path: Path, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = count()
    monkeypatch.setattr("annotations.brief.bounded.time.monotonic", lambda: float(next(ticks)))
    own = tmp_path / "own.j2"
    own.write_text(source, "utf-8")
    with pytest.raises(TemplateProblem, match="it was not done after 60 seconds"):
        render_template(brief, own)


def test_what_is_bounded_works_as_it_always_does(brief: Brief, tmp_path: Path) -> None:
    own = tmp_path / "own.j2"
    own.write_text(
        "{% for a in [1, 2, 3] if a > 1 %}{{ loop.index }}/{{ loop.length }}{{ '!' if loop.last }}"
        " {% endfor %}"
        "{% for a in [1, [2]] recursive %}{{ loop(a) if a is iterable else a }}{% endfor %} "
        "{% for a in [] %}{% else %}none{% endfor %} {{ 1 ~ 'b' ~ [2] }} {{ 'a' | center(3) }}|"
        "{{ '%s-%d' | format('x', 5) }} {{ '%03d' % 7 }} {{ '{:>3}'.format('y') }} {{ ', '.join('abc') }} "
        "{{ [1, 2] | join('+') }} {{ brief.sources | join(',', attribute='title') }} "
        "{{ ['a', 'b'] | map('upper') | join }} {{ 'a-b' | replace('-', '+') }} {{ 'x'.upper() }}",
        "utf-8",
    )
    assert render_template(brief, own) == (
        "1/2 2/2! 12 none 1b[2]  a |x-5 007   y a, b, c 1+2 Allies AB a+b X\n"
    )


def test_a_template_that_is_not_there_or_not_text_is_named(brief: Brief, tmp_path: Path) -> None:
    with pytest.raises(TemplateProblem, match="no such file"):
        render_template(brief, tmp_path / "absent.j2")
    (tmp_path / "own.j2").write_bytes(b"\xff\xfe")
    with pytest.raises(TemplateProblem, match=r"own\.j2"):
        render_template(brief, tmp_path / "own.j2")


def test_a_mistake_in_a_part_is_named_with_the_part(brief: Brief, tmp_path: Path) -> None:
    (tmp_path / "passage.md.j2").write_text("\n\n{{ nothing }}", "utf-8")
    with pytest.raises(TemplateProblem) as caught:
        render_template(brief, tmp_path)
    assert (Path(caught.value.file).name, caught.value.line) == ("passage.md.j2", 3)


def test_the_parts_can_be_handed_out() -> None:
    handed = {path.name for path in parts_folder().iterdir()}
    assert {"brief.md.j2", "passage.md.j2", "heading.md.j2"} <= handed


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder of templates, and another folder to stand in."""
    folder = tmp_path / "templates"
    (folder / "letter").mkdir(parents=True)
    for name in ("wire.md.j2", "note.j2", "exact"):
        (folder / name).write_text(name, encoding="utf-8")
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    (here / "wire.md.j2").write_text("another", encoding="utf-8")
    (here / "only.j2").write_text("here", encoding="utf-8")
    (tmp_path / "beside.j2").write_text("not one of them", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("wire", "templates/wire.md.j2"),
        ("wire.md.j2", "templates/wire.md.j2"),
        ("note", "templates/note.j2"),
        ("exact", "templates/exact"),
        ("letter", "templates/letter"),
        ("only.j2", "here/only.j2"),
        ("../here/wire.md.j2", "here/wire.md.j2"),
        ("../beside.j2", "beside.j2"),
    ],
)
def test_a_bare_name_means_one_of_the_users_templates(shelf: Path, given: str, found: str) -> None:
    assert found_template(Path(given), shelf).resolve() == shelf.parent / found


@pytest.mark.parametrize("given", ["../beside", "..\\beside", ".wire", "x" * 300, "a\0b", "x/" * 3000])
def test_what_is_no_name_of_a_template_finds_none(shelf: Path, given: str) -> None:
    (shelf / ".wire.j2").write_text("hidden", encoding="utf-8")
    with pytest.raises(TemplateProblem):
        found_template(Path(given), shelf)


def test_a_template_that_is_not_there_is_told_from_those_that_are(shelf: Path) -> None:
    with pytest.raises(TemplateProblem, match=r"wires: .* here, nor in .*, which has exact, "):
        found_template(Path("wires"), shelf)
    with pytest.raises(TemplateProblem, match=r"there is no such file here, nor in .*none$"):
        found_template(Path("wires"), shelf / "none")


def test_what_a_person_writes_as_a_template_is_a_name_or_a_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert template_of("  ") is None
    assert template_of(" wire ") == Path("wire")
    assert template_of("./wire") == tmp_path / "wire"
    assert template_of("~/wire.j2") == tmp_path / "home" / "wire.j2"
    assert template_of("~nobody-here/wire.j2") == tmp_path / "~nobody-here" / "wire.j2"
