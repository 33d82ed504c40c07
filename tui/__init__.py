"""Where the two meet: the Textual reader and the command line."""
