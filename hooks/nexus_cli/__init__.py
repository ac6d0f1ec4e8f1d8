"""The `nexus` command: one module for each of its commands."""

from __future__ import annotations

from importlib.metadata import distributions

import click

from nexus_cli.check import check
from nexus_cli.cv import cv
from nexus_cli.diff import diff
from nexus_cli.export import export
from nexus_cli.import_readme import import_
from nexus_cli.links import links
from nexus_cli.mv import mv
from nexus_cli.new import new
from nexus_cli.query import query
from nexus_cli.readme import readme
from nexus_cli.samples import samples
from nexus_cli.schema import schema

_PACKAGE = next((d.name for d in distributions(name="nexus-links")), "alx-project-nexus")
"""The package that was installed: the link checker alone, or the portfolio."""

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=CONTEXT)
@click.version_option(package_name=_PACKAGE, prog_name="nexus")
def main() -> None:
    """Tools for the notes of a learning portfolio.

    Every command works on the portfolio around the current folder, or on the one given by --root.
    """


for command in (check, cv, diff, export, import_, links, mv, new, query, readme, samples, schema):
    main.add_command(command)
