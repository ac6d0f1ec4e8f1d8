"""The core of ALX Project Nexus: turns a folder of Markdown notes into a portfolio of traced skills.

Each package is a stage of one pipeline and imports only those before it: `problems`, `storage`, `read`, `schema`,
`model`, `write`, `checks`, `diff`, `importing`. Nothing here knows MkDocs or a command line.
"""
