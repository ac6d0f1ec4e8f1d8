"""The components that a note can place with a comment directive, and what runs them.

A component is a file beside this one: its options as a model, a function from options and place to Markdown,
and the template that the function fills. Adding one is a new file and a line in `COMPONENTS`.
"""

from __future__ import annotations

from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.problems.problem import Problem, Span
from nexus_core.problems.spelling import did_you_mean
from nexus_core.read.directives import Directive
from nexus_core.read.yaml_block import parse_block
from nexus_core.schema.field_types import References
from nexus_core.schema.validation import validate
from nexus_core.write.components import (
    component_reference,
    contact,
    cv,
    evidence,
    evidence_map,
    evidence_rule,
    field_reference,
    goals,
    notes,
    problem_reference,
    profile,
    role,
    skill_table,
    stats,
    strongest_skills,
    timeline,
)
from nexus_core.write.components.base import Component, Options
from nexus_core.write.markup import GUARD, Place
from nexus_core.write.view import View

COMPONENTS: dict[str, Component] = {
    component.name: component
    for component in (
        skill_table.COMPONENT,
        strongest_skills.COMPONENT,
        evidence_map.COMPONENT,
        *notes.COMPONENTS,
        timeline.COMPONENT,
        goals.COMPONENT,
        evidence.COMPONENT,
        evidence_rule.COMPONENT,
        stats.COMPONENT,
        contact.COMPONENT,
        profile.COMPONENT,
        cv.COMPONENT,
        role.COMPONENT,
        field_reference.COMPONENT,
        component_reference.make(lambda: list(COMPONENTS.values())),
        problem_reference.COMPONENT,
    )
}
"""Every component by the name that directives use."""


def expand(note: Note, view: View) -> str:
    """Return the note's body with every directive replaced by what its component writes.

    A directive with a problem is removed, so that nothing half right is shown.
    """
    directives = note.directives
    if not directives:
        return note.body
    lines = note.body.split("\n")
    for directive in directives:
        component, options, _ = resolve(directive, note.path, view.portfolio)
        markdown = ""
        if component and options:
            place = Place(view, note.path, directive.heading_level + 1)
            markdown = f"{GUARD}\n\n{component.render(options, place)}"
        indented = (f"{directive.indent}{line}".rstrip() for line in markdown.split("\n"))
        # Blank lines around it keep the paragraph before and after from running into it.
        lines[directive.line] = "\n" + "\n".join(indented) + "\n"
    return "\n".join(lines)


def asked_fields(portfolio: Portfolio) -> frozenset[str]:
    """Return the names, in lower case, that the lists of all notes show, sort or choose by."""
    found: set[str] = set()
    for note in portfolio.notes.values():
        for directive in note.directives:
            options = resolve(directive, note.path, portfolio)[1]
            if isinstance(options, notes.NotesOptions):
                found |= options.names
    return frozenset(found)


def resolve(
    directive: Directive, path: str, portfolio: Portfolio
) -> tuple[Component | None, Options | None, list[Problem]]:
    """Return the component that a directive asks for and its options, or what is wrong with either."""
    component = COMPONENTS.get(directive.name)
    if component is None:
        message = f"unknown component '{directive.name}'"
        hint = did_you_mean(directive.name, COMPONENTS) or "the README lists them all"
        span = Span(directive.options.first_line, directive.column, max(1, len(directive.name)))
        problem = Problem(
            path=path,
            span=span,
            code="unknown-component",
            message=message,
            hint=hint,
            source_line=directive.options.whole_line,
        )
        return None, None, [problem]
    block, problems = parse_block(directive.options)
    if problems:
        return component, None, problems
    references = References(path, portfolio.catalogue.find_name, portfolio.catalogue.suggest)
    options, problems = validate(component.options, block, references)
    if options and not problems:
        problems = [
            block.problem_within(*fault[:4], part=fault.part) for fault in component.faults(options, portfolio)
        ]
    return component, None if problems else options, problems
