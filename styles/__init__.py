"""How it looks: sheets, themes and the palette of tag colours."""
