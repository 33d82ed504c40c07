"""Searching: articles, places and passages that a query means."""
