"""The `nexus` command: one module for each of its commands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.metadata import distributions

import click

from nexus_cli.check import check
from nexus_cli.diff import diff
from nexus_cli.export import export
from nexus_cli.import_readme import import_
from nexus_cli.init import init
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


COMMANDS: Mapping[str, Sequence[click.Command]] = {
    "To begin": (init, import_),
    "While you write": (new, mv, check, query),
    "After a change": (samples, readme, schema),
    "Before you publish": (links, diff),
    "To hand on": (export,),
}
"""The commands by when they are needed, as the help lists them."""


class _Groups(click.Group):
    """Lists the commands by when they are needed."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write a section for each group."""
        for title, commands in COMMANDS.items():
            with formatter.section(title):
                limit = formatter.width - 12
                formatter.write_dl(
                    [(str(each.name), each.get_short_help_str(limit)) for each in commands], col_max=8
                )


@click.group(cls=_Groups, context_settings=CONTEXT)
@click.version_option(package_name=_PACKAGE, prog_name="nexus")
def main() -> None:
    """Tools for the notes of a learning portfolio.

    Every command but init works on the portfolio around the current folder, or on the one given by --root.
    """


for _command in (command for commands in COMMANDS.values() for command in commands):
    main.add_command(_command)
