"""Bytes on the disk: files replaced whole, the journal, recovery; what records mean is not known here."""
