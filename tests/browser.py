"""A real Chromium for the tests of pages: one for the whole run, and pages that remember all they asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = which("chromium") or which("chromium-browser")
needs_chromium = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"), reason="no chromium here (apt-get install chromium)"
)
SERIOUS = ("serious", "critical")


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def visit(browser: Browser, address: str, **settings: Any) -> Iterator[Page]:
    """A page in a context of its own. After the block it must have asked for nothing but files of its own site, and
    complained of nothing: an error, or something its policy forbids."""
    context = browser.new_context(accept_downloads=True, **settings)
    context.set_default_timeout(10_000)
    page, asked, complaints = context.new_page(), list[str](), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    yield page
    site = address.split("#")[0].rsplit("/", 1)[0].removesuffix("/events")
    assert [url for url in asked if not url.startswith((site, "blob:", "data:"))] == []
    assert complaints == [], complaints
    context.close()


def faults(page: Page) -> list[str]:
    """What axe-core finds serious or critical, in its words."""
    found = Axe().run(page, options={"preload": False}).response
    assert found["passes"]
    return [f"{v['id']}: {n['html'][:120]}" for v in found["violations"] if v["impact"] in SERIOUS for n in v["nodes"]]


def address(site: Path, page: str) -> str:
    return f"{site.as_uri()}/{page}"
