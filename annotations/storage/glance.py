"""A look at a store file that is whole: what it is and whose, without parsing its annotations."""

from __future__ import annotations

import orjson

from annotations.storage.atomic import read_file
from annotations.storage.shards import Shard
from annotations.storage.tablefile import intact


def glanced(shard: Shard) -> bool:
    """Read header and document record of a shard's file; False if it is not exactly as written."""
    try:
        found = read_file(shard.path)
    except OSError:
        return False
    header = intact(found[0]) if found else None
    if found is None or header is None or not header.document:
        return False
    shard.stamp, shard.header = found[1], header
    shard.document, shard.count = header.document, header.count
    head, more, _ = found[0].partition(b'\n"annotations":{')
    try:
        rows = orjson.loads(head.rstrip(b",") + b"}" if more else head).get("documents", {})
        shard.summary = next((row for row in rows.values() if row.get("id") == header.document), None)
    except (ValueError, AttributeError):
        shard.summary = None
    return True
