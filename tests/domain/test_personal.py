"""What is personal: positions and statuses, kept outside of the library."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from annotations.personal import Personal, Status


def test_position_and_status_come_back(tmp_path: Path) -> None:
    personal = Personal(tmp_path / "new" / "folder")
    personal.mark("a.md", Status.READ)
    personal.leave("a.md", 120)
    personal.keep_layout({"last": "a.md"})
    personal.save()
    again = Personal(tmp_path / "new" / "folder")
    assert (again.reading("a.md").status, again.reading("a.md").offset) == (Status.READ, 120)
    assert again.layout == {"last": "a.md"}


def test_two_programs_keep_both_their_readings(tmp_path: Path) -> None:
    one, two = Personal(tmp_path), Personal(tmp_path)
    one.leave("a.md", 1)
    two.leave("b.md", 2)
    one.save()
    two.save()
    again = Personal(tmp_path)
    assert (again.reading("a.md").offset, again.reading("b.md").offset) == (1, 2)


def test_what_another_program_marked_is_taken_over(tmp_path: Path) -> None:
    one, two = Personal(tmp_path), Personal(tmp_path)
    one.mark("a.md", Status.READING)
    one.leave("b.md", 3)
    one.save()
    assert not one.renew(), "its own file is no news"
    assert two.renew()
    two.mark("a.md", Status.READ)
    two.save()
    assert one.renew()
    assert one.reading("a.md").status is Status.READ
    assert not one.renew()


def test_what_was_done_here_since_is_not_lost_to_another_program(tmp_path: Path) -> None:
    one, two = Personal(tmp_path), Personal(tmp_path)
    one.leave("a.md", 1)
    one.save()
    one.leave("a.md", 2)
    two.renew()
    two.leave("b.md", 7)
    two.save()
    assert one.renew()
    assert (one.reading("a.md").offset, one.reading("b.md").offset) == (2, 7)


def test_a_file_name_that_is_no_text_is_kept(tmp_path: Path) -> None:
    personal = Personal(tmp_path)
    personal.leave("caf\udce9.txt", 7)
    personal.save()
    assert Personal(tmp_path).reading("caf\udce9.txt").offset == 7


@pytest.mark.parametrize(
    "damage", [b"", b"null", b"[1", b'{"documents": 3}', b'{"documents": {"a": {"status": "x"}}}', b"\xff"]
)
def test_a_damaged_file_counts_as_never_read(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "reading.json").write_bytes(damage)
    assert Personal(tmp_path).reading("a").status is Status.UNREAD


def test_nothing_is_written_while_nothing_changed(tmp_path: Path) -> None:
    Personal(tmp_path).save()
    assert not list(tmp_path.iterdir())


def test_what_changes_in_the_layout_leaves_the_rest(tmp_path: Path) -> None:
    personal = Personal(tmp_path)
    personal.keep_layout({"last": "a.md", "zen": False})
    personal.change_layout({"zen": True, "measure": 80})
    assert personal.layout == {"last": "a.md", "zen": True, "measure": 80}
    personal.save()
    assert Personal(tmp_path).layout == personal.layout


def test_two_threads_change_the_layout_and_lose_nothing(tmp_path: Path) -> None:
    personal, gate = Personal(tmp_path), threading.Barrier(4)

    def change(name: str) -> None:
        gate.wait()
        for number in range(200):
            personal.change_layout({f"{name}{number}": number})

    threads = [threading.Thread(target=change, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(personal.layout) == 800
