"""Annotations in and out: one module for each format, all over the same plain row."""
