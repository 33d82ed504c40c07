"""The program outlasts what it stands on: a terminal that is lost holds nobody up."""

from __future__ import annotations

import errno
import io
import threading

from textual.drivers._writer_thread import WriterThread

from tui import sturdy


def test_what_is_written_after_the_terminal_is_lost_holds_nobody_up() -> None:
    class Lost(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(errno.EIO, "Input/output error")

    sturdy.install()
    writer = WriterThread(Lost())
    writer.start()
    told = threading.Thread(target=lambda: [writer.write("x") for _ in range(100)], daemon=True)
    told.start()
    told.join(20)
    assert not told.is_alive(), "who writes waits for a thread that has ended"
    writer.stop()
    assert not writer.is_alive()
