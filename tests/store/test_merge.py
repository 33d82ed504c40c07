"""Two people's files become one: by git's merge driver, from its markers, from conflict copies."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.changes import same
from annotations.merge import CannotMerge, merge, merge_files
from annotations.model import Record
from annotations.storage.tablefile import Header, State, decode, empty_tables, encode
from annotations.storage.threeway import BETWEEN, merged, merged_tables
from tests.store.kit import added, annotation, document, edited, filled, number, opened, removed, tag

ROOT = Path(__file__).parents[2]


def test_each_side_may_change_another_field() -> None:
    base = annotation(1, document(0), rev=1, note="n", colour="amber")
    ours, theirs = {**base, "note": "ours", "rev": 2}, {**base, "colour": "teal", "rev": 2}
    assert merged(base, ours, theirs) == {**base, "note": "ours", "colour": "teal", "rev": 3}


def test_tags_take_every_addition_and_removal() -> None:
    base = {"id": "x", "tags": ["a", "b", "c"]}
    result = merged(base, {"id": "x", "tags": ["a", "c", "new"]}, {"id": "x", "tags": ["a", "b", "other"]})
    assert sorted(result["tags"]) == ["a", "new", "other"]


def test_a_place_is_never_made_of_two() -> None:
    base = {"id": "x", "start": 1, "end": 5, "exact": "abcd", "place": [1, 5]}
    ours = {**base, "start": 2, "exact": "bcd", "place": [2, 5], "modified": "2026-01-01"}
    theirs = {**base, "end": 6, "exact": "abcde", "place": [1, 6], "modified": "2026-01-02"}
    result = merged(base, ours, theirs)
    assert {key: result[key] for key in base} == {key: theirs[key] for key in base}


def test_an_addition_to_a_note_that_was_kept_twice_is_no_third_text() -> None:
    both = {"id": "x", "note": f"a{BETWEEN}b", "rev": 3}
    assert (
        merged({"id": "x", "note": "b", "rev": 2}, both, {"id": "x", "note": "b2", "rev": 3})["note"]
        == f"a{BETWEEN}b2"
    )


values = st.one_of(
    st.integers(0, 3), st.text("ab", max_size=3), st.lists(st.sampled_from("abc"), unique=True)
)
records = st.fixed_dictionaries(
    {"id": st.just("x")},
    optional={
        "note": st.text("ab ", max_size=6),
        "tags": st.lists(st.sampled_from("abc"), unique=True),
        "other": values,
        "modified": st.sampled_from(["2026-01-01", "2026-01-02"]),
        "rev": st.integers(1, 4),
        "start": st.integers(0, 3),
    },
)


@given(st.none() | records, records, records)
def test_it_does_not_matter_who_merges(base: Record | None, ours: Record, theirs: Record) -> None:
    one, other = merged(base, ours, theirs), merged(base, theirs, ours)
    one, other = ({"rev": 1, **record, "tags": sorted(record.get("tags", []))} for record in (one, other))
    assert one == other


@given(records, records)
def test_what_one_side_alone_changed_is_taken(base: Record, theirs: Record) -> None:
    result, met = merged_tables({"tags": {"x": base}}, {"tags": {"x": base}}, {"tags": {"x": theirs}})
    assert same(result["tags"]["x"], theirs)
    assert met == []


@given(st.none() | records, records, records)
def test_no_text_of_a_note_is_lost(base: Record | None, ours: Record, theirs: Record) -> None:
    result = merged(base, ours, theirs).get("note", "")
    for side in (ours, theirs):
        note = side.get("note", "")
        if note != (base or {}).get("note", ""):
            assert note in result


def _file(*notes: Record, seen: int = 1) -> bytes:
    tables = empty_tables()
    tables["documents"] = {document(0)["id"]: document(0)}
    tables["annotations"] = {row["id"]: row for row in notes}
    return encode(Header(document(0)["id"], {"w": seen}), tables, {})


def test_the_driver_merges_by_id(tmp_path: Path) -> None:
    one, two, three, four = (annotation(n, document(0), rev=1) for n in range(1, 5))
    paths = [tmp_path / name for name in ("base", "ours", "theirs")]
    contents = (
        _file(one, two),
        _file({**one, "note": "ours", "rev": 2}, two, three, seen=5),
        _file({**one, "note": "theirs", "rev": 2}, four, seen=4),
    )
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    assert merge_files(*paths) == (("annotations", one["id"]),)
    result = decode(paths[1].read_bytes())
    assert result.state is State.SOUND
    assert result.header.seen == {"w": 5}
    rows = result.tables["annotations"]
    assert rows.keys() == {one["id"], three["id"], four["id"]}
    assert rows[one["id"]]["note"] == f"ours{BETWEEN}theirs"
    assert paths[2].read_bytes() == contents[2]


def test_the_driver_needs_no_base_and_refuses_what_is_no_version_of_the_file() -> None:
    ours, theirs = _file(annotation(1, document(0))), _file(annotation(2, document(0)))
    assert len(decode(merge(b"", ours, theirs).data).tables["annotations"]) == 2
    other = encode(Header(document(1)["id"], {}), empty_tables(), {})
    for bad in (ours[:200], b"alien", other, ours.replace(b'"version":1', b'"version":9')):
        with pytest.raises(CannotMerge):
            merge(b"", ours, bad)
        with pytest.raises(CannotMerge):
            merge(b"", bad, ours)


# Real git

DRIVER = (
    "import sys; from pathlib import Path; from annotations.merge import merge_files; "
    "merge_files(*map(Path, sys.argv[1:4]))"
)


def git(folder: Path, *words: str, fails: bool = False) -> str:
    names = ["-c", "user.name=T", "-c", "user.email=t@t", "-c", "commit.gpgsign=false"]
    result = subprocess.run(["git", *names, *words], cwd=folder, capture_output=True, text=True)
    assert fails or result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture
def branches(tmp_path: Path) -> Path:
    """A library in git with two people's work on two branches, Ann's checked out."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    git(tmp_path, "init", "-q", "-b", "ann")
    filled(tmp_path, writer="ann")
    with opened(tmp_path, "ann") as store:
        store.keep_text("a text")
    git(tmp_path, "add", ".scholiast")
    git(tmp_path, "commit", "-qm", "base")
    git(tmp_path, "checkout", "-qb", "ben")
    for person, n in (("ben", 60), ("ann", 50)):
        git(tmp_path, "checkout", "-q", person)
        with opened(tmp_path, person) as store:
            rows = store.records("annotations", document(0)["id"])
            mine = annotation(n, document(0))
            changes = [
                edited("annotations", rows[number(1)], note=f"by {person}"),
                added("annotations", mine),
            ]
            if person == "ben":
                changes.append(removed("annotations", rows[number(2)]))
            store.commit("work", changes, by=person)
            store.commit("tag", [added("tags", tag(n))], by=person)
            fresh = document(n)
            store.commit(
                "new",
                [added("documents", fresh), added("annotations", annotation(n * 100, fresh))],
                by=person,
            )
        git(tmp_path, "add", ".scholiast")
        git(tmp_path, "commit", "-qm", person)
    return tmp_path


