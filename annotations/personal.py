"""What is personal about a library: reading status and position, kept outside of it and never undone."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import orjson

from annotations.places import READINGS


class Status(StrEnum):
    """How far an article has been read."""

    UNREAD = "unread"
    READING = "reading"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Reading:
    """Where one article was left.

    Attributes:
        offset: First code point that stood on the screen.
        when: Time of the last change, UTC.
    """

    status: Status = Status.UNREAD
    offset: int = 0
    when: str = ""


_NEW: Final = Reading()


class Personal:
    """The readings of one library and the layout of its screen, in one small file.

    Changes are held in memory until `save`; another program's are merged then, and by `renew`, by time.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / READINGS
        self._lock = threading.Lock()
        self._stamp = _stamp(self._path)
        self._stored, self._layout = _load(self._path)
        self._readings = dict(self._stored)
        self._dirty = False

    def reading(self, path: str) -> Reading:
        """The reading of the document at ``path``, a new one if it was never opened."""
        return self._readings.get(path, _NEW)

    def status(self, path: str) -> tuple[Status, str]:
        """How far the document at ``path`` was read, and when last."""
        reading = self._readings.get(path)
        return (reading.status, reading.when) if reading is not None else (Status.UNREAD, "")

    def mark(self, path: str, status: Status) -> None:
        """Set the status of a document."""
        self._set(path, replace(self.reading(path), status=status, when=_now()))

    def leave(self, path: str, offset: int) -> None:
        """Remember the first code point on the screen."""
        reading = self.reading(path)
        if reading.offset != offset:
            self._set(path, replace(reading, offset=offset, when=_now()))

    def rename(self, old: str, new: str) -> None:
        """Carry a reading along with a renamed file."""
        with self._lock:
            if old in self._readings and new not in self._readings:
                self._readings[new] = self._readings.pop(old)
                self._dirty = True

    @property
    def layout(self) -> dict[str, Any]:
        """The layout as last kept: whatever `keep_layout` and `change_layout` were given."""
        return dict(self._layout)

    def keep_layout(self, layout: dict[str, Any]) -> None:
        """Remember the layout of the screen."""
        with self._lock:
            if layout != self._layout:
                self._layout, self._dirty = dict(layout), True

    def change_layout(self, changed: Mapping[str, Any]) -> None:
        """Remember some things of the layout; the others stay."""
        with self._lock:
            layout = {**self._layout, **changed}
            if layout != self._layout:
                self._layout, self._dirty = layout, True

    def renew(self) -> bool:
        """Take over what another program wrote since the file was read or written here.

        Returns:
            Whether any reading is another one now.
        """
        with self._lock:
            stamp = _stamp(self._path)
            if stamp == self._stamp:
                return False
            self._stamp = stamp
            return self._take_over(_load(self._path)[0])

    def _take_over(self, theirs: dict[str, Reading]) -> bool:
        """Theirs where they changed it since and no earlier than was done here; times are whole seconds."""
        news = {
            path: reading
            for path, reading in theirs.items()
            if reading not in (self._stored.get(path), self._readings.get(path))
            and reading.when >= self.reading(path).when
        }
        self._readings |= news
        self._stored = theirs
        return bool(news)

    def save(self) -> None:
        """Write what changed.

        Raises:
            OSError: The user's data folder cannot be written.
        """
        with self._lock:
            if not self._dirty:
                return
            self._take_over(_load(self._path)[0])
            data = {
                "format": 1,
                "layout": self._layout,
                "documents": {path: asdict(reading) for path, reading in sorted(self._readings.items())},
            }
            import json

            from annotations.storage.atomic import write_bytes

            self._path.parent.mkdir(parents=True, exist_ok=True)
            # ASCII, because a file name may hold bytes that no text can.
            write_bytes(self._path, json.dumps(data, indent=1).encode("ascii"))
            self._stored, self._stamp = dict(self._readings), _stamp(self._path)
            self._dirty = False

    def _set(self, path: str, reading: Reading) -> None:
        with self._lock:
            self._readings[path] = reading
            self._dirty = True


def _now() -> str:
    from annotations.model import now  # with the records of the store, which the first screen does without

    return now()


def _stamp(path: Path) -> tuple[int, ...]:
    """What changes whenever the file is written anew; empty where there is none."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino


def _load(path: Path) -> tuple[dict[str, Reading], dict[str, Any]]:
    """What the file holds; whatever is damaged counts as never read."""
    try:
        data = _parsed(path.read_bytes())
        documents, layout = data["documents"], data.get("layout", {})
        readings = {str(key): found for key, row in documents.items() if (found := _reading(row))}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}, {}
    return readings, layout if isinstance(layout, dict) else {}


def _parsed(data: bytes) -> Any:
    try:
        return orjson.loads(data)
    except ValueError:
        import json  # takes the names of files that are no text

        return json.loads(data)


def _reading(row: Any) -> Reading | None:
    try:
        return Reading(Status(row["status"]), max(0, int(row["offset"])), str(row["when"]))
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
