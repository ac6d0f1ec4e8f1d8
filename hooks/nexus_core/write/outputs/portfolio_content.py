"""What `portfolio.json` says of a portfolio: the document that its schema describes, filled in."""

from __future__ import annotations

from collections.abc import Iterator

from nexus_core.model.catalogue import Skill
from nexus_core.model.evidence import Evidence
from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.model.steps import STEPS
from nexus_core.schema.kinds.challenge import ChallengeFields
from nexus_core.schema.kinds.page import Programme
from nexus_core.write.outputs.portfolio_document import (
    NOTE_MODELS,
    SCHEMA_VERSION,
    CatalogueDocument,
    CategoryDocument,
    EvidenceDocument,
    NoteDocument,
    PictureDocument,
    PortfolioDocument,
    ProfileDocument,
    ProgrammeDocument,
    RelationDocument,
    SampleDocument,
    SiteDocument,
    SkillDocument,
    StepDocument,
    own_fields,
)
from nexus_core.write.outputs.site import Site


def document(portfolio: Portfolio, site: Site) -> PortfolioDocument:
    """Return the portfolio in the shape in which it is published, in the order that the model gives everything."""
    categories = tuple(
        CategoryDocument(
            name=category.name,
            type=category.type,
            skills=tuple(_skill(skill, portfolio, site) for skill in category.skills),
        )
        for category in portfolio.catalogue.categories
    )
    return PortfolioDocument(
        schema_version=SCHEMA_VERSION,
        site=SiteDocument(name=site.name, url=site.url or None),
        profile=_profile(portfolio, site),
        programme=_programme(portfolio),
        goals=portfolio.goals,
        experience=portfolio.experience,
        education=portfolio.education,
        certificates=portfolio.certificates,
        languages=portfolio.languages,
        steps=tuple(StepDocument(name=step.name, label=step.label, rule=step.rule) for step in STEPS),
        catalogue=CatalogueDocument(path=portfolio.catalogue.path or None, categories=categories),
        notes=tuple(note_document(note, portfolio, site) for note in portfolio.notes.values()),
        relations=tuple(_relations(portfolio)),
    )


def note_document(note: Note, portfolio: Portfolio, site: Site) -> NoteDocument:
    """Return one note in the shape in which it is published."""
    fields = note.fields
    # The values are those of a note that was checked when it was read: they can't be checked again without it.
    return NOTE_MODELS[note.kind.name].model_construct(
        path=note.path,
        kind=note.kind.name,
        url=site.page(note.path),
        title=note.title,
        description=fields.description,
        dates=note.dates,
        skills=fields.skills,
        tags=fields.tags or (),
        image=PictureDocument(url=site.file(fields.image), alt=fields.image_alt or "") if fields.image else None,
        weight=fields.weight,
        after=portfolio.read_before.get(note.path, ()),
        start_here=fields.start_here,
        aliases=fields.aliases,
        minutes=note.minutes,
        links_to=_links(note, portfolio),
        linked_from=tuple(other.path for other in portfolio.linked_from(note)),
        samples=tuple(
            SampleDocument(
                line=sample.line,
                language=sample.language,
                what=run.what,
                versions=run.versions,
                when=run.when,
                commit=run.commit,
            )
            for sample, run in note.runs
        ),
        **{name: getattr(fields, name) for name in own_fields(note.kind)},
    )


def _skill(skill: Skill, portfolio: Portfolio, site: Site) -> SkillDocument:
    return SkillDocument(
        name=skill.name,
        slug=skill.slug,
        url=site.page(portfolio.page_of(skill)),
        aliases=skill.aliases,
        implies=tuple(other.name for other in portfolio.catalogue.implied_by(skill)),
        level=skill.level or None,
        same_as=skill.same_as or None,
        step=portfolio.step(skill).name,
        evidence=tuple(_evidence(item, site) for item in portfolio.evidence[skill]),
    )


def _evidence(item: Evidence, site: Site) -> EvidenceDocument:
    anchor = item.quote.anchor if item.quote else ""
    return EvidenceDocument(
        note=item.note.path,
        kind=item.kind,
        through=item.through.name if item.through else None,
        shown_by=item.shown_by,
        quote=item.quote.text if item.quote else None,
        url=site.page(item.path) + (f"#{anchor}" if anchor else ""),
    )


def _profile(portfolio: Portfolio, site: Site) -> ProfileDocument:
    profile = portfolio.profile
    return ProfileDocument(
        name=profile.name,
        headline=profile.headline,
        summary=profile.summary,
        portrait=site.file(profile.portrait) if profile.portrait else None,
        contacts=profile.contacts,
    )


def _programme(portfolio: Portfolio) -> ProgrammeDocument:
    programme: Programme | None = portfolio.profile.programme
    return ProgrammeDocument(
        name=programme.name if programme else None,
        length=programme.length if programme else None,
        pace=programme.pace if programme else None,
        phases=portfolio.phases,
    )


def _relations(portfolio: Portfolio) -> Iterator[RelationDocument]:
    for skill in portfolio.catalogue.skills:
        for item in portfolio.shown(skill):
            through = item.through.name if item.through else None
            yield RelationDocument(type="shows", source=item.note.path, target=skill.name, through=through)
    for note in portfolio.notes.values():
        project = note.fields.project if isinstance(note.fields, ChallengeFields) else None
        if project in portfolio.notes:
            yield RelationDocument(type="belongs-to", source=note.path, target=project)
        for path in _links(note, portfolio):
            yield RelationDocument(type="links-to", source=note.path, target=path)
    for skill in portfolio.catalogue.skills:
        for other in portfolio.catalogue.implied_by(skill):
            yield RelationDocument(type="implies", source=skill.name, target=other.name)


def _links(note: Note, portfolio: Portfolio) -> tuple[str, ...]:
    return tuple(path for path in portfolio.links_of(note) if path in portfolio.notes)
