"""Names that stay the same: citation keys, passage ids, ids of groups. No counter, no clock."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Final

from annotations.model import DocumentRecord

_HEX: Final = re.compile(r"[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}")
_EIGHTS: Final = re.compile(r"(?:[0-9a-f]{8})*")
_WORD: Final = re.compile(r"[a-z0-9]+")
_YEAR: Final = re.compile(r"\d{4}")
_SMALL: Final = frozenset(
    "a an and are as at by for from in is of on or the to with der die das und ein eine im in zu "
    "von mit auf le la les un une des du de et en au aux sur".split()
)


def hexadecimal(identity: str) -> str:
    """The 32 digits of a UUID; of any other identity, 32 digits of its SHA-256."""
    identity = identity.lower()
    if _HEX.fullmatch(identity):
        return identity.replace("-", "")
    return sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def short_ids(identities: Sequence[str], prefix: str) -> dict[str, str]:
    """For each identity ``prefix`` and its first eight digits; all 32 where eight are not enough."""
    heads = [identity[:8] for identity in identities]
    if len(set(heads)) == len(heads) and _EIGHTS.fullmatch("".join(heads)):
        return dict(zip(identities, [prefix + head for head in heads], strict=True))
    digits = {identity: hexadecimal(identity) for identity in identities}
    seen = Counter(number[:8] for number in digits.values())
    return {
        identity: prefix + (number[:8] if seen[number[:8]] == 1 else number)
        for identity, number in digits.items()
    }


def citation_keys(documents: Sequence[DocumentRecord]) -> Mapping[str, str]:
    """A citation key for each document's id: who, year, first word of the title.

    ``northernwire2025allies``; documents that would share one all get four digits of their own id
    (``…-3f2a``), so that the order of documents never matters.
    """
    bare = {document.id: _bare_key(document) for document in documents}
    seen = Counter(bare.values())
    keys: dict[str, str] = {}
    for identity, key in bare.items():
        keys[identity] = key if key and seen[key] == 1 else f"{key or 'article'}-{hexadecimal(identity)[:4]}"
    doubled = Counter(keys.values())
    return {
        identity: key if doubled[key] == 1 else f"{bare[identity] or 'article'}-{hexadecimal(identity)}"
        for identity, key in keys.items()
    }


def _bare_key(document: DocumentRecord) -> str:
    who = "".join(_words(document.source or _surname(document.author)))[:24]
    year = _YEAR.match(document.date)
    title = [word for word in _words(document.title or document.path) if word not in _SMALL]
    key = who + (year[0] if year else "") + (title[0][:24] if title else "")
    # Pandoc wants a letter or digit first, and a key of digits alone would read as a number.
    return key if key and not key.isdigit() else f"article{key}" if key else ""


def _surname(author: str) -> str:
    first = re.split(r"[;&]| and ", author)[0]
    return first.split(",")[0] if "," in first else (first.split() or [""])[-1]


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", text).replace("ß", "ss").casefold()
    return _WORD.findall("".join(sign for sign in folded if not unicodedata.combining(sign)))
