"""Runs the samples of a portfolio's notes, compares what they print, and records what ran.

Nothing here is used by a check, a build or a server of the site: a note's code runs only when somebody asks for it.
`running.py` goes through the notes; each language is an entry of `languages.py`.
"""
