"""Who the portfolio is about, with the skills that notes show, and the programme behind it."""

from __future__ import annotations

import re

from nexus_core.model.portfolio import Portfolio
from nexus_core.schema.resume_fields import Certificate
from nexus_core.write.outputs.base import without_empty
from nexus_core.write.outputs.site import Site
from nexus_core.write.structured_data.terms import term
from nexus_core.write.structured_data.website import Thing, home

_LENGTH = re.compile(r"(\d+)[ -](day|week|month|year)s?", re.IGNORECASE)


def author(portfolio: Portfolio, site: Site) -> Thing:
    """Return the person as what a work names its author by; the name is left out until the profile has one."""
    return without_empty(
        {
            "@type": "Person",
            "@id": f"{home(site)}#author",
            "name": portfolio.profile.name,
            "url": home(site),
        }
    )


def profile_page(portfolio: Portfolio, site: Site) -> Thing:
    """Return the properties of a page that is about the person.

    The programme is mentioned, no more: that it is an organisation, or gives a credential, is nowhere said.
    """
    profile = portfolio.profile
    known = [skill for skill in portfolio.catalogue.skills if portfolio.shown(skill)]
    person = author(portfolio, site) | without_empty(
        {
            "description": profile.summary or profile.headline,
            "image": site.file(profile.portrait) if profile.portrait else None,
            "sameAs": [contact.web_address for contact in profile.contacts if contact.web_address],
            "knowsAbout": [term(skill, portfolio, site) for skill in known],
            "knowsLanguage": [language.name for language in portfolio.languages],
            "worksFor": [
                _organisation("Organization", job.organisation, job.url)
                for job in portfolio.experience
                if job.organisation and job.start and not job.end
            ],
            "alumniOf": [
                _organisation("EducationalOrganization", each.institution, each.url)
                for each in portfolio.education
                if each.end
            ],
            "hasCredential": [_credential(each, portfolio, site) for each in portfolio.certificates],
        }
    )
    return without_empty({"mainEntity": person, "mentions": _programme(portfolio)})


def _organisation(kind: str, name: str, url: str | None) -> Thing:
    return without_empty({"@type": kind, "name": name, "url": url})


def _credential(certificate: Certificate, portfolio: Portfolio, site: Site) -> Thing:
    skills = portfolio.find_skills(certificate.skills)
    return without_empty(
        {
            "@type": "EducationalOccupationalCredential",
            "name": certificate.title,
            "recognizedBy": _organisation("Organization", certificate.issuer, None) if certificate.issuer else None,
            "dateCreated": certificate.date,
            "url": certificate.url,
            "identifier": certificate.credential_id,
            "competencyRequired": [term(skill, portfolio, site) for skill in skills],
        }
    )


def _programme(portfolio: Portfolio) -> Thing:
    programme = portfolio.profile.programme
    if not programme:
        return {}
    length = _LENGTH.fullmatch(programme.length or "")
    return without_empty(
        {
            "@type": "EducationalOccupationalProgram",
            "name": programme.name,
            "description": ", ".join(filter(None, (programme.length, programme.pace))),
            # A duration, https://en.wikipedia.org/wiki/ISO_8601#Durations.
            "timeToComplete": f"P{length[1]}{length[2][0].upper()}" if length else None,
        }
    )
