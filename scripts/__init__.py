"""What is made for the documentation."""
