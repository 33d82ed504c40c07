"""The overview: highlights counted by tag, article, source, date and annotator."""
