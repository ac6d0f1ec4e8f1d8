"""Bytes to text, YAML that knows its lines, front matter, and the structure of Markdown; no meaning yet."""
