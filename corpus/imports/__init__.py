"""Documents in: what is not read natively becomes Markdown, once; a module for each format."""
