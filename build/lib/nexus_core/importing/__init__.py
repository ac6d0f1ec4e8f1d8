"""Turns one long learning README into notes: read into an outline, recognised, written as drafts of new files.

`outline` reads the Markdown, `vocabulary` knows what learners call things, one module per kind of note takes
what it recognises, and `importer` sees to it that every line of the original ends up in some file.
"""
