"""Echoes: words that recur in other articles, and articles that are versions of one story."""
