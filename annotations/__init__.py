"""What is said about it: annotations, selectors, codebook, store, history, briefs."""
