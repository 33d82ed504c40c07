"""Dialogs: plain data in, plain data out by `dismiss`; none of them knows a workspace."""
