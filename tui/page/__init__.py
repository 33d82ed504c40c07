"""The page: layout, caret, selection and painter, free of widgets and app."""
