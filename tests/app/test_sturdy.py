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

    def tell() -> None:
        for _ in range(100):
            writer.write("x")

    told = threading.Thread(target=tell, daemon=True)
    told.start()
    told.join(20)
    assert not told.is_alive(), "who writes waits for a thread that has ended"
    writer.stop()
    assert not writer.is_alive()
