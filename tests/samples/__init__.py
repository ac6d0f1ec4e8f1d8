"""The tests that run every fenced sample of the notes and check what each one prints."""
