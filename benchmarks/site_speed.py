"""How soon a site of many claims shows its first ones, beside a plain HTML table of the same rows:

    python -m benchmarks.site_speed [CLAIMS] [--release DIR]

Both pages are opened from the file system in headless Chromium, from the address being asked for until 25 claims, or
the whole table, have been painted: the explorer five times, of which the median counts, the table once, as it
takes long. Prints one line a figure.
"""

from __future__ import annotations

import argparse
import csv
import html
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.synthetic import documents
from builder.site import publish_site
from tests.browser import chromium

CLAIMS = 100_000
TIMES = 5
CLAIMS_OF_A_DOCUMENT = 16
SHOWN = (
    *("value", "measure", "stance", "sentence", "subject_group", "source_text", "place_text"),
    *("period_start", "period_end", "title", "publisher", "published", "claim_id"),
)
PAINTED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"
"""Milliseconds since the page was asked for, once what stands in it has been painted."""


def release(folder: Path, claims: int) -> Path:
    """A release of at least so many claims, from made-up news."""
    source, out = folder / "news.jsonl", folder / "release"
    with source.open("w", encoding="utf-8") as file:
        for one in documents(claims // CLAIMS_OF_A_DOCUMENT):
            file.write(json.dumps(one) + "\n")
    command = [sys.executable, "-m", "builder.cli", "build", str(source), "--out", str(out), "--no-check", "--quiet"]
    subprocess.run(command, check=True)
    return out


def table(claims: Path, page: Path) -> int:
    """The claims as one plain HTML table, with the columns that the explorer shows of each; how many rows it has."""
    count = 0
    with claims.open(encoding="utf-8", newline="") as text, page.open("w", encoding="utf-8") as file:
        file.write("<!doctype html><meta charset=utf-8><title>claims</title><table>\n")
        for row in csv.DictReader(text):
            file.write("<tr>" + "".join(f"<td>{html.escape(row[name])}</td>" for name in SHOWN) + "</tr>\n")
            count += 1
        file.write("</table>\n")
    return count


def first_view(browser: Any, page: Path, ready: str | None, act: Callable[[Any], None] | None = None) -> float:
    """Seconds until a page shows what it is for; with `act`, until it shows that again after something was done."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(300_000)
    opened.goto(page.as_uri(), wait_until="load", timeout=900_000)
    if ready:
        opened.wait_for_selector(ready, state="attached")
    seconds = opened.evaluate(PAINTED) / 1000
    if act:
        begun = time.perf_counter()
        act(opened)
        opened.evaluate(PAINTED)
        seconds = time.perf_counter() - begun
    context.close()
    return float(seconds)


def search(page: Any) -> None:
    """Type a word, and wait for its claims."""
    before = page.locator("#count").inner_text()
    page.get_by_label("Search", exact=True).fill("children")
    page.wait_for_function("before => document.querySelector('#count').textContent !== before", arg=before)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("claims", type=int, nargs="?", default=CLAIMS)
    asked.add_argument("--release", type=Path, help="Of a release that is there, not of made-up news.")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        made = given.release or release(folder, given.claims)
        begun = time.perf_counter()
        publish_site(made, folder / "site")
        print(f"site made in                 {time.perf_counter() - begun:8.1f} s")
        print(f"claims                       {table(made / 'claims.csv', folder / 'table.html'):8,}")
        data = sum(path.stat().st_size for path in (folder / "site" / "data").rglob("*.js"))
        print(
            f"data of the explorer         {data / 1e6:8.1f} MB, of which the first view loads {_first(folder):.1f} MB"
        )
        explorer, ready = folder / "site" / "claims.html", "html[data-shown]"
        views = [first_view(browser, explorer, ready) for _ in range(TIMES)]
        searches = [first_view(browser, explorer, ready, search) for _ in range(TIMES)]
        print(f"explorer, first view         {statistics.median(views):8.2f} s")
        print(f"explorer, a word searched    {statistics.median(searches):8.2f} s")
        whole = first_view(browser, folder / "table.html", None)
        print(f"plain table                  {whole:8.2f} s, {whole / statistics.median(views):.0f} times the explorer")


def _first(folder: Path) -> float:
    """Megabytes of data that the first view needs: the index and one chunk."""
    data = folder / "site" / "data"
    return (data.joinpath("index.js").stat().st_size + data.joinpath("rows", "0.js").stat().st_size) / 1e6


if __name__ == "__main__":
    main()
