"""Quotations: who says what, as proposed by rules or decided by a person."""
