"""What we write is judged by the published schemas: the W3C's test suite and those of REFI-QDA."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotations.codebook import Reshape
from annotations.memo import MemoKind
from annotations.model import Tag
from annotations.usecases.annotating.memos import LIBRARY, About
from annotations.usecases.exchange.exporting import Options
from annotations.workspace import Workspace

Open = Callable[[], Workspace]


@pytest.fixture
def formats() -> Path:
    """The folder of schemas and samples."""
    folder = Path(os.environ.get("SCHOLIAST_DATA", "/nowhere")) / "data" / "formats"
    if not folder.is_dir():
        pytest.skip("$SCHOLIAST_DATA is not set to a folder with data/formats")
    return folder


@pytest.fixture
def rich(opened: Open, library: Path) -> Workspace:
    """Annotations of every kind: with and without note, tags, creator, address and place."""
    (library / "web.md").write_text(
        '---\ntitle: "Tides & <gates>"\nurl: https://example.org/ä b?q=1#top\nauthor: Ada "K"\n---\n\n'
        "The moon 🌙 pulls the water. Nothing <else> & nobody does.\n",
        encoding="utf-8",
    )
    workspace = opened()
    tags = [
        Tag("0a0b0c0d-0000-4000-8000-000000000001", "tide/gate", "#12ab9f", "Keeps <water> out", 3),
        Tag("0a0b0c0d-0000-4000-8000-000000000002", "tide", "red"),
        Tag("0a0b0c0d-0000-4000-8000-000000000003", "a/b/c/d", "yellow"),
    ]
    workspace.reshape(lambda _: Reshape(tuple((None, tag) for tag in tags), {}, "tags"))
    for quote, given, note in (
        ("The gates were raised at noon", ["tide/gate", "new one"], 'A *note* & <more>\nin "two" lines'),
        ("Nobody expected", [], ""),
        ("We built it for a century", ["Ünï/çode"], ""),
    ):
        workspace.annotate("harbour.md", workspace.quoted("harbour.md", quote), tags=given, note=note)
    workspace.annotate("web.md", workspace.quoted("web.md", "moon 🌙 pulls"), note="x", by="")
    workspace.annotate("ledger.txt", workspace.quoted("ledger.txt", "The works cost a fifth more"), by="Ada")
    text = (library / "ledger.txt").read_text().replace("The works cost a fifth more", "Cheap")
    (library / "ledger.txt").write_text(text)
    workspace.refresh()
    workspace.write_memo(About(MemoKind.DOCUMENT, "harbour.md"), "On the whole article")
    workspace.tag_article("web.md", ["tide"])
    workspace.write_memo(About(MemoKind.TAG, "tide"), "On a tag")
    workspace.write_memo(LIBRARY, "On everything")
    return workspace


def w3c_judge(folder: Path) -> Callable[[Any, str], list[str]]:
    """Names the assertions of a list of the W3C's suite that a value fails."""
    jsonschema = pytest.importorskip("jsonschema")
    referencing = pytest.importorskip("referencing")
    draft4 = pytest.importorskip("referencing.jsonschema").DRAFT4
    pytest.importorskip("rfc3986_validator")
    tests = folder / "w3c" / "tests"
    parts = [
        (path.name, referencing.Resource.from_contents(json.loads(path.read_text()), draft4))
        for path in (tests / "definitions").iterdir()
    ]
    registry = referencing.Registry().with_resources(parts)

    def judge(value: Any, name: str) -> list[str]:
        failed = []
        for assertion in json.loads((tests / name).read_text())["assertions"]:
            schema = json.loads((tests / assertion).read_text())
            validator = jsonschema.Draft4Validator(
                schema, registry=registry, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER
            )
            if validator.is_valid(value) != (schema.get("expectedResult", "valid") == "valid"):
                failed.append(assertion)
        return failed

    return judge


def test_the_judge_can_say_no(formats: Path) -> None:
    judge = w3c_judge(formats)
    wrong = {"@context": "http://example.org", "type": "Annotation", "target": {"selector": []}}
    assert judge(wrong, "annotations/annotationMusts.test")


def test_every_annotation_meets_the_musts_of_the_w3c(formats: Path, rich: Workspace) -> None:
    judge = w3c_judge(formats)
    collection = json.loads(rich.export("jsonld").data)
    items = collection["first"]["items"]
    assert len(items) == 7
    for item in items:
        assert not judge(item, "annotations/annotationMusts.test"), item


def test_the_collection_and_its_page_meet_the_musts_of_the_w3c(formats: Path, rich: Workspace) -> None:
    judge = w3c_judge(formats)
    for query in ("", "tag:nothing-has-it"):
        collection = json.loads(rich.export("jsonld", query).data)
        assert not judge(collection, "collections/collectionMusts.test")
    collection = json.loads(rich.export("jsonld").data)
    assert not judge(collection, "collections/pages/pageMusts.test")


@pytest.mark.parametrize("windows", [False, True])
@pytest.mark.parametrize("query", ["", "tag:tide", "tag:nothing-has-it"])
def test_the_schema_of_refi_accepts_our_projects(
    windows: bool, query: str, formats: Path, rich: Workspace
) -> None:
    xmlschema = pytest.importorskip("xmlschema")
    schema = xmlschema.XMLSchema(str(formats / "refi-qda" / "schema" / "Project.xsd"))
    data = rich.export("qdpx", query, Options(windows=windows)).data
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        assert container.namelist()[0] == "project.qde"
        schema.validate(io.BytesIO(container.read("project.qde")))


def test_the_schema_of_refi_accepts_our_codebooks(formats: Path, rich: Workspace) -> None:
    xmlschema = pytest.importorskip("xmlschema")
    schema = xmlschema.XMLSchema(str(formats / "refi-qda" / "schema" / "Codebook.xsd"))
    schema.validate(io.BytesIO(rich.export("qdc").data))


def test_hypothesis_finds_what_its_importer_needs(rich: Workspace) -> None:
    rows = json.loads(rich.export("hypothesis").data)["annotations"]
    assert "On the whole article" in {row["text"] for row in rows if "selector" not in row["target"][0]}
    for row in rows:
        assert {
            "user",
            "tags",
            "text",
            "uri",
            "document",
            "permissions",
            "id",
            "created",
            "updated",
        } <= row.keys()
        assert row["permissions"]["read"]
        (target,) = row["target"]
        assert all(selector["type"] == "TextQuoteSelector" for selector in target.get("selector", ()))
