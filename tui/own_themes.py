"""Themes of the person's own: small TOML files with colours, each a theme by its file's name, never fatal."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from corpus.clean import clean_line

if TYPE_CHECKING:
    from textual.theme import Theme

_LARGEST: Final = 16_384  # bytes
_MOST: Final = 50  # files
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")


class OwnThemes(NamedTuple):
    """What the files hold, and what is wrong with the others, each problem a sentence."""

    themes: tuple[Theme, ...] = ()
    problems: tuple[str, ...] = ()


def own_themes(folder: Path, taken: Collection[str] = ()) -> OwnThemes:
    """The themes of the files ``*.toml`` in a folder, which need not be there; by name.

    Args:
        taken: Names that themes have already.
    """
    try:
        paths = sorted(folder.glob("*.toml"))
    except OSError as error:
        return OwnThemes(problems=(f"{folder}: cannot be read ({error.strerror or error}).",))
    themes, problems = [], []
    if len(paths) > _MOST:
        problems.append(f"{folder}: only the first {_MOST} themes of {len(paths)} are read.")
    for path in paths[:_MOST]:
        try:
            themes.append(_theme(path, taken))
        except ValueError as error:
            problems.append(f"{clean_line(str(path))}: {error}. The theme is left out.")
    return OwnThemes(tuple(themes), tuple(problems))


def _theme(path: Path, taken: Collection[str]) -> Theme:
    from styles.themes import own_theme

    name = path.stem
    if not _NAME.fullmatch(name):
        raise ValueError("the name of a theme is made of up to 40 letters, digits, '-' and '_'")
    if name in taken:
        raise ValueError("there is a theme of this name already; give the file another name")
    table = _table(path)
    dark = table.pop("dark", True)
    if type(dark) is not bool:
        raise ValueError("'dark' must be true or false")
    try:
        return own_theme(name, _colours(table), dark=dark)
    except ValueError as error:
        raise ValueError(str(error).replace("cursor_ink", "cursor-ink")) from error


def _table(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        if not path.is_file():
            raise ValueError("it is no file")
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise ValueError(f"it has more than {_LARGEST // 1024} KB")
        return tomllib.loads(data.decode())
    except OSError as error:
        raise ValueError(f"it cannot be read ({error.strerror or error})") from error
    except UnicodeDecodeError as error:
        raise ValueError("it is not UTF-8 text") from error
    except RecursionError as error:
        raise ValueError("not valid TOML: it is nested too deep") from error
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"not valid TOML: {clean_line(str(error))}") from error


def _colours(table: Mapping[str, Any]) -> dict[str, str]:
    from styles.contrast import rgb
    from styles.themes import COLOURS

    known = {part.replace("_", "-"): part for part in COLOURS}
    found = {}
    for key, value in table.items():
        if key not in known:
            parts = ", ".join(("dark", *known))
            raise ValueError(f"'{clean_line(key, 40)}' is no part of a theme; there are {parts}")
        try:
            found[known[key]] = rgb(value if isinstance(value, str) else "").hex
        except ValueError as error:
            raise ValueError(f"'{key}' must be a colour like \"#a28ae5\"") from error
    return found
