"""Memory: what large buffers left behind given back to the system."""

from __future__ import annotations

LARGE = 500_000
"""Code points of a text whose reading leaves enough behind to be worth it."""


def give_back() -> None:
    """Give free memory back, where the C library can (glibc's ``malloc_trim``); else do nothing.

    Reading a book takes buffers of its size that are free again at once, but which the C library keeps
    between what is still in use. Takes milliseconds: not for the screen's own thread.
    """
    import ctypes

    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (AttributeError, OSError):
        return
