"""Tests of the `nexus` command, a file for each of its parts."""
