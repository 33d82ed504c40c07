"""The bibliography of a brief is read by the programs that it is for."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.brief.bibliography import bibtex, csl_json
from annotations.brief.keys import citation_keys
from annotations.brief.model import Source
from annotations.model import DocumentRecord

COSTS = "Costs: 50 % & {more} of $5_m #1"
WIRE = DocumentRecord("a", "a.md", COSTS, "Wire & Co", "Meyer, Anna", "2025-02-13", "https://x.eu/a_b%20c#d")
DESK = DocumentRecord("c", "c.md", "Später", "Blatt", "News desk; Ali Öz and B. C.", "2025-02")
SOURCES = [
    Source("wire2025allies", WIRE, 2),
    Source("notes", DocumentRecord("b", "b.md"), 1),
    Source("desk2025", DESK, 1),
]


def test_csl_items_hold_what_is_known_and_nothing_else() -> None:
    first, second, third = json.loads(csl_json(SOURCES))
    assert first == {
        "id": "wire2025allies",
        "type": "article-newspaper",
        "title": "Costs: 50 % & {more} of $5_m #1",
        "author": [{"family": "Meyer", "given": "Anna"}],
        "container-title": "Wire & Co",
        "issued": {"date-parts": [[2025, 2, 13]]},
        "URL": "https://x.eu/a_b%20c#d",
    }
    assert second == {"id": "notes", "type": "article-newspaper", "title": "b.md"}
    assert third["author"] == [{"literal": "News desk"}, {"literal": "Ali Öz"}, {"literal": "B. C."}]
    assert third["issued"] == {"date-parts": [[2025, 2]]}


@pytest.mark.skipif(not shutil.which("pandoc"), reason="pandoc is not installed")
def test_bibtex_is_read_as_what_it_was() -> None:
    done = subprocess.run(
        ["pandoc", "-f", "biblatex", "-t", "csljson"],
        input=bibtex(SOURCES).encode(),
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
    items = {item["id"]: item for item in json.loads(done.stdout)}
    assert set(items) == {source.key for source in SOURCES}
    first = items["wire2025allies"]
    assert (first["container-title"], first["author"]) == (
        "Wire & Co",
        [{"family": "Meyer", "given": "Anna"}],
    )
    assert first["URL"] == "https://x.eu/a_b%20c#d"
    assert first["title"] == "Costs: 50 % & {more} of $5_m #1"
    assert [name["literal"] for name in items["desk2025"]["author"]] == ["News desk", "Ali Öz", "B. C."]


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_no_text_ends_an_entry_of_bibtex(title: str, author: str, url: str) -> None:
    entry = bibtex([Source("key", DocumentRecord("a", "a.md", title, title, author, "2025", url), 1)])
    bare = entry.replace("\\\\", "").replace("\\{", "").replace("\\}", "")
    depths, depth = [], 0
    for sign in bare:
        depth += (sign == "{") - (sign == "}")
        depths.append(depth)
    assert depths[-2:] == [0, 0]
    assert 0 not in depths[bare.index("{") : -2]


def keys(*documents: DocumentRecord) -> list[str]:
    return list(citation_keys(documents).values())


@pytest.mark.parametrize(
    ("document", "key"),
    [
        (DocumentRecord("a", "a.md", "The Allies’ aim", "New Wire", "", "2025-02-13"), "newwire2025allies"),
        (DocumentRecord("a", "a.md", "Über Köln", "", "Anna Müller and B. C.", "2024"), "muller2024uber"),
        (DocumentRecord("a", "a.md", "Straße", "", "Groß, Ute"), "grossstrasse"),
        (DocumentRecord("a", "2025.txt"), "article2025"),
        (DocumentRecord("a", "a.md", "Новости", "Интерфакс", "", ""), "article-ca97"),
    ],
)  # fmt: skip
def test_a_citation_key_says_who_when_and_what(document: DocumentRecord, key: str) -> None:
    assert keys(document) == [key]


def test_equal_keys_are_told_apart_whatever_the_order() -> None:
    twins = [DocumentRecord(name, "a.md", "Allies", "Wire", "", "2025") for name in ("one", "two")]
    assert keys(*twins) == keys(*reversed(twins))[::-1]
    assert len(set(keys(*twins))) == 2
