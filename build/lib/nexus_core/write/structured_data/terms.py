"""Skills as the terms that they are: each defined on its page, all of them in the catalogue."""

from __future__ import annotations

from nexus_core.model.catalogue import Skill
from nexus_core.model.portfolio import Portfolio
from nexus_core.write.outputs.base import without_empty
from nexus_core.write.outputs.site import Site
from nexus_core.write.structured_data.website import Thing


def term(skill: Skill, portfolio: Portfolio, site: Site) -> Thing:
    """Return a skill, with the thing in the world that the catalogue says it is."""
    url = site.page(portfolio.page_of(skill))
    return without_empty(
        {
            "@type": "DefinedTerm",
            "@id": _id(skill, portfolio, site),
            "name": skill.name,
            "alternateName": list(skill.aliases),
            "url": url,
            "sameAs": skill.same_as,
            "inDefinedTermSet": _set_id(portfolio, site),
        }
    )


def term_set(portfolio: Portfolio, site: Site) -> Thing:
    """Return the catalogue with its skills."""
    return {
        "@type": "DefinedTermSet",
        "@id": _set_id(portfolio, site),
        "url": site.page(portfolio.catalogue.path),
        "name": portfolio.notes[portfolio.catalogue.path].title,
        "hasDefinedTerm": [
            {"@type": "DefinedTerm", "@id": _id(skill, portfolio, site), "name": skill.name}
            for skill in portfolio.catalogue.skills
        ],
    }


def _id(skill: Skill, portfolio: Portfolio, site: Site) -> str:
    name = "skill" if portfolio.has_page(skill) else skill.slug
    return f"{site.page(portfolio.page_of(skill))}#{name}"


def _set_id(portfolio: Portfolio, site: Site) -> str:
    return f"{site.page(portfolio.catalogue.path)}#catalogue"
