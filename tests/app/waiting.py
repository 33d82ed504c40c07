"""Waiting for the program under test, by what it is doing and never by a number of rounds."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot

from tui.work import Worker

LONGEST = 60.0  # seconds; far more than anything takes, for a machine that has other things to do
BACKGROUND = ("counter", "keeper", "_comparer", "_asker", "_looker")
"""Workers that go on by themselves while a person reads."""
QUIET = 4  # looks in turn at which nothing is under way: a dialog that closes begins work a moment later


def under_way(app: App[Any]) -> list[str]:
    """The workers that have something to do, of any screen that is there."""
    return [f"{type(screen).__name__}.{name}" for screen, name, worker in _workers(app) if worker.busy]


async def settle(pilot: Pilot[Any], *, background: bool = False) -> None:
    """Wait until nothing is under way that the person asked for, and with ``background`` nothing at all.

    Raises:
        AssertionError: It never ends; it says which.
    """
    quiet = 0
    until = time.monotonic() + LONGEST
    while quiet < QUIET:
        await pilot.pause()
        working = [
            name for name in under_way(pilot.app) if background or name.rpartition(".")[2] not in BACKGROUND
        ]
        quiet = 0 if working else quiet + 1
        assert time.monotonic() < until, f"still under way: {', '.join(working)}"


async def until(pilot: Pilot[Any], is_so: Callable[[], object]) -> None:
    """Wait until something is so that another thread or a timer brings about.

    Raises:
        AssertionError: It never comes to be.
    """
    end = time.monotonic() + LONGEST
    while not is_so():
        assert time.monotonic() < end, "it never came to be"
        await pilot.pause(0.01)


def held_back(monkeypatch: pytest.MonkeyPatch, owner: type, name: str) -> threading.Event:
    """Have a method wait for the event that is given back; half a minute at most."""
    go, method = threading.Event(), getattr(owner, name)

    def wait(self: Any, *args: Any, **more: Any) -> Any:
        assert go.wait(LONGEST / 2), "nobody let it go on"
        return method(self, *args, **more)

    monkeypatch.setattr(owner, name, wait)
    return go


def _workers(app: App[Any]) -> Iterator[tuple[Any, str, Worker]]:
    screens = {id(screen): screen for screen in (*app.screen_stack, *app._installed_screens.values())}
    for screen in screens.values():
        if callable(screen):  # installed and never shown
            continue
        for name, value in vars(screen).items():
            if isinstance(value, Worker):
                yield screen, name, value
