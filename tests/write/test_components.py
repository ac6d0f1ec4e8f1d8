"""Golden cases of every component: notes go in, the Markdown that stands in the place of the directive comes out.

A case in `components/<name>.yaml` has the `notes` of its file and its own (a path and its text), and the `options`
of the directive, which stands alone on the page `docs/here.md` unless the case gives that page itself. What comes
out is the `problems`, none if they aren't given, and either the `markdown` or, where any new field or component
would change that, texts that it `shows`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from pkgutil import iter_modules

import pytest
import yaml

from nexus_core.checks import check_portfolio
from nexus_core.model.loading import load
from nexus_core.write import components
from nexus_core.write.components import COMPONENTS
from nexus_core.write.markup import GUARD
from nexus_core.write.pages import pages
from nexus_core.write.view import View
from support.small_sites import repository_in, write

FOLDER = Path(__file__).parent / "components"
PAGE = "docs/here.md"


@dataclass(frozen=True)
class Case:
    """One golden case."""

    component: str
    name: str
    notes: dict[str, str]
    options: str = ""
    markdown: str | None = None
    shows: list[str] = field(default_factory=list)
    problems: str = ""

    def __str__(self) -> str:
        return f"{self.component}: {self.name}"


def cases() -> Iterator[Case]:
    for path in sorted(FOLDER.glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        shared = content.get("notes", {})
        for name, given in content["cases"].items():
            yield Case(path.stem, name, **{**given, "notes": {**shared, **given.get("notes", {})}})


@pytest.mark.parametrize("case", list(cases()), ids=str)
def test_a_component_writes_the_markdown_of_its_golden_case(case: Case, tmp_path: Path) -> None:
    directive = " ".join(filter(None, ("nexus/" + case.component, case.options)))
    loaded = load(repository_in(write(tmp_path, {PAGE: f"# Here\n\n<!-- {directive} -->\n", **case.notes})))
    written = pages(View(loaded.portfolio))[PAGE].compose().partition(str(GUARD))[2].strip()
    assert "\n\n".join(problem.render() for problem in check_portfolio(loaded)) == case.problems.strip()
    assert [text for text in case.shows if text.strip() not in written] == []
    assert case.markdown is None or written == case.markdown.strip()
    assert case.problems or case.shows or case.markdown is not None, "say what comes out"


@pytest.mark.parametrize("module", [module.name for module in iter_modules(components.__path__)])
def test_a_component_has_its_template_beside_it(module: str) -> None:
    if module != "base":
        assert Path(components.__path__[0], f"{module}.md.j2").is_file()


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_has_all_that_is_asked_of_one(name: str) -> None:
    component = COMPONENTS[name]
    assert component.summary
    assert (FOLDER / f"{name}.yaml").is_file(), "give it a golden case"
    undescribed = [field for field, info in component.options.model_fields.items() if not info.description]
    assert undescribed == []


def test_every_golden_case_is_of_a_component() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == COMPONENTS.keys()
