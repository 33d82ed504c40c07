"""Two versions of a text laid side by side: what stayed, moved, changed, and what was put in."""
