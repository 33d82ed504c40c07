"""The main screen: one part for each thing that is done with an article, each upon those before it."""
