"""The component `profile`: who the portfolio is about, and the programme behind it, each in one line."""

from __future__ import annotations

from markupsafe import Markup
from pydantic import Field, StrictBool

from nexus_core.write.components.base import Component, Options
from nexus_core.write.markup import Place, render


class ProfileOptions(Options):
    """The options of `profile`."""

    programme: StrictBool = Field(True, description="with the programme, its length and its phases")


def profile(options: ProfileOptions, place: Place) -> Markup:
    """Return the profile's lines; what the profile doesn't hold leaves no gap."""
    portfolio = place.portfolio
    programme = portfolio.profile.programme if options.programme else None
    return render(
        "components/profile.md.j2",
        place,
        profile=portfolio.profile,
        programme=programme,
        phases=[phase for phase in portfolio.phases if phase.length] if programme else [],
    )


COMPONENT = Component("profile", "who this is, and the programme behind it", ProfileOptions, profile)
