"""The command line: one face of the library, without Textual."""
