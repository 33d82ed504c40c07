"""REFI-QDA codebooks (``.qdc``) read and written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from annotations.errors import ScholiastError
from annotations.exchange.foreign import BadFile, Fate, Incoming, Remark
from annotations.exchange.refi_codes import CodeTree, codes_of
from annotations.exchange.xmlfile import child, children, local, parsed_xml, written
from annotations.model import Tag

NAMESPACE: Final = "urn:QDA-XML:codebook:1.0"
DECLARATION: Final = '<?xml version="1.0" encoding="utf-8"?>\n'


def read_codebook(data: bytes) -> Incoming:
    """The tags of a codebook file.

    Raises:
        BadFile: It is none, or is refused.
    """
    root = parsed_xml(data, "The codebook")
    if local(root) != "CodeBook":
        raise BadFile(f"The file is no REFI-QDA codebook: it begins with “{local(root)}”.")
    codes = codes_of(root)
    program = root.get("origin") or "REFI-QDA"
    sets = len(list(children(child(root, "Sets"), "Set")))
    remarks = list(codes.remarks)
    if sets:
        remarks.append(Remark(Fate.DROPPED, f"{sets} × set of codes", "this program has no sets"))
    tags = codes.tags
    if program.startswith("Taguette"):
        from annotations.exchange.taguette import nested

        tags = [replace(tag, path=nested(tag.path)) for tag in tags]
    return Incoming(program, tags=tuple(tags), remarks=tuple(remarks), ours=program.startswith("Scholiast"))


def export_codebook(tags: Sequence[Tag], program: str) -> tuple[bytes, list[Remark]]:
    """The codebook as a file that other programs for qualitative research read.

    Raises:
        ScholiastError: There is no tag, and a codebook must have one.
    """
    if not tags:
        raise ScholiastError("There are no tags, and a REFI-QDA codebook must have one.")
    codes = CodeTree(tags).xml()
    file = DECLARATION + written("CodeBook", {"xmlns": NAMESPACE, "origin": program}, [codes]) + "\n"
    pinned = sum(bool(tag.pinned) for tag in tags)
    remarks = [Remark(Fate.DROPPED, f"{pinned} × key of a tag", "the format has no place for it")]
    return file.encode(), remarks if pinned else []
