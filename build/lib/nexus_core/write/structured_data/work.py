"""A note as the work that it is: code, something to learn from, an article."""

from __future__ import annotations

from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.schema.kinds.project import ProjectFields
from nexus_core.write.outputs.base import without_empty
from nexus_core.write.outputs.site import Site
from nexus_core.write.structured_data.person import author
from nexus_core.write.structured_data.terms import term
from nexus_core.write.structured_data.website import Thing, part_of_site


def groups_others(note: Note, portfolio: Portfolio) -> bool:
    """Return whether a note is the index of a folder of notes, which lists don't show."""
    if not note.is_index or (not note.kind.nested and note.folder != note.kind.folder):
        return False
    folder = portfolio.folders[note.kind].find(note.folder)
    return note.folder == note.kind.folder or bool(folder and not folder.is_leaf)


def work(note: Note, portfolio: Portfolio, site: Site) -> Thing:
    """Return a note that a list shows, with the skills that it shows as what it is about."""
    url = site.page(note.path)
    fields = note.fields
    return without_empty(
        {
            "@type": _type(note),
            "@id": f"{url}#work",
            "url": url,
            "mainEntityOfPage": url,
            "name": note.title,
            "headline": note.title if note.kind.schema_type.endswith("Article") else None,
            "description": note.description,
            "image": site.file(fields.image) if fields.image else None,
            "inLanguage": site.language,
            "author": author(portfolio, site),
            "datePublished": str(note.dates.created) if note.dates else None,
            "dateModified": str(note.dates.updated or note.dates.created) if note.dates else None,
            "keywords": ", ".join(fields.tags or ()),
            "about": [term(skill, portfolio, site) for skill in portfolio.shown_skills(note)],
            "isPartOf": part_of_site(site),
            **(_of_project(fields) if isinstance(fields, ProjectFields) else {}),
        }
    )


def _type(note: Note) -> str:
    if isinstance(note.fields, ProjectFields) and note.fields.repo:
        return "SoftwareSourceCode"
    return note.kind.schema_type


def _of_project(fields: ProjectFields) -> Thing:
    return {
        "codeRepository": fields.repo,
        "creativeWorkStatus": fields.status,
        # An interval with an open end, https://schema.org/temporalCoverage.
        "temporalCoverage": f"{fields.start}/{fields.end or '..'}" if fields.start else None,
    }
