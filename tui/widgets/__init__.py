"""Widgets: intents go up as messages, data comes down as attributes."""
