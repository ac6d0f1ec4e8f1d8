"""`resume.json`: the portfolio as a JSON Resume 1.0.0, which other people's themes and programs read.

As on the CV page, a skill stands there only if a note shows it. Nothing is made up to fill a field: the schema
(https://jsonresume.org/schema) asks for none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.schema.kinds import PROJECT
from nexus_core.schema.kinds.page import Phase
from nexus_core.schema.kinds.project import ProjectFields
from nexus_core.schema.resume_fields import Certificate, Job
from nexus_core.write.outputs.base import Output, without_empty
from nexus_core.write.outputs.site import Site
from nexus_core.write.view import View

PATH = "resume.json"

_Part: TypeAlias = dict[str, Any]

_SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
_MONTH = re.compile(r"[12]\d{3}-\d\d")
"""The schema's dates begin with the year 1000 and end with 2999."""


def write(view: View, site: Site) -> str:
    """Return the résumé as JSON; addresses of the site are in it only where they are known in full."""
    portfolio = view.portfolio
    resume = {
        "$schema": _SCHEMA,
        "basics": _basics(portfolio, site),
        "work": [_job(job) for job in portfolio.experience],
        "education": list(_education(portfolio)),
        "certificates": [_certificate(each) for each in portfolio.certificates],
        "projects": [_project(note, portfolio, site) for note in portfolio.entries(PROJECT) if _is_begun(note)],
        "skills": list(_skills(portfolio)),
        "languages": [
            without_empty({"language": each.name, "fluency": each.level}) for each in portfolio.languages
        ],
        "meta": without_empty({"version": "v1.0.0", "canonical": site.file(PATH) if site.url else None}),
    }
    return json.dumps(without_empty(resume), indent=2, ensure_ascii=False) + "\n"


OUTPUT = Output(PATH, write)


def _basics(portfolio: Portfolio, site: Site) -> _Part:
    profile = portfolio.profile
    return without_empty(
        {
            "name": profile.name,
            "label": profile.headline,
            "image": site.file(profile.portrait) if profile.portrait and site.url else None,
            "email": next((contact.email for contact in profile.contacts if contact.email), None),
            "phone": next((contact.phone for contact in profile.contacts if contact.phone), None),
            "url": site.page("docs/index.md") if site.url else None,
            "summary": profile.summary,
            "profiles": [
                without_empty({"network": contact.label, "username": contact.text, "url": contact.url})
                for contact in profile.contacts
                if contact.web_address
            ],
        }
    )


def _job(job: Job) -> _Part:
    return without_empty(
        {
            "name": job.organisation,
            "position": job.title,
            "url": job.url,
            "startDate": _month(job.start),
            "endDate": _month(job.end),
            "summary": job.summary,
            "highlights": list(job.highlights),
        }
    )


def _certificate(certificate: Certificate) -> _Part:
    """Return a certificate; the schema has no place for its credential's id, and takes further properties."""
    return without_empty(
        {
            "name": certificate.title,
            "date": _month(certificate.date),
            "url": certificate.url,
            "issuer": certificate.issuer,
            "credentialId": certificate.credential_id,
            "skills": list(certificate.skills),
        }
    )


def _education(portfolio: Portfolio) -> Iterator[_Part]:
    """Yield the author's education, then the programme by its own name: it names no institution and no degree."""
    for each in portfolio.education:
        yield without_empty(
            {
                "institution": each.institution,
                "url": each.url,
                "studyType": each.title,
                "startDate": _month(each.start),
                "endDate": _month(each.end),
            }
        )
    programme, phases = portfolio.profile.programme, portfolio.phases
    if programme:
        yield without_empty(
            {
                "institution": programme.name,
                "studyType": ", ".join(filter(None, (programme.length, programme.pace))),
                "startDate": _month(min((phase.start for phase in phases if phase.start), default=None)),
                "endDate": _month(phases[-1].end) if phases else None,
                "courses": [_course(phase) for phase in phases],
            }
        )


def _course(phase: Phase) -> str:
    return f"{phase.title} ({phase.length})" if phase.length else phase.title


def _is_begun(note: Note) -> bool:
    """Return whether a project has something to show: a résumé has no status for one that is planned."""
    return note.fields_as(ProjectFields).status != "planned"


def _project(note: Note, portfolio: Portfolio, site: Site) -> _Part:
    fields = note.fields_as(ProjectFields)
    return without_empty(
        {
            "name": note.title,
            "description": note.description,
            "highlights": list(fields.highlights),
            "keywords": [skill.name for skill in portfolio.shown_skills(note)],
            "startDate": _month(fields.start),
            "endDate": _month(fields.end),
            # The note's page leads to the other two, and shows the evidence for each line.
            "url": site.page(note.path) if site.url else fields.demo or fields.repo,
            "roles": [fields.role] if fields.role else [],
        }
    )


def _skills(portfolio: Portfolio) -> Iterator[_Part]:
    """Yield a category with its skills, and each skill with a level by itself: the level is that skill's alone."""
    for category in portfolio.catalogue.categories:
        shown = [skill for skill in category.skills if portfolio.shown(skill)]
        for skill in shown:
            if skill.level:
                yield {"name": skill.name, "level": skill.level}
        if plain := [skill.name for skill in shown if not skill.level]:
            yield {"name": category.name, "keywords": plain}


def _month(month: str | None) -> str | None:
    return month if month and _MONTH.fullmatch(month) else None
