"""Makes a build fit to be opened from the file system, where browsers allow less than on a server."""

from __future__ import annotations

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig

SHIM = "assets/javascripts/iframe-worker.js"


def prepare_for_files(config: MkDocsConfig) -> None:
    """Let the search run without workers, and leave out what needs a server.

    Material's plugin would fetch its stand-in for workers from another origin. Instant navigation needs requests,
    and module scripts are refused where files have no origin: pages are loaded plainly, and cards not filtered.
    """
    config.extra["polyfills"] = [SHIM]
    features = config.theme["features"]
    config.theme["features"] = [name for name in features if not name.startswith("navigation.instant")]
    config.extra_javascript = [
        script
        for script in config.extra_javascript
        if not (isinstance(script, ExtraScriptValue) and script.type == "module")
    ]
