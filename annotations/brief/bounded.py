"""The sandbox that templates run in, with an end to what one may make and how long it may take."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sized
from typing import Any, Final

from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

LARGEST: Final = 64 << 20  # code points of a brief, and of each text on the way; bits of a number
_LONGEST: Final = 60.0  # seconds, looked at whenever something is called or reckoned


class BoundedEnvironment(ImmutableSandboxedEnvironment):
    """Like its base; a template that would fill the memory, or go on and on, is an error of the template."""

    intercepted_binops = frozenset({"*", "**", "+"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._until = time.monotonic() + _LONGEST

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Call what a template calls.

        Raises:
            SecurityError: It is not allowed, or time is up.
        """
        __self._go_on()
        return super().call(__context, __obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Reckon what a template reckons.

        Raises:
            SecurityError: The result would be too large, or time is up.
        """
        self._go_on()
        if _size(operator, left, right) > LARGEST:
            raise SecurityError(f"“{operator}” would make something larger than {LARGEST:,} characters")
        return super().call_binop(context, operator, left, right)

    def joined(self, pieces: Iterable[str]) -> str:
        """The pieces of what a template writes, as one text.

        Raises:
            SecurityError: It is too long, or time is up.
        """
        found: list[str] = []
        total = 0
        for piece in pieces:
            self._go_on()
            found.append(piece)
            total += len(piece)
            if total > LARGEST:
                raise SecurityError(f"it writes more than {LARGEST:,} characters")
        return "".join(found)

    def _go_on(self) -> None:
        if time.monotonic() > self._until:
            raise SecurityError(f"it was not done after {_LONGEST:.0f} seconds")


def _size(operator: str, left: Any, right: Any) -> int:
    """How large a result may be, at least: signs of a text, members of a list, bits of a number."""
    numbers = isinstance(left, int) and isinstance(right, int)
    if operator == "**":
        return int(left).bit_length() * max(0, int(right)) if numbers else 0
    if operator == "*":
        if numbers:
            return int(left).bit_length() + int(right).bit_length()
        times, many = (left, right) if isinstance(left, int) else (right, left)
        return max(0, times) * len(many) if isinstance(times, int) and isinstance(many, Sized) else 0
    if operator == "+" and isinstance(left, Sized) and isinstance(right, Sized):
        return len(left) + len(right)
    return 0
