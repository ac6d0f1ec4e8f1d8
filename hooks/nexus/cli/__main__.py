"""Lets `python -m nexus.cli` stand in for the `nexus` command where scripts are not on the path."""

from nexus.cli import main

main()
