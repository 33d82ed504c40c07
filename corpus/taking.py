"""Taking a file into the catalogue: what the list shows of it, from its bytes."""

from __future__ import annotations

import hashlib

from corpus.catalogue import Entry
from corpus.files import Reading, Unreadable
from corpus.metadata import LISTED, metadata_of, title_from_name
from corpus.names import is_markdown
from corpus.reader import is_brief, source_of
from corpus.scan import Found
from corpus.words import count_in


def read_entry(reading: Reading, item: Found, known: Entry | None) -> Entry:
    """The entry of a file that is new or may have changed; of one that cannot be read, with the reason.

    Args:
        known: Its entry until now, kept where the bytes are the same.
    """
    try:
        data, read_as = reading.read(item.path)
        digest = hashlib.sha256(data).hexdigest()
        if known is not None and known.digest == digest:
            return known._replace(
                size=read_as.size, mtime_ns=read_as.mtime_ns, inode=read_as.inode, problem=""
            )
        source = source_of(data, item.path)
    except Unreadable as error:
        return Entry(
            item.path,
            title_from_name(item.path),
            size=item.size,
            mtime_ns=item.mtime_ns,
            inode=item.inode,
            problem=error.reason,
        )
    about = metadata_of(
        source.text, item.path, source.front, {}, markdown=is_markdown(item.path), wanted=LISTED
    )
    return Entry(
        item.path,
        about.title,
        about.source,
        about.author,
        about.date,
        count_in(source.body),
        digest,
        *read_as,
        brief=is_brief(source.front),
    )
