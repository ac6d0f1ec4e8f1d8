"""Lets only those scripts and styles into a page that the site's templates, or plugins, have put there.

Every element of a template that could act is given a secret attribute when the template is loaded. What a template
has printed without it came with a text (a note, a field of front matter) and is made inert, before other plugins
change the page. What they add after that is theirs. When all are done, the secret is taken out, and the page gets a
Content-Security-Policy with the hashes of the scripts and styles that are left.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from selectolax.lexbor import LexborHTMLParser, LexborNode

from nexus_core.problems.problem import Problem, Span

SETTING = "content_security_policy"

_NAMED = re.compile(r"(?:script|style|font|img|media|frame|connect|worker|manifest)-src|form-action")
_SOURCE = re.compile(r"'[\w+/=-]+'|[\w*.:/-]+", re.ASCII)

_ELEMENT = re.compile(r"<(?:script|style|link|meta)(?=[\s/>])", re.IGNORECASE)
_INERT = {
    "<script": "<script data-from-text type=text/plain",
    "<style": "<style data-from-text type=text/plain",
    "<link": "<link data-from-text",
    "<meta": "<meta data-from-text http-equiv=none",
}
"""What becomes of an element that no template has. Of an attribute that is there twice, the first counts."""

_DATA = re.compile(r'\s+type="(?:application/(?:ld\+)?json|math/tex(?:; mode=display)?)"[\s>]')
"""The beginning of a script that no browser runs, and whose type its readers look for."""
_EXTERNAL = re.compile(r'(?:\s+[a-z-]+(?:="[^"<>]*")?)*?\s+src="(?P<url>https://[\w~.:/?=;%+-]+)"[\s>]', re.ASCII)
"""The attributes of a script of another origin, so plainly written that every browser reads them alike."""

_FRAMED = re.compile(r"s(?=rcdoc\s*=)", re.IGNORECASE)
"""An attribute that holds a page, which would have our origin. In text, a reference looks the same."""

_BEFORE_ALL = re.compile(
    r"(?:\s|<!--(?!-?>).*?--!?>|<!doctype[^>]*>|<html[^>]*>|<head(?:\s[^>]*)?>)*(?:<meta charset=[^>]*>)?",
    re.IGNORECASE | re.DOTALL,
)
"""The beginning of a page that may stand before its policy, which holds for what follows it."""
_POLICY = re.compile(rb"<meta http-equiv=[\"']?Content-Security-Policy\b")

_CODE_TYPES = frozenset({"", "module", "importmap", "text/javascript", "application/javascript"})


def applies_to(config: MkDocsConfig, *, serving: bool) -> bool:
    """Return whether a build's pages get a policy: not without an origin, nor where MkDocs adds its own scripts."""
    offline = getattr(config.plugins.get("material/offline"), "config", {}).get("enabled")
    return not serving and not offline and config.extra.get(SETTING, True) is not False


