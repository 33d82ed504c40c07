"""The sandbox that templates run in, with an end to what one may make and how long it may take."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial, wraps
from typing import Any, Final

from jinja2 import nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from annotations.brief.growth import grown, reckoned

LARGEST: Final = 64 << 20  # code points of a brief, and of each text on the way; bits of a number
_ALL: Final = 16 * LARGEST  # code points of all texts that filters and methods make on the way
_LONGEST: Final = 60.0  # seconds, looked at whenever something is called, reckoned or gone through
_ROUNDS, _JOINED = "scholiast_rounds", "scholiast_joined"  # filters that no template writes itself


class BoundedEnvironment(ImmutableSandboxedEnvironment):
    """Like its base; a template that would fill the memory, or go on and on, is an error of the template."""

    intercepted_binops = frozenset({"*", "**", "+", "%"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._until = time.monotonic() + _LONGEST
        self._made = 0
        self.filters = {name: self._bounded(name, work) for name, work in self.filters.items()}
        self.filters[_ROUNDS] = pass_context(lambda context, members: self._rounds(members))
        self.filters[_JOINED] = pass_context(lambda context, parts: self.joined(map(str, parts)))
        self.concat = self.joined  # type: ignore[method-assign]

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Call what a template calls.

        Raises:
            SecurityError: It is not allowed, would make too much, or time is up.
        """
        text = getattr(getattr(__obj, "__wrapped__", __obj), "__self__", None)
        call = partial(super().call, __context, __obj)
        __self._go_on()
        if isinstance(text, str):  # a method of it
            work = __self._bounded(__obj.__name__, lambda _, *rest, **named: call(*rest, **named))
            return work(text, *args, **kwargs)
        return call(*args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Reckon what a template reckons.

        Raises:
            SecurityError: The result would be too large, or time is up.
        """
        self._allow(f"“{operator}”", reckoned(operator, left, right))
        return super().call_binop(context, operator, left, right)

    def joined(self, pieces: Iterable[str]) -> str:
        """The pieces of what a template writes, as one text.

        Raises:
            SecurityError: It is too long, or time is up.
        """
        return "".join(self._measured(pieces, 0))

    def _generate(self, source: nodes.Template, *args: Any, **options: Any) -> str:
        """The code of a template, in which loops and joining ask whether they may go on."""
        return super()._generate(_Bounding().visit(source), *args, **options)

    def _bounded(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """A filter, or a method of a text, that refuses before it makes too much."""
        first = int(hasattr(work, "jinja_pass_arg"))

        @wraps(work)
        def checked(*args: Any, **kwargs: Any) -> Any:
            passed, given, rest = args[:first], args[first : first + 1], [*args[first + 1 :]]
            about = given[0] if given else None
            if name == "join" and isinstance(about, str) and rest:  # the method: the text stands between
                rest[0] = self._measured(rest[0], len(about))
            elif name == "join" and about is not None:
                between = next((len(one) for one in (*rest, *kwargs.values()) if isinstance(one, str)), 0)
                given = (self._measured(about, between),)
            text = about if isinstance(about, str) else ""
            self._allow(f"“{name}”", grown(name, text, [*rest, *kwargs.values()]))
            found = work(*passed, *given, *rest, **kwargs)
            size = len(found) if isinstance(found, str) else 0
            self._allow(f"“{name}”", size)
            self._made += size
            if self._made > _ALL:
                raise SecurityError(f"it makes more than {_ALL:,} characters on the way")
            return found

        return checked

    def _measured(self, pieces: Iterable[Any], between: int) -> Iterator[Any]:
        total = 0
        for piece in self._rounds(pieces):
            total += between + (len(piece) if isinstance(piece, str) else 0)
            if total > LARGEST:
                raise SecurityError(f"it writes more than {LARGEST:,} characters")
            yield piece

    def _rounds(self, members: Iterable[Any]) -> Iterator[Any]:
        for member in members:
            self._go_on()
            yield member

    def _allow(self, what: str, size: int) -> None:
        self._go_on()
        if size > LARGEST:
            raise SecurityError(f"{what} would make something larger than {LARGEST:,} characters")

    def _go_on(self) -> None:
        if time.monotonic() > self._until:
            raise SecurityError(f"it was not done after {_LONGEST:.0f} seconds")


class _Bounding(NodeTransformer):
    """Sends what a template goes through, and what it joins with ``~``, through filters of the sandbox."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.iter = _through(_ROUNDS, node.iter)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _through(_JOINED, nodes.List(node.nodes, lineno=node.lineno, environment=node.environment))


def _through(name: str, node: Any) -> nodes.Filter:
    lineno, environment = node.lineno, node.environment
    return nodes.Filter(node, name, [], [], None, None, lineno=lineno, environment=environment)
