"""What learners call things: which headings, labels and table columns mean which section or field."""

from __future__ import annotations

import re
from typing import NamedTuple

from nexus_core.importing.technologies import technology

_DECORATION = re.compile(r"^[^\w(\"'`\[<]*(?:(?:\d+|[ivx]+)[.)]\s+)?|:\w+:", re.IGNORECASE)

SECTIONS: tuple[tuple[str, str], ...] = (
    ("structure", r"\b(repo(sitory)?|folder|directory|file|project) (structure|layout|tree|organi[sz]ation)\b"),
    ("experience", r"^((work|professional|relevant) )?(experience|employment)( history)?$|^work history$"),
    ("education", r"^education\b"),
    ("certificates", r"^(professional )?certificat(es|ions?)\b"),
    ("contents", r"^(table of )?contents$|^toc$"),
    (
        "challenges",
        r"\bchallenges?\b|\bproblems? (i )?(faced|met|solved|encountered|and|&)|\bdifficulties\b|\bobstacles\b"
        r"|\bstruggles\b|\bhurdles\b|\bpost-?mortems?\b|\bbugs? (i )?(fixed|solved)",
    ),
    ("practices", r"\bpractices\b"),
    ("projects", r"\bprojects\b|\bwhat i(['\u2019]ve| have)? built\b|\bthings i(['\u2019]ve| have)? built\b"),
    ("project", r"^(capstone |final |featured |main )?project\b(\s*#?\d+)?\s*[:.\u2013\u2014-]\s*\S"),
    ("takeaways", r"\btake-?aways?\b|\blessons?\b|\breflections?\b|\binsights?\b|^conclusions?$"),
    ("goals", r"what(['\u2019]s| is) next|\bnext steps?\b|\bgoals?\b|\broad-?map\b|\bfuture\b|\bplans?\b"),
    ("contact", r"\bconnect\b|\bcontacts?\b|\breach me\b|\bin touch\b|\bfind me\b|\bsocials?\b"),
    ("collaboration", r"\bcollaborat\w+|\bcommunity\b|\bteam ?work\b"),
    ("resources", r"\bresources?\b|\breferences?\b|\buseful links\b|\bfurther reading\b|\bdocumentation\b"),
    (
        "journey",
        r"\bjourney\b|\babout\b|\bprogram(me)?\b|\bfoundations?\b|\bbackground\b|\boverview\b|\bintroduction\b",
    ),
    ("tools", r"\btools?\b|\btechnolog(y|ies)\b|\bstack\b"),
    ("learnings", r"\b(learned|learnt|learnings?|skills?|concepts?|knowledge|topics|modules?)\b"),
)
"""What a section is, and how its heading tells; the first that fits counts."""

FIELDS: tuple[tuple[str, str], ...] = (
    ("technologies", r"(key |main )?(technolog(y|ies)|tech(nical|nology)? stack|stack|tools|tech|built with)"),
    (
        "highlights",
        r"what (i|we)(['\u2019]ve| have)? (built|made|implemented)|(key |main )?features|highlights|deliverables",
    ),
    ("skills", r"(key )?(skills?|competenc(e|i)e?s)"),
    ("repo", r"(github|git|source)?( ?code)? ?(repo(sitory)?|source|github|code)( (link|url))?|links?|url"),
    ("demo", r"(live )?(demo|site|website|app|version|preview)( (link|url))?|live|deployed( at)?"),
    ("role", r"(my )?role"),
    ("status", r"status"),
    ("description", r"(short )?(description|summary)"),
    (
        "problem",
        r"what (i|we) faced|what happened|(the )?(problem|challenge|issue|difficulty|obstacle|situation|symptom)s?"
        r"( faced)?",
    ),
    (
        "solution",
        r"how (i|we) (solved|fixed|overcame|resolved|addressed|handled) (it|this|them)"
        r"|(the |my |our )?(solutions?|fix(es)?|resolution|approach)|what (i|we) did|actions?( taken)?",
    ),
    (
        "key_learning",
        r"(the |my )?(key )?(learnings?|lessons?( learn(ed|t))?|take-?aways?)"
        r"|what (i|we|it) (learned|learnt|taught( me)?)",
    ),
    ("title", r"(project|challenge|name|title|topic)( (name|title))?"),
    ("category", r"category|area|type|domain"),
)
"""What a label or a column is, and what it may be called; a word such as "used" or "demonstrated" may follow."""

_AFTER = (
    r"( (used|involved|required|demonstrated|gained|acquired|learn(ed|t)|applied|covered|shown|faced"
    r"|implemented|adopted|found|taken|tried|& tools|and tools|& frameworks))*"
)

OF_SOFTWARE = re.compile(
    r"\bfeatures\b|\bstack\b|\btechnolog(y|ies)\b|\binstall|\bset ?-?up\b|\bgetting started\b|\bquick ?-?start\b"
    r"|\bprerequisites?\b|\brequirements\b|\busage\b|\bhow to (run|use|install)\b|\bstructure\b|\bapi\b"
    r"|\bendpoints?\b|\bdeploy|\blicen[cs]e\b|\bcontribut|\btest(s|ing)?\b|\benvironment\b|\benv\b|\bconfiguration\b|\bschema\b"
    r"|\barchitecture\b|\bdocker\b|\backnowledge?ments?\b|\bscreenshots?\b|\bdemo\b|\bcommands\b|\bauthors?\b",
    re.IGNORECASE,
)
"""What the headings of a README of software say, whatever else it tells."""

