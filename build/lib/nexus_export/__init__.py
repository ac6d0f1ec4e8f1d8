"""The adapter for generators that run no hooks: the site as plain Markdown, with nothing of MkDocs in it."""
