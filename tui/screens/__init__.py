"""Screens: where intents of the widgets become use cases, and their outcome becomes data again."""
