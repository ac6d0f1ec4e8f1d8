"""Of this portfolio alone: another author replaces this file. The role it is held against."""

from __future__ import annotations

from nexus_core.model.loading import load
from nexus_core.schema.kinds.page import PageFields
from support.small_sites import ROOT, repository_in


def test_the_repository_wants_what_its_author_names_and_no_more() -> None:
    portfolio = load(repository_in(ROOT)).portfolio
    role = portfolio.notes["docs/roles/senior-backend-developer.md"].fields_as(PageFields).role
    assert role
    technologies = {s.name for c in portfolio.catalogue.categories if c.type == "technologies" for s in c.skills}
    names = {
        *technologies,
        *("API design", "Database optimization", "Security implementation", "Caching strategies"),
        *("Real-time communication", "Message queuing", "NoSQL database design"),
        *("Microservices architecture", "Container orchestration", "GraphQL implementation"),
    }
    assert {entry.name for entry in role.skills} == names
