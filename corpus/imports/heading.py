"""The front matter of what is imported: written so that every reader of YAML takes it for the same."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Final

from corpus.clean import clean_line

ORDER: Final = ("title", "author", "date", "source", "url", "language", "imported", "sha256", "original")
_LONGEST: Final = 1000
# PyYAML refuses some of these raw and folds others; the escapes of JSON are YAML's too.
_NOT_IN_YAML: Final = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_KEY: Final = re.compile(r"([A-Za-z][\w-]*)[ \t]*:")


def front_matter(fields: Mapping[str, str], kept: str = "") -> str:
    """The lines between two lines of dashes, and those.

    Args:
        fields: Of `ORDER`; those that are empty are left out.
        kept: Lines of front matter that were there before; those of ``fields`` take the place of
            what they had to say about the same, everything else stays as it is.
    """
    lines = [f"{key}: {scalar(fields[key])}" for key in ORDER if fields.get(key)]
    written = {key for key in ORDER if fields.get(key)}
    mine: list[str] = []
    dropping = False
    for line in kept.split("\n") if kept else ():
        found = _KEY.match(line)
        if found:  # what follows without a key of its own belongs to it
            dropping = found[1].lower() in written
        if not dropping and line.strip():
            mine.append(line)
    return "\n".join(("---", *mine, *lines, "---", "", ""))


def scalar(text: str) -> str:
    """``text`` on one line, in double quotes."""
    quoted = json.dumps(clean_line(text, _LONGEST), ensure_ascii=False)
    return _NOT_IN_YAML.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)
