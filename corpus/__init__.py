"""What is read: documents, their text and blocks, the folder they live in."""
