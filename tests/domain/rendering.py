"""Briefs as text, for tests that look into them."""

from __future__ import annotations

from annotations.brief.markdown import markdown_file
from annotations.brief.model import Brief, Flavour


def render_markdown(brief: Brief, flavour: Flavour | str = Flavour.PLAIN, *, bibliography: str = "") -> str:
    """What the file of a brief holds."""
    return markdown_file(brief, flavour, bibliography=bibliography).decode()
