"""The user's configuration: frozen, with defaults, read from ``config.toml`` and never fatal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from corpus.clean import clean_line
from tui.measure import NARROWEST, USUAL, WIDEST, is_measure

DEFAULT_THEME: Final = "scholiast-dark"


@dataclass(frozen=True, slots=True)
class Config:
    """What a person has chosen.

    Attributes:
        theme: Name of a Textual theme.
        measure: Width of the text in cells, within `tui.measure`, where none was chosen at the keyboard.
        creator: Who annotations are by; empty leaves it to git and the login.
        keys: Action id to comma-separated keys, ready for `App.set_keymap`.
        pinned: Digit 1 to 9 to tag path, used where the codebook pins none.
        editor: Command line of the external editor; empty leaves it to ``$VISUAL`` and ``$EDITOR``.
    """

    theme: str = DEFAULT_THEME
    measure: int = USUAL
    creator: str = ""
    keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    pinned: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    editor: str = ""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A configuration and what is wrong with its file, each problem a sentence."""

    config: Config
    problems: tuple[str, ...] = ()


def config_path() -> Path:
    """Where the configuration file is looked for."""
    from annotations.places import Places

    return Places.of_user().settings


def load(path: Path | None = None, *, with_keys: bool = True) -> Loaded:
    """The configuration of ``path`` (else of `config_path`); the defaults where there is no file.

    Whatever cannot be used is left at its default and reported.

    Args:
        with_keys: Whether the keys are wanted; reading them imports Textual.
    """
    path = config_path() if path is None else path
    try:
        text = path.read_bytes().decode()
    except FileNotFoundError:
        return Loaded(Config())
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        return Loaded(Config(), (f"{path}: cannot be read ({reason}); the defaults are used.",))
    import tomllib

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Loaded(Config(), (f"{path}: not valid TOML: {error}. The defaults are used.",))
    loaded = read(table if with_keys else {key: value for key, value in table.items() if key != "keys"})
    return replace(loaded, problems=tuple(f"{path}: {problem}" for problem in loaded.problems))


def read(table: Mapping[str, Any]) -> Loaded:
    """The configuration in a parsed TOML table."""
    config = Config()
    problems: list[str] = []
    for key, value in table.items():
        try:
            config = _with(config, key, value, problems)
        except ValueError as error:
            problems.append(str(error))
    return Loaded(config, tuple(problems))


def _with(config: Config, key: str, value: Any, problems: list[str]) -> Config:
    if key == "theme":
        return replace(config, theme=_line(key, value))
    if key == "creator":
        return replace(config, creator=_line(key, value))
    if key == "editor":
        return replace(config, editor=_line(key, value))
    if key == "measure":
        if not is_measure(value):
            raise ValueError(f"'measure' must be a whole number from {NARROWEST} to {WIDEST}.")
        return replace(config, measure=value)
    if key == "keys":
        from tui.keymap import read_keys

        keys, wrong = read_keys(_table(key, value))
        problems.extend(wrong)
        return replace(config, keys=MappingProxyType(keys))
    if key == "pinned":
        return replace(config, pinned=MappingProxyType(_pinned(_table(key, value), problems)))
    known = "theme, measure, creator, editor, keys, pinned"
    raise ValueError(f"'{clean_line(key, 40)}' is not a setting; there are {known}.")


def _pinned(table: Mapping[str, Any], problems: list[str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for digit, tag in table.items():
        if digit in set("123456789") and isinstance(tag, str) and clean_line(tag):
            found[int(digit)] = clean_line(tag)
        else:
            problems.append(
                f'[pinned] {clean_line(digit, 40)}: give a digit 1 to 9 a tag, like 1 = "figures".'
            )
    return found


def _line(key: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"'{key}' must be a text in quotation marks.")
    return clean_line(value)


def _table(key: str, value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"'{key}' must be a table: write [{key}] on a line of its own.")
    return value
