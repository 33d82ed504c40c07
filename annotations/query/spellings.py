"""How else a figure is written: a text may have 2,400 where somebody looks for 2400, or the reverse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, product
from typing import Final

from annotations.query.syntax import Near, Term

_MOST: Final = 16  # ways to write the words of one NEAR
_BARE: Final = re.compile(r"(?<![\w.,'’])[1-9][0-9]{3,14}(?![0-9])")
_GROUPED: Final = re.compile(r"(?<![\w.,'’])[0-9]{1,3}(?:[.,'’\u00a0\u202f][0-9]{3}){1,4}(?![0-9])")
_NO_DIGIT: Final = re.compile("[^0-9]")


def spellings(sought: Term | Near) -> Iterator[Term | Near]:
    """``sought``, and the same with the thousands of its figures set apart, or not.

    What sets them apart is no letter, so that one way stands for all: as words, 2,400 and 2.400 are the same.
    """
    if isinstance(sought, Term):
        yield from _of_term(sought)
        return
    for terms in islice(product(*map(_of_term, sought.terms)), _MOST):
        yield replace(sought, terms=terms)


def _of_term(term: Term) -> Iterator[Term]:
    yield term
    # A figure that may go on may have any number of thousands.
    if term.exact or (term.prefix and term.text[-1:].isdigit()):
        return
    text = _BARE.sub(lambda match: f"{int(match[0]):,}", term.text)
    if text == term.text:
        text = _GROUPED.sub(lambda match: _NO_DIGIT.sub("", match[0]), text)
    if text != term.text:
        yield replace(term, text=text)
