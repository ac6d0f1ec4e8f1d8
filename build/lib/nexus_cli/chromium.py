"""Finds an installed Chromium and prints a page to PDF with it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

VARIABLE = "NEXUS_BROWSER"
"""The environment variable that names the browser."""

TIMEOUT = 120
"""Seconds that a page may take; a cold start on a slow machine takes ten."""

_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
_APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_PROGRAMS = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")
_OF_PLAYWRIGHT = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/Chromium.app/Contents/MacOS/Chromium",
    "chromium-*/chrome-win*/chrome.exe",
)


class BrowserError(Exception):
    """No browser was found, or it didn't print; the message says why and what to do."""


def find(named: str | None) -> str:
    """Return the browser with a name or path, or the first one found if none is given.

    Raises:
        BrowserError: there is none.
    """
    if named:
        found = shutil.which(named)
        if found is None:
            raise BrowserError(f"there is no program '{named}'")
        return found
    found = next(_installed(), None)
    if found is None:
        raise BrowserError(f"no Chromium, Chrome or Edge is installed: name one with --browser or {VARIABLE}")
    return found


def print_page(browser: str, page: Path, output: Path) -> None:
    """Print a local page to PDF.

    Raises:
        BrowserError: the browser could not be run, or has written nothing.
    """
    with tempfile.TemporaryDirectory(prefix="nexus-browser-", ignore_cleanup_errors=True) as profile:
        command = [
            browser,
            "--headless",
            "--disable-gpu",
            "--disable-extensions",
            "--disable-background-networking",
            "--no-first-run",
            f"--user-data-dir={profile}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={output}",
            page.as_uri(),
        ]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.insert(1, "--no-sandbox")  # Chromium's sandbox doesn't work for root, as in a container
        try:
            run = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT, check=False)  # noqa: S603
        except subprocess.TimeoutExpired:
            raise BrowserError(f"{browser} did not print within {TIMEOUT} seconds") from None
        except OSError as error:
            raise BrowserError(f"{browser} can't be run: {error.strerror}") from None
    if run.returncode != 0 or not output.is_file() or not output.stat().st_size:
        reason = next(reversed(run.stderr.strip().splitlines()), f"exit code {run.returncode}")
        raise BrowserError(f"{browser} printed nothing: {reason}")


def _installed() -> Iterator[str]:
    yield from (found for name in _NAMES if (found := shutil.which(name)))
    yield from (path for path in _APPLICATIONS if Path(path).is_file())
    for folder in filter(None, map(os.environ.get, ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"))):
        yield from (str(path) for program in _PROGRAMS if (path := Path(folder) / program).is_file())
    for browsers in _playwright_folders():
        for pattern in _OF_PLAYWRIGHT:
            yield from map(str, sorted(browsers.glob(pattern), reverse=True))


def _playwright_folders() -> Iterator[Path]:
    """Yield where Playwright keeps its browsers, https://playwright.dev/docs/browsers#managing-browser-binaries."""
    named = os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "")
    if named and named != "0":
        yield Path(named)
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 # Path.home raises where there is none
    local = os.environ.get("LOCALAPPDATA")
    yield home / ".cache" / "ms-playwright"
    yield home / "Library" / "Caches" / "ms-playwright"
    if local:
        yield Path(local) / "ms-playwright"
