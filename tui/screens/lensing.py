"""Lenses and furniture: what is dimmed, and highlights made of what a lens shows."""

from __future__ import annotations

from tui.screens.echoing import Echoing


class Lensing(Echoing):
    """The part of the screen that does so."""