def assert_merged(folder: Path) -> None:
    with opened(folder, "ann") as store:
        rows = store.records("annotations", document(0)["id"])
        assert rows[number(1)]["note"] == f"by ann{BETWEEN}by ben"
        assert rows.keys() >= {number(0), number(1), number(50), number(60)}
        assert {tag(50)["id"], tag(60)["id"]} <= set(store.records("tags"))
        assert set(store.records("documents")) == {document(n)["id"] for n in (0, 1, 50, 60)}
        assert not [finding for finding in store.findings if finding.kind in ("left", "recovered")]
        expected = {key: dict(row) for key, row in store.all("annotations").items()}
    with opened(folder, "ann") as store:
        assert store.all("annotations") == expected
        assert store.findings == ()


def test_git_merges_with_the_driver_without_conflicts(branches: Path) -> None:
    git(
        branches,
        "config",
        "merge.scholiast.driver",
        f"PYTHONPATH={ROOT} {sys.executable} -c '{DRIVER}' %O %A %B",
    )
    git(branches, "merge", "-q", "-m", "both", "ben")
    assert "<<<<<<<" not in "".join(path.read_text() for path in (branches / ".scholiast").glob("**/*.json"))
    assert git(branches, "status", "--porcelain") == "?? cache-ann/\n?? cache-ben/\n"
    assert_merged(branches)
    with opened(branches, "ann") as store:
        assert number(2) not in store.records("annotations", document(0)["id"])


