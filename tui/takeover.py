"""Taking over a terminal on which the picture stands: it is not cleared, and in the end it is as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.drivers.linux_driver import LinuxDriver

from tui.picture import ENTER

if TYPE_CHECKING:
    from tui.app import ScholiastApp


class TakingOver(LinuxDriver):
    """Begins on a terminal that shows the picture of the first frame."""

    _app: ScholiastApp
    _entered = False

    def start_application_mode(self) -> None:
        """Begin; when it begins again after a pause, as any other."""
        standing = self._app.standing
        if standing is None or standing.is_over:
            super().start_application_mode()  # type: ignore[no-untyped-call]
            return
        self._entered = True
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._entered = False
        self.attrs_before = standing.take_over()

    def write(self, data: str) -> None:
        """Write, but leave the picture where it is."""
        if not (self._entered and data == ENTER):
            super().write(data)
