"""The names that other tools and other portfolios give to front matter fields, and our name where there is one."""

from __future__ import annotations

from collections.abc import Collection, Iterator

FOREIGN_FIELDS = frozenset(
    {
        # Material for MkDocs, https://squidfunk.github.io/mkdocs-material/reference/
        "icon",
        "template",
        "hide",
        "search",
        "status",
        "subtitle",
        "social",
        "comments",
        "authors",
        "categories",
        "slug",
        "readtime",
        "pin",
        "boost",
        "robots",
        # Hugo, Jekyll, Zola, Astro, Docusaurus, Obsidian
        "layout",
        "permalink",
        "author",
        "type",
        "url",
        "lastmod",
        "publishDate",
        "expiryDate",
        "updated",
        "created",
        "keywords",
        "summary",
        "series",
        "cover",
        "images",
        "toc",
        "math",
        "mermaid",
        "alias",
        "cssclass",
        "cssclasses",
        "publish",
        "collection",
        "published",
        "excerpt",
        "category",
        "tag",
        "extra",
        "taxonomies",
        "pubDate",
        "updatedDate",
        "heroImage",
        "lang",
        "sidebar_position",
        "sidebar_label",
        "id",
        "nav_order",
        "parent",
        "has_children",
        "linkTitle",
        "menu",
        "outputs",
    }
)
"""Fields that other tools read: let through without a problem."""

OUR_NAMES = {
    "summary": "description",
    "tech": "technologies",
    "tech_stack": "technologies",
    "stack": "technologies",
    "github": "repo",
    "live": "demo",
    "lesson": "key_learning",
    "lessons": "key_learning",
    "created": "date",
    "prerequisites": "after",
}
"""Our name for what others call otherwise."""

OUR_STATUS = {
    "done": "completed",
    "complete": "completed",
    "finished": "completed",
    "wip": "in-progress",
    "ongoing": "in-progress",
    "in progress": "in-progress",
    "in_progress": "in-progress",
    "todo": "planned",
    "idea": "planned",
}
"""Our word for a project's status, by others in lower case."""


def renamed_fields(given: Collection[str], known: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield each field of a note that we know by another name, with our name.

    Args:
        given: the names of the note's fields.
        known: the names of the fields that a note of its kind may have.
    """
    for name in given:
        ours = OUR_NAMES.get(name, "")
        # With both names given, only the author knows which of the values is meant.
        if ours in known and ours not in given:
            yield name, ours
