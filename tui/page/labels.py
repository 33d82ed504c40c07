"""Letters laid over the highlights in view, to jump to one by typing them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice, product
from typing import Final

_LETTERS: Final = "asdfghjklqwertyuiopzxcvbnm"
"""Home row first."""


def labels_for(offsets: Sequence[int]) -> dict[str, int]:
    """A label for each offset, in order; all of the same length, one or two letters."""
    size = 1 if len(offsets) <= len(_LETTERS) else 2
    letters = islice(product(_LETTERS, repeat=size), len(offsets))
    return {"".join(label): offset for label, offset in zip(letters, offsets, strict=False)}


def matching(labels: Mapping[str, int], typed: str) -> dict[str, int]:
    """The labels that begin with what was typed so far."""
    return {label: offset for label, offset in labels.items() if label.startswith(typed)}
