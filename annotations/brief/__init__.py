"""Briefs: annotated passages grouped, quoted verbatim and traced to their sources."""
