"""What a conversion takes and gives: options, Markdown with what is known of it, refusals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

# What a document may say of itself; a value is one line, and only an author may be several.
FIELDS: Final = ("title", "author", "date", "source", "url", "language")


@dataclass(frozen=True, slots=True)
class Options:
    """How a document is to be converted.

    Attributes:
        encoding: The charset that the person or the server names; empty to find it out.
        recall: Whether to take more of a web page than is surely its main text.
        url: Where the document was fetched from, if it was.
    """

    encoding: str = ""
    recall: bool = False
    url: str = ""


DEFAULTS: Final = Options()


@dataclass(frozen=True, slots=True)
class Converted:
    """A document as Markdown.

    Attributes:
        markdown: The body, without front matter; what was text in the original is escaped.
        metadata: Of `FIELDS`, those that are known.
        remarks: What the person should be told, one sentence each.
        front: Front matter that the document brought along, as it was written, without its lines of
            dashes; for Markdown alone.
    """

    markdown: str
    metadata: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    front: str = ""

    def as_json(self) -> dict[str, Any]:
        """For the way from the worker process."""
        return {
            "markdown": self.markdown,
            "metadata": dict(self.metadata),
            "remarks": list(self.remarks),
            "front": self.front,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Converted:
        """What `as_json` gave; the worker is not trusted, so that anything else is refused.

        Raises:
            NotConverted: It is something else.
        """
        markdown, front = value.get("markdown"), value.get("front")
        metadata, remarks = value.get("metadata"), value.get("remarks")
        if not (isinstance(markdown, str) and isinstance(front, str) and isinstance(metadata, dict)):
            raise NotConverted("what came out of it cannot be used")
        known = {key: text for key in FIELDS if isinstance(text := metadata.get(key), str) and text}
        told = remarks if isinstance(remarks, list) else []
        return cls(markdown, known, tuple(text for text in told if isinstance(text, str)), front)


class NotConverted(Exception):
    """A document cannot be converted; the message is the reason, a clause without a full stop."""
