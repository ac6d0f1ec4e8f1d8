"""Finds what is wrong with a portfolio or a note."""
