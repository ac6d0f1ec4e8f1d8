"""The choice between the search of Material and Pagefind, and the latter."""
