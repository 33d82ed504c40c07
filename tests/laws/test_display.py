"""The law of display text: what others wrote is never parsed as markup, read from the syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PARSING = {
    "Static", "Label", "Button", "Checkbox", "RadioButton", "Tab", "TabPane", "Option", "Collapsible",
    "Placeholder", "Link", "Markdown",
}  # fmt: skip
PARSED_KEYWORDS = {"content", "label", "title", "prompt", "renderable", "text", "tooltip"}
PARSED_ATTRIBUTES = {"border_title", "border_subtitle", "tooltip"}
MAKERS = {"Content", "Text", "shown", "shown_line", "styled", "assemble", "join", "stylize", "truncate"}


def sources() -> list[Path]:
    return sorted((ROOT / "tui").rglob("*.py"))


def makers(tree: ast.Module) -> set[str]:
    """Names of functions that are annotated to give display text."""
    return {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and isinstance(node.returns, ast.Name)
        and node.returns.id in {"Content", "Text", "Strip"}
    }


def called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


class Judge:
    """Whether an expression is display text (or a literal), within one function."""

    def __init__(self, known: set[str], scope: ast.AST) -> None:
        self.known = known
        self.bound: dict[str, list[ast.expr]] = {}
        for node in ast.walk(scope):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        self.bound.setdefault(target.id, []).append(node.value)
            elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
                self.bound.setdefault(node.target.id, []).append(node.value)

    def safe(self, node: ast.expr, seen: frozenset[str] = frozenset()) -> bool:
        if isinstance(node, ast.Constant):
            return not isinstance(node.value, str) or "[" not in node.value
        if isinstance(node, ast.Call):
            return called(node) in self.known
        if isinstance(node, ast.BinOp):
            return self.safe(node.left, seen) and self.safe(node.right, seen)
        if isinstance(node, ast.IfExp):
            return self.safe(node.body, seen) and self.safe(node.orelse, seen)
        if isinstance(node, ast.Name) and node.id not in seen:
            values = self.bound.get(node.id)
            return bool(values) and all(self.safe(value, seen | {node.id}) for value in values or ())
        return False


def scopes(tree: ast.Module) -> Iterator[ast.AST]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    # What stands outside of functions is one more scope.
    outside = [node for node in tree.body if not isinstance(node, ast.FunctionDef | ast.ClassDef)]
    yield ast.Module(body=outside, type_ignores=[])


def offences(tree: ast.Module, known: set[str]) -> Iterator[str]:
    for scope in scopes(tree):
        judge = Judge(known, scope)
        for node in ast.walk(scope):
            if isinstance(node, ast.Call):
                yield from call_offences(node, judge)
            elif isinstance(node, ast.Assign):
                for target in node.targets:
                    named = isinstance(target, ast.Attribute) and target.attr in PARSED_ATTRIBUTES
                    if named and not judge.safe(node.value):
                        yield f"line {node.lineno}: {ast.unparse(target)} is parsed as markup"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "from_markup":
            yield f"line {node.lineno}: from_markup parses markup"
        elif isinstance(node, ast.ImportFrom) and node.module in {"rich.markup", "textual.markup"}:
            yield f"line {node.lineno}: escaping markup is no cure"
        elif (
            isinstance(node, ast.FunctionDef)
            and node.name == "render"
            and len(node.args.args) == 1
            and ast.unparse(node.returns or ast.Constant("nothing")) in {"str", "'nothing'", "RenderResult"}
        ):
            yield f"line {node.lineno}: a str that a widget renders is parsed as markup"


def call_offences(node: ast.Call, judge: Judge) -> Iterator[str]:
    name = called(node)
    if name == "notify" and not any(
        word.arg == "markup" and isinstance(word.value, ast.Constant) and word.value.value is False
        for word in node.keywords
    ):
        yield f"line {node.lineno}: notify without markup=False"
    updates = name == "update" and any(
        isinstance(part, ast.Name) and part.id in PARSING for part in ast.walk(node.func)
    )
    if name in PARSING or updates:
        given = [*node.args[:1], *(word.value for word in node.keywords if word.arg in PARSED_KEYWORDS)]
        for value in given:
            if not judge.safe(value):
                yield f"line {node.lineno}: {name}({ast.unparse(value)}) may be parsed as markup"


@pytest.fixture(scope="module")
def shared() -> set[str]:
    """Makers that a module may import from another; private names count at home only."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sources()]
    return {name for tree in trees for name in makers(tree) if not name.startswith("_")}


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_text_from_outside_is_parsed_as_markup(path: Path, shared: set[str]) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert list(offences(tree, MAKERS | shared | makers(tree))) == []


@pytest.mark.parametrize(
    "source",
    [
        "def f(title): return Static(title)",
        "def f(title): return Static(f'{title}')",
        "def f(title): return Label('a ' + title)",
        "def f(tag): return Option(tag.path)",
        "def f(title): return Button(label=title)",
        "def f(self, title): self.notify(title)",
        "def f(self, title): self.app.notify(title, markup=True)",
        "def f(self, title): self.border_title = title",
        "def f(self, title): self.query_one('#a', Static).update(title)",
        "def f(title):\n    words = shown(title)\n    words = title\n    return Static(words)",
        "def f(title): return Content.from_markup(title)",
        "from rich.markup import escape",
        "def render(self) -> str: return self.title",
        "def f(): return Static('[b]bold[/b]')",
    ],
)
def test_the_law_sees_an_offence(source: str) -> None:
    assert list(offences(ast.parse(source), MAKERS))


@pytest.mark.parametrize(
    "source",
    [
        "def f(title): return Static(shown(title))",
        "def f(): return Static('Tags')",
        "def f(): return Static(id='rows')",
        "def f(title): return Static(shown_line(title) if title else Content())",
        "def f(title):\n    words = shown(title)\n    return Label(words + Content('x'))",
        "def f(self, title): self.notify(title, markup=False)",
        "def f(self, title): self.query_one('#a', Static).update(shown(title))",
    ],
)
def test_the_law_lets_display_text_pass(source: str) -> None:
    assert not list(offences(ast.parse(source), MAKERS))
