"""Where things are outside of a library: the user's configuration, data and cache folders."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final, NamedTuple

from corpus.digest import key_of

_APP: Final = "scholiast"
STORE_FOLDER: Final = ".scholiast"
READINGS: Final = "reading.json"
"""The file of what is personal about a library, in its folder there."""


class Places(NamedTuple):
    """The three folders of the user. None of them needs to exist.

    Attributes:
        config: What the user set: ``config.toml``, themes, templates.
        data: What is personal and must be kept: reading positions, drafts, the sample library.
        cache: What can be made anew: metadata, search index.
    """

    config: Path
    data: Path
    cache: Path

    @classmethod
    def of_user(cls) -> Places:
        """The folders the platform has for this user (XDG on Linux)."""
        from platformdirs import PlatformDirs

        dirs = PlatformDirs(_APP, appauthor=False)
        return cls(dirs.user_config_path, dirs.user_data_path, dirs.user_cache_path)

    def personal(self, root: Path) -> Path:
        """The folder of what is personal about the library at ``root``."""
        return self.data / "libraries" / library_key(root)

    def cached(self, root: Path) -> Path:
        """The folder of what is derived from the library at ``root``."""
        return self.cache / "libraries" / library_key(root)

    @property
    def settings(self) -> Path:
        """The user's configuration file."""
        return self.config / "config.toml"

    @property
    def themes(self) -> Path:
        """The folder of the user's own themes."""
        return self.config / "themes"

    @property
    def templates(self) -> Path:
        """The folder of the user's own templates of briefs."""
        return self.config / "templates"

    @property
    def sample(self) -> Path:
        """The user's own copy of the sample library."""
        return self.data / "Brussels, February 2025"


def library_key(root: Path) -> str:
    """A name for the library at ``root`` that no other folder has: its name and a hash of its real path."""
    real = os.path.realpath(root)
    slug = re.sub(r"[^a-z0-9]+", "-", Path(real).name.lower()).strip("-")[:32]
    digest = key_of(os.fsencode(real))[:12]
    return f"{slug}-{digest}" if slug else digest
