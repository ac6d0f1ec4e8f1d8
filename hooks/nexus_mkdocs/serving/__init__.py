"""What is particular to `mkdocs serve`: the panel of problems, and edits shown without a whole build."""
