"""Writing a brief again changes what the program wrote and nothing that a person wrote."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.brief.build import build_brief
from annotations.brief.ledger import fingerprint, ledger_blocks
from annotations.brief.model import Flavour, Passage
from annotations.brief.regenerate import NotABrief, diff, regenerate
from annotations.brief.regenerate import settings as settings_of
from annotations.model import Annotation, DocumentRecord, Placement, Selectors, Tag
from corpus.span import Span
from tests.domain.rendering import render_markdown


def identity(number: int) -> str:
    return f"{number * 7919:08x}-0000-4000-8000-{number:012x}"


DOCUMENTS = [
    DocumentRecord(identity(n), f"{n}.md", f"Article {n}", "Wire", "", "2025-02-13") for n in range(3)
]
TAGS = [Tag(identity(20 + n), name, "blue", f"About {name}.") for n, name in enumerate(("first", "second"))]


def passage(number: int, tag: str = "first", note: str = "", document: int = 0) -> Passage:
    text = f"Passage number {number}."
    span = Span(number * 50, number * 50 + len(text))
    selectors = Selectors(*span, text)
    made = Annotation(
        identity(100 + number), DOCUMENTS[document].id, selectors, span, "", tags=(tag,), note=note
    )
    return Passage(made, DOCUMENTS[document], number)


def rendered(
    *passages: Passage, flavour: Flavour = Flavour.PLAIN, group_by: str = "tag", query: str = "tag:first"
) -> str:
    brief = build_brief(passages, TAGS, group_by=group_by, title="A brief", query=query)
    return render_markdown(brief, flavour)


def outside(data: bytes) -> bytes:
    """Everything that does not stand between marks, and no ledger."""
    text = re.sub(rb"(?ms)^<!-- scholiast:begin (\S+) -->.*?^<!-- scholiast:end \1 -->\r?\n", b"", data)
    return re.sub(rb"(?ms)^<!-- scholiast:written.*?^-->\r?\n", b"", text)


def without_ledger(text: str) -> str:
    return text[: text.index("<!-- scholiast:written")]


def without_fingerprints(text: str) -> str:
    """A brief as it was written before blocks had fingerprints."""
    body = without_ledger(text)
    return body + re.sub(r"=[0-9a-f]{8}\b", "", text[len(body) :])


def order(data: bytes) -> list[str]:
    return [found.decode() for found in re.findall(rb"> (Passage number \d+)\.", data)]


def test_the_same_brief_over_itself_changes_no_byte() -> None:
    old = rendered(passage(1), passage(2, "second")).encode()
    result = regenerate(old, old.decode())
    assert result.data == old
    assert (result.updated, result.added, result.gone, result.left_out) == ((), (), (), ())


@pytest.mark.parametrize("flavour", list(Flavour))
def test_the_ledger_lists_every_block_as_it_was_written(flavour: Flavour) -> None:
    unsure = [
        passage(number)._replace(annotation=replace(passage(number).annotation, placement=placement))
        for number, placement in ((8, Placement.UNCERTAIN), (9, Placement.ORPHAN))
    ]
    text = rendered(passage(1, note="a\n\n> b\n"), passage(2, "second"), *unsure, flavour=flavour)
    blocks = re.findall(r"(?ms)^<!-- scholiast:begin (\S+) -->\n(.*?)^<!-- scholiast:end", text)
    assert len(blocks) == 11
    assert ledger_blocks(text) == {name: fingerprint(body) for name, body in blocks}


@settings(max_examples=150)
@given(st.data())
def test_bytes_outside_are_untouched_and_writing_twice_is_writing_once(data: st.DataObject) -> None:
    first = [passage(n, data.draw(st.sampled_from(["first", "second"]))) for n in data.draw(_NUMBERS)]
    second = [
        passage(n, data.draw(st.sampled_from(["first", "second"])), note="New.") for n in data.draw(_NUMBERS)
    ]
    old = rendered(*first).encode()
    marks = [match.end() for match in re.finditer(rb"(?m)^<!-- scholiast:end \S+ -->\n", old)]
    for at in sorted(data.draw(st.sets(st.sampled_from(marks))), reverse=True):
        typed = data.draw(st.binary(max_size=12).filter(lambda typed: b"<" not in typed))
        old = old[:at] + b"\n" + typed + b"\n" + old[at:]
    result = regenerate(old, rendered(*second))
    # New blocks bring blank lines of their own; but for these nothing differs.
    assert outside(result.data).replace(b"\n", b"") == outside(old).replace(b"\n", b"")
    again = regenerate(result.data, rendered(*second))
    assert again.data == result.data
    if not result.added:
        assert outside(result.data) == outside(old)


_NUMBERS = st.sets(st.integers(0, 8), max_size=6).map(sorted)


def test_a_changed_note_is_written_and_what_was_typed_below_stays() -> None:
    old = rendered(passage(1, note="Old."), passage(2))
    mark = re.search(r"(?m)^<!-- scholiast:end sch-\S+ -->\n", old)
    assert mark
    typed = old[: mark.end()] + "\nMy own words, with trailing blanks   \n" + old[mark.end() :]
    result = regenerate(typed.encode(), rendered(passage(1, note="New."), passage(2)))
    assert without_ledger(result.data.decode()) == without_ledger(typed.replace("Old.", "New."))
    assert len(result.updated) == 1


COMMENT = "This is doubtful, see the table."


def commented(text: str, number: int = 1) -> str:
    """A comment typed right under a quotation, within the marks."""
    return re.sub(rf"(> Passage number {number}\..*\n>\n> .*\n)", rf"\1\n{COMMENT}\n", text, count=1)


def test_what_was_changed_by_hand_inside_a_block_is_kept_and_named() -> None:
    old = commented(rendered(passage(1, note="Old."), passage(2)))
    assert COMMENT in old
    new = rendered(passage(1, note="New."), passage(2, note="More."))
    result = regenerate(old.encode(), new)
    text = result.data.decode()
    assert COMMENT in text
    assert "Old." in text
    assert "More." in text
    assert "New." not in text
    (kept,) = result.kept
    assert (kept.by_hand, kept.excerpt[:19]) == (True, "> Passage number 1.")
    assert text.split("\n")[kept.line - 1] == f"<!-- scholiast:begin {kept.id} -->"
    # It is still known as the person's the next time, and the time after.
    again = regenerate(result.data, new)
    assert (again.data, again.kept) == (result.data, result.kept)


def test_what_was_changed_by_hand_is_renewed_when_that_is_asked_for() -> None:
    new = rendered(passage(1, note="New."))
    old = commented(rendered(passage(1, note="Old.")))
    result = regenerate(old.encode(), new, restore=True)
    assert (result.data.decode(), result.kept) == (new, ())


def test_a_brief_without_fingerprints_is_renewed_as_a_whole() -> None:
    new = rendered(passage(1), passage(2))
    old = commented(without_fingerprints(new))
    assert COMMENT in old
    assert regenerate(old.encode(), new).data.decode() == new


def test_what_was_taken_out_of_a_brief_without_fingerprints_stays_out() -> None:
    new = rendered(passage(1), passage(2))
    taken = re.sub(r"(?ms)^<!-- scholiast:begin tag-\S+ -->.*?^<!-- scholiast:end tag-\S+ -->\n\n", "", new)
    assert "## first" not in taken
    first = regenerate(without_fingerprints(taken).encode(), new)
    assert len(first.left_out) == 1
    assert regenerate(first.data, new).data.decode() == first.data.decode() == taken


def test_what_was_changed_by_hand_is_not_pruned_unless_that_is_asked_for() -> None:
    old = commented(commented(rendered(passage(1), passage(2))), 2)
    new = rendered(passage(1))
    for prune in (False, True):
        result = regenerate(old.encode(), new, prune=prune)
        assert result.data.decode().count(COMMENT) == 2
        assert [gone.by_hand for gone in result.gone] == [True]
    # Nor is it written over when the passage belongs again.
    back = regenerate(result.data, rendered(passage(1), passage(2, note="New.")))
    assert back.data.decode().count(COMMENT) == 2
    assert COMMENT not in regenerate(old.encode(), new, prune=True, restore=True).data.decode()


@pytest.mark.parametrize("flavour", list(Flavour))
def test_sources_changed_by_hand_get_those_that_are_new(flavour: Flavour) -> None:
    old = rendered(passage(1), flavour=flavour)
    mark = "<!-- scholiast:end sources -->"
    old = old.replace(mark, f"And my own conversations.\n\n{mark}")
    result = regenerate(old.encode(), rendered(passage(1), passage(2, document=1), flavour=flavour))
    text = result.data.decode()
    assert "And my own conversations." in text
    assert [kept.id for kept in result.kept] == ["sources"]
    cited = set(re.findall(r"\[[@^]([\w-]+)", text[: text.index("scholiast:begin sources")]))
    assert len(cited) == 2
    for key in cited:
        assert re.search(rf"(?m)^(?:\[\^{key}\]: |- \[@{key}\] )", text)


def test_line_ends_alone_are_no_change_by_hand() -> None:
    old = rendered(passage(1, note="Old.")).replace("\n", "\r\n")
    result = regenerate(old.encode(), rendered(passage(1, note="New.")))
    assert (result.kept, b"New." in result.data) == ((), True)


@pytest.mark.parametrize("flavour", list(Flavour))
def test_a_brief_says_in_a_hidden_comment_what_is_renewed(flavour: Flavour) -> None:
    text = rendered(passage(1), flavour=flavour)
    assert re.search(r"<!-- [^>]*renewed[^>]*unless it was changed by hand[^>]*-->\n", text)


def test_a_new_passage_comes_after_its_predecessor_and_what_stands_below_it() -> None:
    old = rendered(passage(1), passage(3), passage(5, "second"))
    mark = re.search(r"Passage number 1.*?(?m:^<!-- scholiast:end \S+ -->\n)", old, re.DOTALL)
    assert mark
    old = old[: mark.end()] + "\nA comment on number 1.\n\n## My own heading\n\nMore.\n" + old[mark.end() :]
    result = regenerate(old.encode(), rendered(passage(1), passage(2), passage(3), passage(5, "second")))
    text = result.data.decode()
    assert order(result.data) == [f"Passage number {n}" for n in (1, 2, 3, 5)]
    assert text.index("A comment on number 1.") < text.index("> Passage number 2.") < text.index("## My own")
    assert len(result.added) == 1


def test_a_new_group_comes_with_its_heading() -> None:
    old = rendered(passage(1))
    result = regenerate(old.encode(), rendered(passage(1), passage(2, "second")))
    assert result.data.decode().index("## second") < result.data.decode().index("> Passage number 2.")
    assert result.data.decode() == rendered(passage(1), passage(2, "second"))


def test_what_no_longer_matches_is_listed_and_stays_with_its_source() -> None:
    old = rendered(passage(1), passage(2, document=1))
    result = regenerate(old.encode(), rendered(passage(1)))
    assert order(result.data) == ["Passage number 1", "Passage number 2"]
    assert [(gone.id[:3], gone.excerpt[:19]) for gone in result.gone] == [("sch", "> Passage number 2.")]
    line = result.data.decode().split("\n")[result.gone[0].line - 1]
    assert line == f"<!-- scholiast:begin {result.gone[0].id} -->"
    assert b"[^wire2025article-" in result.data
    labels = set(re.findall(rb"\[\^(\S+?)\](?!:)", result.data))
    assert labels == set(re.findall(rb"(?m)^\[\^(\S+?)\]:", result.data))


@pytest.mark.parametrize("flavour", [Flavour.PANDOC, Flavour.QUARTO])
def test_a_citation_that_stays_keeps_its_reference(flavour: Flavour) -> None:
    old = rendered(passage(1), passage(2, document=1), flavour=flavour)
    result = regenerate(old.encode(), rendered(passage(1), flavour=flavour)).data.decode()
    cited = set(re.findall(r"\[@([\w-]+)", result))
    assert cited == set(re.findall(r'(?m)^- id: "([\w-]+)"', result))
    assert cited == set(re.findall(r"(?m)^- \[@([\w-]+)\] ", result))


def test_pruning_takes_out_what_no_longer_matches() -> None:
    old = rendered(passage(1), passage(2))
    result = regenerate(old.encode(), rendered(passage(1)), prune=True)
    assert order(result.data) == ["Passage number 1"]
    assert result.gone == ()


def test_a_block_that_a_person_took_out_stays_out_until_it_is_asked_for() -> None:
    new = rendered(passage(1), passage(2), passage(3))
    taken = re.sub(
        r"(?ms)^<!-- scholiast:begin (sch-\S+) -->\n\n> Passage number 2.*?:end \1 -->\n\n", "", new
    )
    result = regenerate(taken.encode(), new)
    assert result.data.decode() == taken
    assert len(result.left_out) == 1
    back = regenerate(taken.encode(), new, restore=True)
    assert order(back.data) == [f"Passage number {n}" for n in (1, 2, 3)]


def test_a_block_that_was_moved_stays_where_it_is() -> None:
    new = rendered(passage(1), passage(2))
    block = re.search(
        r"(?ms)^<!-- scholiast:begin (sch-\S+) -->\n\n> Passage number 2.*?:end \1 -->\n\n", new
    )
    assert block
    moved = new.replace(block[0], "").replace("# A brief\n\n", f"# A brief\n\n{block[0]}")
    assert regenerate(moved.encode(), new).data.decode() == moved


def test_a_broken_mark_is_named_and_nothing_is_put_in_twice() -> None:
    new = rendered(passage(1), passage(2))
    broken = re.sub(r"(?m)^<!-- scholiast:end sch-\S+ -->\n", "", new, count=1)
    result = regenerate(broken.encode(), new)
    assert len(result.damaged) == 1
    assert result.data.decode() == broken


def test_windows_line_ends_are_kept() -> None:
    old = rendered(passage(1, note="Old.")).replace("\n", "\r\n")
    result = regenerate(old.encode(), rendered(passage(1, note="New."), passage(2)))
    assert b"New." in result.data
    assert re.search(rb"(?<!\r)\n", result.data) is None


def test_a_file_without_marks_is_refused() -> None:
    with pytest.raises(NotABrief, match="no marks"):
        regenerate(b"# My own text\n", rendered(passage(1)))


def test_a_difference_is_shown_before_it_is_made() -> None:
    old = rendered(passage(1, note="Old.")).encode()
    new = regenerate(old, rendered(passage(1, note="New."))).data
    assert "-**Note.** Old.\n+**Note.** New.\n" in diff(old, new, "brief.md")
    assert diff(old, old, "brief.md") == ""


def test_a_brief_says_how_it_was_made() -> None:
    assert settings_of(rendered(passage(1))) == {
        "title": "A brief", "scholiast": "1", "group": "tag", "flavour": "plain", "query": "tag:first",
    }  # fmt: skip
    assert settings_of("# No front matter\n") == {}


def test_a_brief_grouped_anew_holds_each_passage_once_and_says_how_it_is_grouped() -> None:
    passages = passage(1), passage(2, document=1), passage(3, "second", document=2)
    by_tag, by_article = rendered(*passages), rendered(*passages, group_by="document")
    mine = by_tag.replace("<!-- scholiast:begin method -->", "Mine.\n\n<!-- scholiast:begin method -->")
    found = regenerate(mine.encode(), by_article)
    text = found.data.decode()
    assert not found.gone
    assert [text.count(f"Passage number {n}.") for n in (1, 2, 3)] == [1, 1, 1]
    assert "Mine.\n" in text
    assert "\n## second\n" not in text
    assert settings_of(text)["group"] == "document"
    again = regenerate(found.data, by_tag)
    assert settings_of(again.data.decode())["group"] == "tag"
    assert re.sub(r"\n{3,}", "\n\n", again.data.decode().replace("Mine.\n", "")) == by_tag


def test_what_a_person_changed_or_no_longer_matches_stays_where_it_was_when_all_is_grouped_anew() -> None:
    old = commented(rendered(passage(1), passage(2, document=1), passage(3, "second", document=2)))
    found = regenerate(old.encode(), rendered(passage(1), passage(2, document=1), group_by="document"))
    text = found.data.decode()
    gone = [block.id.partition("@")[0] for block in found.gone if "@" in block.id]
    assert len(gone) == 2, "the one that was changed, and the one that does not match any more"
    assert "\n## first\n" in text
    assert "\n## second\n" in text
    assert text.count("Passage number 2.") == 1


def test_the_front_matter_says_what_the_brief_is_now_and_nothing_else_in_it_changes() -> None:
    own = 'mood: "good"\nscholiast-mine: 1\n---\n'
    old = rendered(passage(1)).replace("---\n\n# A", f"{own}\n# A", 1)
    assert own in old
    text = regenerate(
        old.encode(), rendered(passage(1), query='"a\\b"', flavour=Flavour.PANDOC)
    ).data.decode()
    assert own.removesuffix("---\n") in text
    assert (settings_of(text)["query"], settings_of(text)["flavour"]) == ('"a\\b"', "pandoc")
    assert "query" not in settings_of(regenerate(old.encode(), rendered(passage(1), query="")).data.decode())
    bare = rendered(passage(1), query="")
    assert settings_of(regenerate(bare.encode(), rendered(passage(1))).data.decode())["query"] == "tag:first"
