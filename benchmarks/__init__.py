"""How fast it is: ratios to a floor measured in the same run."""
