"""What makes texts of files, by name and version: a text that another version made may be another text."""

from __future__ import annotations

from typing import Final

MARKDOWN: Final = "markdown/1"
PLAIN: Final = "plain/1"
