"""The chronology: what a query means in order of publication."""
