"""Everything that is there only for speed."""