def test_git_merges_without_the_driver_and_the_markers_are_resolved(branches: Path) -> None:
    git(branches, "merge", "-q", "-m", "both", "ben", fails=True)
    marked = [path for path in (branches / ".scholiast").glob("**/*.json") if "<<<<<<<" in path.read_text()]
    assert len(marked) == 2
    originals = [path.read_bytes() for path in marked]
    assert_merged(branches)
    kept = [path.read_bytes() for path in (branches / ".scholiast" / "set-aside").iterdir()]
    assert all(original in kept for original in originals)


# Conflict copies

COPIES = [
    "{}.sync-conflict-20260213-101010-ABCDEFG.json",
    "{} (Ann's conflicted copy 2026-02-13).json",
    "{} (1).json",
    "{} 2.json",
    "{}-laptop.json",
]


@pytest.mark.parametrize("pattern", COPIES)
@pytest.mark.parametrize("which", ["annotations", "library"])
def test_a_conflict_copy_is_merged_and_set_aside(pattern: str, which: str, tmp_path: Path) -> None:
    filled(tmp_path)
    other = tmp_path / "other"
    shutil.copytree(tmp_path / ".scholiast", other / ".scholiast")
    with opened(other, "ben") as store:
        rows = store.records("annotations", document(0)["id"])
        store.commit("edit", [edited("annotations", rows[number(1)], note="by ben")], by="b")
        store.commit(
            "add", [added("annotations", annotation(60, document(0))), added("tags", tag(60))], by="b"
        )
    with opened(tmp_path) as store:
        rows = store.records("annotations", document(0)["id"])
        store.commit("edit", [edited("annotations", rows[number(1)], note="by ann")], by="a")
        store.commit("delete", [removed("annotations", rows[number(2)])], by="a")
        store.commit("delete", [removed("tags", store.records("tags")[tag(0)["id"]])], by="a")
    name = f"annotations/article-0-{document(0)['id'][:8]}.json" if which == "annotations" else "library.json"
    source = other / ".scholiast" / name
    copy = (tmp_path / ".scholiast" / name).with_name(pattern.format(source.stem))
    shutil.copy(source, copy)
    content = copy.read_bytes()
    with opened(tmp_path) as store:
        assert [finding.kind for finding in store.findings] == ["copy-merged"]
        if which == "annotations":
            rows = store.records("annotations", document(0)["id"])
            assert rows[number(1)]["note"] == f"by ann{BETWEEN}by ben"
            assert number(60) in rows
            assert number(2) not in rows
        else:
            assert set(store.records("tags")) == {tag(1)["id"], tag(60)["id"]}
    assert not copy.exists()
    assert content in [path.read_bytes() for path in (tmp_path / ".scholiast" / "set-aside").iterdir()]
    with opened(tmp_path) as store:
        assert store.findings == ()


def test_a_conflict_copy_in_a_library_that_is_only_read_stays(tmp_path: Path) -> None:
    filled(tmp_path)
    folder = tmp_path / ".scholiast" / "annotations"
    source = next(folder.iterdir())
    copy = folder / f"{source.stem} (1).json"
    shutil.copy(source, copy)
    with opened(tmp_path, readonly=True) as store:
        assert len(store.all("annotations")) == 6
    assert copy.exists()
