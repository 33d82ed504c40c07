"""Quotations: direct speech and interviews found in a document, each with the speaker it proposes."""

from __future__ import annotations

from typing import Final

from corpus.quotations.finder import quotations
from corpus.quotations.model import Quotation, QuotationKind

__all__ = ["RULES", "Quotation", "QuotationKind", "quotations"]

RULES: Final = "quotations/1"
"""Changes with the rules, so that what was found with others is found anew."""
