"""The user's folders: told without the library that knows all platforms, they are the same as it tells."""

from __future__ import annotations

import itertools

import pytest
from platformdirs import PlatformDirs

from annotations.places import Places

HOMES = ("/home/me", "/home/me/", "/", "")
GIVEN = (None, "", "/some/where", "/some/where/", "relative", "~/here")


@pytest.mark.parametrize(("home", "given"), list(itertools.product(HOMES, GIVEN)))
def test_the_folders_are_those_of_the_platform(
    monkeypatch: pytest.MonkeyPatch, home: str, given: str | None
) -> None:
    monkeypatch.setenv("HOME", home)
    for name in ("CONFIG", "DATA", "CACHE"):
        if given is None:
            monkeypatch.delenv(f"XDG_{name}_HOME", raising=False)
        else:
            monkeypatch.setenv(f"XDG_{name}_HOME", given)
    dirs = PlatformDirs("scholiast", appauthor=False)
    assert Places.of_user() == (dirs.user_config_path, dirs.user_data_path, dirs.user_cache_path)
