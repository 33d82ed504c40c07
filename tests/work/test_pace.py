"""Work beside the screen gives way: in slices, longer while a key is answered, and never for good."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from textual.app import App

from annotations.workspace import Workspace
from corpus.pace import breathe, paced
from tests.app.bench import bench
from tui.pace import Pace
from tui.work import Job, Worker


class Clock:
    """Goes on as it is told."""

    def __init__(self) -> None:
        self.now = 100.0
        self.rests: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.rests.append(seconds)
        self.now += seconds


def test_work_rests_between_slices_and_not_within_one() -> None:
    clock = Clock()
    pace = Pace(clock, clock.sleep)
    clock.now += 10  # nobody has pressed a key for long
    assert pace.rested() == 10
    for _ in range(100):
        pace.breathe()
        clock.now += 0.001
    assert 10 <= len(clock.rests) <= 20
    assert set(clock.rests) == {min(clock.rests)}
    assert min(clock.rests) <= 0.001


def test_work_waits_for_a_key_longer_but_goes_on_however_many_come() -> None:
    clock = Clock()
    pace = Pace(clock, clock.sleep)
    worked = 0.0
    for _ in range(200):
        pace.hold()
        pace.breathe()
        clock.now += 0.001
        worked += 0.001
    assert max(clock.rests) > 0.02
    assert max(clock.rests) < 0.031
    assert worked >= 0.1 * (clock.now - 100)


def test_nobody_rests_who_need_not() -> None:
    clock = Clock()
    pace = Pace(clock, clock.sleep)
    with paced(pace.breathe):
        breathe()
    clock.now += 1
    breathe()
    assert not clock.rests
    with paced(pace.breathe):
        breathe()
    assert len(clock.rests) == 1


def test_what_waits_for_a_key_does_so_once_and_not_for_a_key_long_ago() -> None:
    clock = Clock()
    pace = Pace(clock, clock.sleep)
    pace.wait()
    assert clock.rests == [pytest.approx(0.03)]
    pace.wait()
    clock.now += 1
    pace.wait()
    assert len(clock.rests) == 1


class _Plain(App[None]):
    """An app that counts who gives way."""

    def __init__(self) -> None:
        super().__init__()
        self.breaths: list[str] = []
        self.pace: Any = self

    def breathe(self) -> None:
        self.breaths.append(threading.current_thread().name)

    def wait(self) -> None:
        self.breaths.append("waited")


async def test_what_saves_does_not_give_way() -> None:
    app = _Plain()
    async with app.run_test():
        worker = Worker(app, "working")
        worker.do(Job(breathe, lambda _: None, saves=True))
        worker.do(Job(breathe, lambda _: None, saves=False))
        worker.close()
        assert len(app.breaths) == 1
        assert app.breaths[0].startswith("working")


async def test_a_job_waits_for_the_frame_only_where_nobody_waits_for_it() -> None:
    app = _Plain()
    async with app.run_test():
        worker = Worker(app, "working")
        worker.do(Job(lambda: app.breaths.append("asked"), lambda _: None, saves=False))
        worker.do(Job(lambda: app.breaths.append("beside"), lambda _: None, saves=False, waits=True))
        worker.close()
        assert app.breaths == ["asked", "waited", "beside"]


async def test_a_key_holds_what_is_done_beside_the_screen(opened: Any) -> None:
    workspace: Workspace = opened()
    async with bench(workspace) as desk:
        held: list[bool] = []
        desk.app.pace.hold = lambda: held.append(True)  # type: ignore[method-assign]
        await desk.pilot.press("down")
        assert held
