"""Lenses: what is lit in an article, and what of it is furniture."""
