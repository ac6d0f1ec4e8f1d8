"""What can't be said without MkDocs: puts the portfolio's pages and files in place and reports its problems."""