class ContentSecurity:
    """The policy of one build's pages."""

    def __init__(self, config: MkDocsConfig, *, runs_wasm: bool) -> None:
        """Take the settings, and whether the theme's scripts bring WebAssembly, which can be loaded by them alone.

        Raises:
            PluginError: the settings name sources in a way that can't be relied on.
        """
        self._named = _named_sources(config)
        self._runs_wasm = runs_wasm
        self._mark = f" data-{secrets.token_hex(16)}"
        self._unknown = re.compile(rf"(?:{_ELEMENT.pattern})(?!{self._mark})", re.IGNORECASE)
        self._written: dict[str, str] = {}

    def marked(self, _template: str, source: str, _path: str | None) -> str:
        """Return a template's text with each of its elements that may act marked as the template's own."""
        return _ELEMENT.sub(rf"\g<0>{self._mark}", source)

    def mark_settings(self, env: Environment) -> None:
        """Have the scripts that the settings name marked too: a filter of MkDocs's prints them."""
        script_tag = env.filters["script_tag"]

        @pass_context
        def marked(context: Context, script: object) -> Markup:
            return Markup(self.marked("", str(script_tag(context, script)), None))  # noqa: S704 # what MkDocs has escaped

        env.filters["script_tag"] = marked

    def without_text_elements(self, output: str) -> str:
        """Return a page, as its template has printed it, with what texts have brought made inert."""
        output = self._unknown.sub(self._inert, output)
        return _FRAMED.sub("&#115;", output) if "<iframe" in output.lower() else output

    def _inert(self, element: re.Match[str]) -> str:
        name, page = element[0].lower(), element.string
        if name == "<script" and _DATA.match(page, element.end()):
            return element[0]
        external = _EXTERNAL.match(page, element.end())
        if name == "<script" and external and self._is_named(external["url"]):
            return element[0]
        if name == "<style" and "'unsafe-inline'" in self._named.get("style-src", ()):
            return element[0]
        return _INERT[name]

    def _is_named(self, url: str) -> bool:
        sources = self._named.get("script-src", ())
        return any(fnmatchcase(_origin(url), _origin(source)) for source in sources if "//" in source)

    def with_policy(self, output: str) -> str:
        """Return a finished page with its policy, in front of everything that it applies to."""
        output = re.sub(rf'{self._mark}(?:="")?', "", output)
        policy = "; ".join(
            f"{name} {' '.join(dict.fromkeys(sources))}" for name, sources in self._directives(output).items()
        )
        place = _BEFORE_ALL.match(output).end()  # type: ignore[union-attr] # nothing is a match too
        return f'{output[:place]}<meta http-equiv="Content-Security-Policy" content="{policy}">{output[place:]}'

    def _directives(self, output: str) -> Mapping[str, Iterable[str]]:
        tree = LexborHTMLParser(output)
        scripts = [node for node in tree.css("script") if _is_code(node)]
        styles = [node for node in tree.css("style") if "data-from-text" not in node.attributes]
        sheets = [node for node in tree.css("link[rel~=stylesheet]") if "data-from-text" not in node.attributes]
        sheet_origins = _origins(sheets)
        directives: dict[str, list[str]] = {
            "default-src": ["'self'"],
            # By the standard a worker has its own policy, but there are browsers in which it has that of its page.
            "script-src": ["'self'", *(["'wasm-unsafe-eval'"] if self._runs_wasm else []), *_origins(scripts)],
            "style-src": ["'self'", *sheet_origins],
            # Markdown's tables are full of them, and they steer nothing.
            "style-src-attr": ["'unsafe-inline'"],
            "font-src": ["'self'", "data:", *(o.replace("googleapis", "gstatic") for o in sheet_origins)],
            "img-src": ["'self'", "https:", "data:"],
            "media-src": ["'self'", "https:"],
            "frame-src": ["https:"],
            "object-src": ["'none'"],
            "base-uri": ["'none'"],
            "form-action": ["'self'"],
        }
        for name, sources in self._named.items():
            directives.setdefault(name, ["'self'"]).extend(sources)
        for name, nodes in (("script-src", scripts), ("style-src", styles)):
            # Beside a hash, browsers ignore that everything inline is allowed.
            if "'unsafe-inline'" not in directives[name]:
                directives[name] += _hashes(nodes)
        return directives

    def note_written(self, source: str, path: str) -> None:
        """Remember which file a page with a policy is written to."""
        self._written[path] = source

    def unprotected_pages(self) -> Iterator[Problem]:
        """Yield a problem for each page whose file has no policy after all, once the pages are written."""
        for path, source in self._written.items():
            page = Path(path)
            if page.is_file() and not _POLICY.search(page.read_bytes()):
                message = "the page has no Content-Security-Policy: a plugin has changed it last of all"
                hint = "leave the plugin out"
                yield Problem(path=source, span=Span(1), code="unprotected-page", message=message, hint=hint)


def _named_sources(config: MkDocsConfig) -> Mapping[str, tuple[str, ...]]:
    """Return the sources that the author adds to directives."""
    named = config.extra.get(SETTING, True)
    if named is True:
        return {}
    hint = f"mkdocs.yml: write the setting as 'extra: {{ {SETTING}: {{ script-src: [https://a.example] }} }}'"
    if not isinstance(named, dict):
        raise PluginError(f"{hint}, or 'false' for no policy at all")
    for name, sources in named.items():
        if not _NAMED.fullmatch(str(name)):
            raise PluginError(f"{hint}: '{name}' is not a directive that takes more sources")
        if not isinstance(sources, list) or not all(_SOURCE.fullmatch(str(source)) for source in sources):
            raise PluginError(f"{hint}: {name} has to be a list of origins")
    return {name: tuple(map(str, sources)) for name, sources in named.items()}


def _is_code(node: LexborNode) -> bool:
    """Return whether a script is code rather than data."""
    return (node.attributes.get("type") or "").strip().lower() in _CODE_TYPES


def _origins(nodes: Iterable[LexborNode]) -> list[str]:
    """Return the origins that scripts or styles are loaded from, without the site's own."""
    addresses = (node.attributes.get("src") or node.attributes.get("href") or "" for node in nodes)
    absolute = (address for address in addresses if address.lower().startswith(("http://", "https://")))
    return list(dict.fromkeys(map(_origin, absolute)))


def _origin(address: str) -> str:
    return "{0.scheme}://{0.netloc}".format(urlsplit(address))


def _hashes(nodes: Iterable[LexborNode]) -> list[str]:
    texts = (node.text() for node in nodes if "src" not in node.attributes)
    return list(dict.fromkeys(_hash(text) for text in texts if text.strip()))


@lru_cache(maxsize=1024)
def _hash(code: str) -> str:
    """The source expression of https://www.w3.org/TR/CSP3/#grammardef-hash-source."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"
