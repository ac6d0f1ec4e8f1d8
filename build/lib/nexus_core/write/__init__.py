"""Turns a portfolio into Markdown and other texts: components, pages, outputs and structured data."""
