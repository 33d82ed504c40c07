"""Imports: files, folders and web pages that become articles of the library."""
