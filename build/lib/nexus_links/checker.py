"""Checks every reference of a built site, and reports each fault once, at the line of source to fix."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from nexus_core.problems.problem import Problem, Severity, Span
from nexus_core.read.written_links import SourceText
from nexus_links.addresses import WEB, Fault, cleaned, scheme_of, to_replace
from nexus_links.built_site import BuiltSite
from nexus_links.failed_links import failed_links
from nexus_links.findings import Findings, OutsideLink
from nexus_links.hints import Hints
from nexus_links.html_page import Reference
from nexus_links.link_rules import LinkRules
from nexus_links.placeholders import placeholder_in
from nexus_links.portfolio_links import link_problems
from nexus_links.project import Project
from nexus_links.snippets import includes
from nexus_links.source_locator import SourceLocator, SourcePlace
from nexus_links.static_files import references_in
from nexus_links.suppressions import Suppression, applied, beside, configured
from nexus_links.yaml_links import FrontText, links_in_front_matter, links_in_settings, own_addresses_in

_TEMPLATES = (".html", ".htm", ".xml", ".txt")


def check(project: Project) -> Findings:
    """Check a project's built site."""
    return _Check(project).run()


class _Check:
    """One check: the problems and outside links found so far."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._site = BuiltSite(project.site, project.site_url, project.deployments)
        self._locator = SourceLocator(project, self._site)
        self._hints = Hints(project, self._site)
        self._rules = LinkRules(project, self._site)
        self._problems: dict[tuple[int, int, int, str, str], Problem] = {}
        self._outside: dict[tuple[str, int, int, str], OutsideLink] = {}
        self._found: dict[tuple[str, str, str], list[Fault | None]] = {}

    def run(self) -> Findings:
        for page in filter(self._is_own, self._site.pages):
            self._check_page(page)
        for path in filter(self._is_own, sorted(self._site.files)):
            for reference in references_in(self._site, path):
                # Where a picture is drawn into a page, its links lead to places of that page.
                if reference.tag != "a" or reference.value[:1] != "#" or self._rules.is_opened(path):
                    self._check_reference(path, reference)
        self._place_all()
        self._check_sources()
        suppressions = list(self._suppressions())
        for link in self._outside.values():
            # Whether links to other sites work isn't known here, so a suppression of one counts as used.
            for suppression in suppressions:
                suppression.used |= suppression.covers(link.place.path, link.place.span.line, link.place.written)
        problems = applied(self._problems.values(), suppressions)
        return Findings(
            sorted(problems, key=lambda problem: problem.order),
            sorted(self._outside.values(), key=lambda link: (link.place.path, link.place.span)),
            len(self._site.pages),
            suppressions,
        )

    def _is_own(self, path: str) -> bool:
        """Return whether a file of the site is the project's, and no template that was only copied.

        What a theme brings isn't its author's to fix.
        """
        source = self._locator.source_of(path)
        if source.startswith("/"):
            return False
        is_copied = source.endswith(_TEMPLATES) and path.endswith(_TEMPLATES) and self._project.config_paths
        return not is_copied or not (source in self._project.templates or self._site.is_template(path))

    def _check_page(self, page: str) -> None:
        document = self._site.document(page)
        for reference in document.references:
            self._check_reference(page, reference)
        for message in document.broken_data:
            fault = Fault("invalid-json-ld", f"the structured data can't be read: {message}")
            self._add(fault, self._whole(page), "")

    def _check_reference(self, page: str, reference: Reference) -> None:
        fault, target = self._rules.check(page, reference)
        if fault and fault.code == "empty-link" and page == "404.html" and not self._locator.source_of(page):
            return  # a template has no page there whose address it could give
        outside = target is not None and not target.is_own and scheme_of(target.address) in WEB
        if fault or outside:
            address = f"{target.address}#{target.fragment}" if target and target.fragment else ""
            address = address or (target.address if target else reference.value)
            key = (page, reference.value, address)
            self._found.setdefault(key, []).append(fault)

    def _place_all(self) -> None:
        """Find the source of each reference that is broken or leads outside."""
        shared: dict[str, list[SourcePlace]] = {}
        pages = Counter(address for _, _, address in self._found)
        for (page, value, address), found in self._found.items():
            places = self._locator.in_page(page, value, address, len(found)) or self._by_base(page, value)
            if not places:
                # What isn't in the page's source is written once for all pages, as in a template.
                if address not in shared:
                    shared[address] = self._locator.elsewhere(value, address, page) or [
                        self._by_macro(page, value) if pages[address] == 1 else self._whole(page, value)
                    ]
                places = shared[address]
            wrong = next((fault for fault in found if fault), None)
            # As often in the source as in the page: match them one to one.
            each = found if len(found) == len(places) else [wrong] * len(places)
            for place, fault in zip(places, each, strict=True):
                if fault:
                    if place.span == Span(1) and value.startswith("#"):
                        # A theme's own link, such as the one that skips to a heading that a template leaves out.
                        fault = fault._replace(severity=Severity.ADVICE)  # noqa: PLW2901
                    improved = self._hints.improved(fault, value, address, self._locator.uri_of(page))
                    self._add(improved, place, value)
                else:
                    self._add_outside(address, place)

    def _by_macro(self, page: str, value: str) -> SourcePlace:
        """Return a macro of a page for what is written nowhere; without one, the page as a whole."""
        source = self._locator.source_of(page)
        called = self._locator.macros(page, source) if source else iter(())
        return next(called, None) or self._whole(page, value)

    def _by_base(self, page: str, value: str) -> list[SourcePlace]:
        """Return the `<base>` of a page, if an address would work without it."""
        if not page.endswith((".html", ".htm")) or not self._site.document(page).base:
            return []
        try:
            target = self._site.target(cleaned(value), self._site.address_of(page))
        except ValueError:
            return []
        is_right = target.is_own and not isinstance(self._site.file_at(target), Fault)
        return self._locator.base_of(page) if is_right else []

    def _check_sources(self) -> None:
        """Find faults in the sources themselves: links that stay text, missing includes, duplicate ids."""
        for page in self._site.pages:
            source = self._locator.source_of(page)
            if not source:
                continue
            for path in self._locator.included_by(source):
                self._check_source(path, page)
            self._check_ids(page, source)
        for text in map(self._locator.text, self._project.config_paths):
            self._check_settings(text)
        if self._project.portfolio:
            self._add_unless_reported(link_problems(self._project.portfolio, self._project.root))

    def _add_unless_reported(self, problems: Iterable[Problem]) -> None:
        """Add problems found by reading notes, unless the same place was already reported."""
        reported = defaultdict(list)
        for problem in self._problems.values():
            reported[problem.path, problem.span.line].append(problem.span)
        for problem in problems:
            if not any(_overlap(problem.span, span) for span in reported[problem.path, problem.span.line]):
                self._problems[(*problem.span, problem.path, problem.target)] = problem

    def _check_settings(self, text: SourceText) -> None:
        for written in links_in_settings(text):
            # A plugin may have changed the settings.
            if written.value in self._project.settings:
                self._check_field("", self._locator.place(text, written))
        # Links of pages to the site's own host are never placeholders, so the settings are checked here.
        for written in own_addresses_in(text):
            part = placeholder_in(written.value)
            if part:
                self._add(to_replace(part), self._locator.place(text, written), written.value)

    def _check_source(self, path: str, page: str) -> None:
        text = self._locator.text(path)
        if not text.is_markdown:
            return
        self._check_prose(text, page)
        if self._project.portfolio and text.front_end:
            self._check_prose(FrontText(path, text.text), page)
        for include in includes(text, self._project.snippet_folders or ()):
            if self._project.snippet_folders is not None and (include.file is None or include.missing_part):
                what = f"section '{include.missing_part}'" if include.missing_part else "file"
                fault = Fault("missing-snippet", f"there is no {what} for the snippet '{include.name}'")
                span = text.span(include.offset, len(include.name))
                self._add(fault, SourcePlace(path, span, text.line(span), include.name), include.name)
        for written in links_in_front_matter(text, self._project.link_fields):
            self._check_field(page, self._locator.place(text, written))

    def _check_prose(self, text: SourceText, page: str) -> None:
        """Find text of a page that was meant to be a link."""
        for failed in failed_links(text, self._site.document(page).shown):
            span = text.span(failed.offset, len(failed.written.split("\n")[0]))
            place = SourcePlace(text.path, span, text.line(span), failed.written)
            self._add(failed.fault, place, failed.written)

    def _check_field(self, page: str, place: SourcePlace) -> None:
        """Check a link in front matter or settings, which may name a source file."""
        path, _, fragment = cleaned(place.written).partition("#")
        source = self._locator.named(page, path)
        if source and source.is_built:
            # Without a host, since the site may have none.
            address = urlsplit(self._site.address_of(source.destination)).path + (
                f"#{fragment}" if fragment else ""
            )
            fault, target = self._rules.check(page, Reference(address, "front matter", "href", None))
        else:
            # MkDocs accepts both separators in its settings.
            value = place.written if page else place.written.replace("\\", "/")
            fault, target = self._rules.check(page, Reference(value, "front matter", "href", None))
        if fault:
            address = target.address if target else ""
            improved = self._hints.improved(fault, place.written, address, self._locator.uri_of(page))
            self._add(improved, place, place.written)
        elif target and not target.is_own and scheme_of(target.address) in WEB:
            self._add_outside(target.address, place)

    def _add_outside(self, address: str, place: SourcePlace) -> None:
        key = (place.path, place.span.line, place.span.column, address)
        self._outside.setdefault(key, OutsideLink(address, place))

    def _check_ids(self, page: str, source: str) -> None:
        """Find ids that the author gave twice; generated ones are ignored."""
        for name, count in self._site.document(page).ids.items():
            place = (
                self._locator.second_id(source, name) if count > 1 and self._rules.is_linked(page, name) else None
            )
            if place:
                message = f"duplicate id '{name}' on this page: links lead to the first one"
                self._add(Fault("duplicate-id", message, "give one of them another id"), place, f"#{name}")

    def _add(self, fault: Fault, place: SourcePlace, target: str) -> None:
        problem = Problem(
            path=place.path,
            span=place.span,
            code=fault.code,
            message=fault.message,
            hint=fault.hint,
            severity=fault.severity,
            target=place.written or target,
            source_line=place.source_line,
        )
        self._problems.setdefault((*place.span, place.path, problem.target), problem)

    def _whole(self, page: str, value: str = "") -> SourcePlace:
        """The page as a whole, for what is in none of its sources."""
        # What a plugin or the theme generates comes from the settings.
        path = self._locator.source_of(page) or next(iter(self._project.config_paths), page)
        text = self._locator.text(path)
        return SourcePlace(path, Span(1), text.line(Span(1)), value)

    def _suppressions(self) -> Iterator[Suppression]:
        paths = {
            source.path
            for source in self._project.sources.values()
            if source.path.endswith((".md", ".css", ".html"))
        }
        included = {path for source in sorted(paths) for path in self._locator.included_by(source)}
        for path in sorted(included):
            yield from beside(self._locator.text(path))
        settings = [self._locator.text(path) for path in self._project.config_paths]
        for text in settings:
            yield from beside(text)
        for entry in self._project.ignored:
            named = {entry.get(name) for name in ("pattern", "path", "code")}
            holding = [text for text in settings if any(written.value in named for written in text.links)]
            yield from configured((holding or settings)[0], [entry])


def _overlap(one: Span, other: Span) -> bool:
    """Return whether two places on one line share a character."""
    return one.column < other.column + other.width and other.column < one.column + one.width
