"""Memory: what large buffers left behind given back to the system."""

from __future__ import annotations

from typing import Final

LARGE = 500_000
"""Code points of a text whose reading leaves enough behind to be worth it."""

_MMAP_THRESHOLD: Final = -3  # names of options in glibc's malloc.h
_ARENA_MAX: Final = -8
_APART: Final = 1 << 18  # bytes


def keep_together() -> None:
    """Have blocks of memory that are free used again by all threads, where the C library can (glibc).

    By itself it keeps a heap for each thread, and lets large buffers lie between small ones in these once
    one of them was freed: of the buffers that a book is read through, a third of the program's memory was
    left in six heaps. As Python runs one thread at a time, one heap serves them all; and a large buffer
    gets pages of its own, which are gone when it is.
    """
    import ctypes

    try:
        set_option = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):
        return
    set_option(_ARENA_MAX, 1)
    set_option(_MMAP_THRESHOLD, _APART)


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
