"""Placing: passages carried over to texts and files as they are now, and what a person says of it."""
