"""Quotations: direct speech and interviews found in a document, each with the speaker it proposes."""

from __future__ import annotations

from corpus.quotations.finder import quotations
from corpus.quotations.model import Quotation, QuotationKind

__all__ = ["Quotation", "QuotationKind", "quotations"]
