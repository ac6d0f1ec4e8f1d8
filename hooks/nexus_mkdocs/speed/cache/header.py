"""What stands before a record: enough to find out that nothing has changed, without reading the rest."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig


@dataclass(frozen=True)
class Header:
    """What has to be known to find out that nothing has changed."""

    fingerprint: str
    folders: tuple[str, ...]
    """The folders that notes are in."""
    inputs: str | None
    """The digest of all that is in them; None if it isn't known."""
    site: str
    """The digest of what the site's files are like."""


def record_file(config: MkDocsConfig) -> Path:
    """Return where the record of the site that a build is for is kept."""
    name = digest_of(str(Path(config.site_dir).resolve()))
    return Path(config.config_file_path).parent / ".cache" / "nexus" / f"{name}.json"


def load_header(path: Path) -> Header | None:
    """Return what stands before a record, or None where there is none that can be trusted."""
    try:
        with path.open(encoding="utf-8") as file:
            digests, text = file.readline(), file.readline().removesuffix("\n")
        if digests.split()[0] != digest_of(text):
            return None
        header = Header(**json.loads(text))
    except (OSError, ValueError, TypeError, LookupError):
        return None
    return header


def digest_of(text: str | bytes) -> str:
    """Return the digest of a text, in hexadecimal."""
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=20).hexdigest()
