"""Annotating: highlights, notes and drafts made, changed and taken off."""
