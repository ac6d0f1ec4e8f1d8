"""Writes YAML as people do, so that it reads back as the same text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml


def scalar(text: str) -> str:
    """Return a text as a YAML scalar that reads back as the same text, quoted only where it has to be."""
    dumped = yaml.dump([text], Dumper=_Dumper, default_flow_style=True, allow_unicode=True, width=float("inf"))
    return dumped.strip()[1:-1]


class _Dumper(yaml.SafeDumper):
    """Writes lists as people do, deeper than their key, and escapes line breaks that only YAML knows."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # PyYAML writes these unescaped and reads them as spaces; in double quotes they are escaped.
    style = '"' if re.search("[\x85\u2028\u2029]", text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_multi_representer(str, _represent_text)


def flow(fields: Mapping[str, Any]) -> str:
    """Return fields on one line of YAML that reads back as the same fields, as in `{ name: Go, code: [go] }`."""
    parts = (
        f"{name}: " + (f"[{', '.join(map(scalar, value))}]" if isinstance(value, list | tuple) else scalar(value))
        for name, value in fields.items()
    )
    return f"{{ {', '.join(parts)} }}"


def block(fields: Mapping[str, Any]) -> str:
    """Return fields as lines of YAML that read back as the same fields."""
    return yaml.dump(dict(fields), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=float("inf"))
