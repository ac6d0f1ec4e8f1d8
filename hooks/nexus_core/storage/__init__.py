"""Writes files so that a reader, or a process that is killed, never leaves half of one behind."""
