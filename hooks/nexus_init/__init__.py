"""Begins a portfolio: the files of a new one, and a clone of this repository without its first author's content."""
