"""The use cases behind the seam, one module for each kind of work."""
