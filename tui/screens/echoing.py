"""Echoes and versions from the article: what recurs elsewhere, stories in the list, and comparison."""

from __future__ import annotations

from tui.screens.recurring import Recurring


class Echoing(Recurring):
    """The part of the screen that does so."""
