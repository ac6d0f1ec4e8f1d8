"""What every component is made of: options, what can be wrong with them in this portfolio, and what it writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from markupsafe import Markup
from pydantic import BaseModel, ConfigDict

from nexus_core.model.portfolio import Portfolio
from nexus_core.read.yaml_block import Location
from nexus_core.write.markup import Place


class Options(BaseModel):
    """The options of a component; what it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Fault(NamedTuple):
    """What is wrong with an option that is well-formed, and names what this portfolio doesn't have."""

    location: Location
    """The way to the option's value."""
    code: str
    message: str
    hint: str
    part: tuple[int, int] = (0, 0)
    """Where in the value it begins, and how wide it is there; 0 wide for all of the value."""


@dataclass(frozen=True)
class Component:
    """One component: its name in directives, its options, and what writes its Markdown."""

    name: str
    summary: str
    """What it shows, in a few words."""
    options: type[Options]
    render: Callable[[Any, Place], Markup]
    faults: Callable[[Any, Portfolio], Iterable[Fault]] = lambda options, portfolio: ()
    """Returns what is wrong with options beside the notes."""