STATUSES = {
    "planned": r"planned|to ?do|not started",
    "in-progress": r"in[- ]progress|wip|ongoing|under (development|construction)|started",
    "completed": r"completed?|done|finished|released",
}

LEVELS = re.compile(r"(advanced|intermediate|beginner|basics?|expert|proficient|fluent|familiar)", re.IGNORECASE)

_LABEL = re.compile(
    r"^(?P<mark>\*{1,3}|_{1,3})?(?P<label>[^*_`:|\n]{2,60}?)\s*"
    r"(?:(?P<inside>:)\s*(?P=mark)?|(?P=mark)?\s*:)(?:\s+|$)(?P<value>.*)$"
)
_PLAIN_LABEL = re.compile(r"^(?P<label>[^*_`:|\n]{2,60}?)\s*:(?:\s+|$)(?P<value>.*)$")


_PROSE = re.compile(
    r"(?:for|used|using|to|as|an?|the|my|with|in|of|on|from|by|e\.g\.|i|we|it|built|wrote|made|learn(?:ed|t)"
    r"|(?:develop|implement|creat|design|manag|deploy|integrat|optimi[sz]|configur|us|handl|work|explor|gain|appli"
    r"|understand|writ|build|learn|automat|improv|secur|test|stor|track)(?:ed|ing))\s",
    re.IGNORECASE,
)
"""How a text begins that says what something is for or what was done, and so names nothing."""


class Label(NamedTuple):
    """A line that begins with a name and a colon."""

    words: str
    """The label as the author wrote it, without its marks."""
    value: str


def clean(title: str) -> str:
    """Return a heading's words without emoji and numbering before them."""
    return _DECORATION.sub("", title).strip().rstrip(":")


def section_kind(title: str) -> str:
    """Return what a section with this heading is, or an empty string where it doesn't tell."""
    folded = clean(title).casefold()
    return next((kind for kind, pattern in SECTIONS if re.search(pattern, folded)), "")


def field_of(words: str) -> str:
    """Return the field that a label or a column means, or an empty string."""
    folded = re.sub(r"\s+", " ", clean(words).casefold()).rstrip(" :")
    return next((name for name, pattern in FIELDS if re.fullmatch(f"(?:{pattern}){_AFTER}", folded)), "")


def label(text: str) -> Label | None:
    """Return the label that a line or item begins with, `**Label**: value` or `Label: value`, or None."""
    match = _LABEL.match(text) if text[:1] in "*_" else _PLAIN_LABEL.match(text)
    return Label(clean(match["label"]), match["value"].strip()) if match else None


def status_of(text: str) -> str:
    """Return the status that a word means, or an empty string."""
    words = re.sub(r"[^\w -]", "", text).strip().casefold()
    return next((status for status, pattern in STATUSES.items() if re.fullmatch(pattern, words)), "")


def names(text: str) -> list[str]:
    """Split a list of names on one line: commas, semicolons, bars and dots between, brackets kept together."""
    parts = re.split(r"\s*[,;|\u00b7\u2022](?![^()]*\))\s*|\s+[/+]\s+", text.strip().rstrip("."))
    found = [re.sub(r"^(?:and|&)\s+|[*_`]", "", part).strip() for part in parts]
    found = [each for part in found for each in _both_known(part)]
    both = re.fullmatch(r"(.+?) (?:and|&) (.+)", found[-1])
    if both and (
        all(map(_is_technology, both.groups())) or not any(re.search(r"\s", part) for part in both.groups())
    ):
        found[-1:] = both.groups()
    return [name for name in found if re.search(r"\w", name)]


def _both_known(text: str) -> list[str]:
    """Split `React/Redux`, whose parts are technologies and which is none itself."""
    parts = text.split("/")
    return parts if len(parts) > 1 and not _is_technology(text) and all(map(_is_technology, parts)) else [text]


def is_version(text: str) -> bool:
    """Say whether a text is a version, rather than a name: `15.4.10`, `v3`, `latest`."""
    return re.fullmatch(r"v?\d+(\.[\dx]+)*\+?|latest", text, re.IGNORECASE) is not None


def is_name(text: str) -> bool:
    """Say whether a text is short enough to be the name of a skill rather than a sentence."""
    return 0 < len(text) <= 40 and len(text.split()) <= 4 and not _PROSE.match(text)


def is_skill(text: str) -> bool:
    """Say whether an entry of a list of skills is a name: a lower-case word is one only if it is a known one."""
    said = re.fullmatch(r"(?P<name>.+?)\s+[-\u2013\u2014]\s+(?P<rest>.+)", text)
    is_described = said and _is_technology(said["name"]) and not LEVELS.match(said["rest"])
    if is_version(text) or is_described or re.search(r"\s(?:with|for)\s", text):
        return False
    return is_name(text) and (not text[0].islower() or _is_technology(text) or bool(re.search(r"[-./\d]", text)))


def is_remark(text: str) -> bool:
    """Say whether what stands in brackets behind a name is a remark: `(optional)`, `(with graphene-django)`."""
    return bool(_PROSE.match(text)) or text.casefold() in {"optional", "planned"}


def _is_technology(text: str) -> bool:
    return bool(technology(re.sub(r"\s*\([^()]*\)$", "", text)))
