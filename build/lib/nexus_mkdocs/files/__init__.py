"""The files of the site: which there are, where they are published, and how each is written."""
