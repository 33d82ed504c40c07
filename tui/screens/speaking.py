"""Quotations and chronology from the article: their screens, and who says what."""

from __future__ import annotations

from tui.screens.lensing import Lensing


class Speaking(Lensing):
    """The part of the screen that does so."""
