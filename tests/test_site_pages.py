"""The site in Chromium, from a file system: what people do there, and what must not happen."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.publish import read_claims
from builder.site import publish_site
from tests import site_events, site_release
from tests.browser import address, chromium, faults, needs_chromium, visit

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site_release.write(tmp_path_factory.mktemp("release"))


@pytest.fixture(scope="module")
def site(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("pages") / "site"
    publish_site(release, out)
    return out


def shown(page: Page, count: str) -> None:
    expect(page.locator("#count")).to_have_text(count)


def saved(page: Page, button: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=button, exact=True).click()
    return download.value.path().read_bytes()


def test_search_filter_and_the_very_rows_of_the_release(browser: Browser, site: Path, release: Path) -> None:
    with visit(browser, address(site, "claims.html")) as page:
        shown(page, "256 claims")
        expect(page.locator("#list > li")).to_have_count(25)
        page.get_by_label("Search", exact=True).press_sequentially("Arba fri")
        shown(page, "24 claims")
        page.get_by_role("checkbox", name="killed").check()
        shown(page, "16 claims")
        assert page.url.endswith("#q=Arba+fri&measure=killed")
        page.get_by_role("checkbox", name="police").first.check()
        shown(page, "8 claims")
        mine = site_release.rows(saved(page, "Download CSV"))
    theirs = site_release.rows((release / "claims.csv").read_bytes())
    table = read_claims(release / "claims.csv")
    wanted = table["claim_id"].str.startswith("shot-")
    assert wanted.sum() == 8
    assert mine[1:] == [row for row, keep in zip(theirs[1:], wanted, strict=True) if keep]
    assert mine[0] == theirs[0]


def test_everything_comes_out_as_it_went_in(browser: Browser, site: Path, release: Path) -> None:
    with visit(browser, address(site, "claims.html")) as page:
        shown(page, "256 claims")
        mine = site_release.rows(saved(page, "Download CSV"))
        guarded = saved(page, "CSV for spreadsheets")
    theirs = site_release.rows((release / "claims.csv").read_bytes())
    assert sorted(mine[1:]) == sorted(theirs[1:])
    assert guarded.startswith(b"\xef\xbb\xbfclaim_id,")
    cells = list(csv.reader(io.StringIO(guarded.decode("utf-8-sig"), newline="")))
    plain = list(csv.reader(io.StringIO(b"".join(mine).decode("utf-8"), newline="")))
    words = [row[29] for row in cells if row[0].startswith("harm-")]
    assert plain[0][29] == "sentence"
    assert [w[0] for w in words if w[1] in "=+-@'"] == ["'"] * 5
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in cells for cell in row)
    assert [[cell[1:] if cell.startswith("'") else cell for cell in row] for row in cells] == plain


def test_a_link_to_a_claim_is_followed(browser: Browser, site: Path) -> None:
    with visit(browser, address(site, "claims.html#q=ferry&sort=largest")) as page:
        link = page.locator("article", has_text="At least 12 people").first.get_by_role(
            "link", name="link to this claim"
        )
        link.click()
        expect(page.locator("#one article .said")).to_contain_text("SELVIK, March 13 - At least 12 people were killed")
        assert page.locator("#one mark").all_text_contents() == ["12", "on Saturday", "police"]
        assert "#claim=dead-" in page.url
        page.reload()
        expect(page.locator("#one .fields")).to_contain_text("at_least")
        page.go_back()
        expect(page.get_by_label("Order", exact=True)).to_have_value("largest")
        assert page.get_by_label("Search", exact=True).input_value() == "ferry"
        page.evaluate("location.hash = '#claim=nobody'")
        expect(page.locator("#one")).to_contain_text("This release has no claim nobody.")


def test_order_dates_and_pages(browser: Browser, site: Path) -> None:
    with visit(browser, address(site, "claims.html#sort=largest&page=2")) as page:
        expect(page.locator("#pages")).to_contain_text("Page 2 of 11")
        page.get_by_role("link", name="Next").click()
        expect(page.locator("#pages")).to_contain_text("Page 3 of 11")
        expect(page.locator("#count")).to_be_focused()
        page.get_by_label("Order", exact=True).select_option("oldest")
        expect(page.locator(".origin").first).to_contain_text("2019-11-20")
        page.get_by_label("from").fill("2021-05-01")
        page.get_by_label("to", exact=True).fill("2021-05-31")
        shown(page, "48 claims")
        assert page.url.endswith("#sort=oldest&from=2021-05-01&to=2021-05-31")
        page.get_by_role("button", name="Clear all").click()
        shown(page, "256 claims")
        expect(page.locator("#list > li").first.locator(".origin")).to_contain_text("2023-01-01")


def test_harm_is_shown_as_text(browser: Browser, site: Path) -> None:
    with visit(browser, address(site, "claims.html#from=2023-01-01")) as page:
        shown(page, "11 claims")
        for button in page.get_by_role("button", name="Show all").all():
            button.click()
        assert page.locator(".said").all_text_contents() == list(site_release.HOSTILE.values())
        assert page.locator(".said mark.number").all_text_contents() == ["7"] * 11
        assert page.locator(".origin a:not(.permalink a)").count() == 0
        page.locator("details fieldset", has_text="Publisher").get_by_role("button", name="All").click()
        assert page.get_by_role("checkbox", name=site_release.HOSTILE["script"][:60]).count() == 1
        assert page.evaluate("window.hurt === undefined && !document.querySelector('.said b, .said img, .said script')")
    with visit(browser, address(site, "index.html")) as page:
        assert site_release.HOSTILE["image"][:60] in page.content().replace("&lt;", "<").replace("&gt;", ">").replace(
            "&#39;", "'"
        )
        assert page.evaluate("window.hurt === undefined")


def test_rival_figures_and_tolls(browser: Browser, site: Path) -> None:
    with visit(browser, address(site, "events.html")) as page:
        expect(page.locator(".events li")).to_have_count(1)
        expect(page.locator(".best")).to_have_text("104 killed (74 to 300)")
        page.get_by_role("link", name="Clash <at> Arba").click()
        page.locator("html[data-drawn='1']").wait_for()
        lines = ["eastern command", "rebels", "Red Crescent", "<b>a monitor</b>", "Border Wire (the text itself)"]
        assert [text for text in page.locator(".plot text").all_text_contents() if text in lines] == lines
        assert page.locator(".plot text", has_text="→").count() == 3
        page.locator(".plot path[aria-label*='more than 300']").hover()
        assert page.locator(".tip").inner_text().split("\n") == [
            "figure: more than 300", "source: rebels", "counts: the enemy", "as of: 2022-05-28",
        ]  # fmt: skip
        page.get_by_text("7 claims").click()
        page.get_by_role("link", name="90 to 120").click()
        expect(page.locator("#one .fields")).to_contain_text("Red Crescent")
        page.get_by_role("link", name="its event").click()
        expect(page.locator("h1")).to_have_text("Clash <at> Arba")
    with visit(browser, address(site, "tolls.html")) as page:
        page.locator("html[data-drawn='1']").wait_for()
        assert page.locator(".plot [aria-label*='figure']").count() == 6


PAGES = [
    "index.html",
    "claims.html",
    "claims.html#claim=harm-long",
    "checks.html",
    "columns.html",
    "events.html",
    "tolls.html",
]
PAGES += [f"events/{site_events.EVENT}.html"]
FEWER_ROWS = "document.querySelectorAll('tbody tr:nth-child(n+9)').forEach(row => row.remove())"
"""Rows of a table are alike, and axe takes its time over each."""
DARK: dict[str, Any] = {"color_scheme": "dark", "viewport": {"width": 390, "height": 800}}


@pytest.mark.parametrize(
    ("name", "settings"), [*((name, DARK) for name in PAGES), *((name, {}) for name in (*PAGES[:2], PAGES[-1]))]
)
def test_axe_finds_nothing_serious(browser: Browser, site: Path, name: str, settings: dict[str, Any]) -> None:
    with visit(browser, address(site, name), **settings) as page:
        if name.startswith(("claims", "events/", "tolls")):
            page.locator("html[data-shown], html[data-drawn]").wait_for()
        page.evaluate(FEWER_ROWS)
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_by_keyboard_alone(browser: Browser, site: Path) -> None:
    with visit(browser, address(site, "claims.html")) as page:
        shown(page, "256 claims")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.type("ferry")
        shown(page, "16 claims")
        box = page.get_by_role("checkbox", name="killed").first
        box.focus()
        page.keyboard.press("Space")
        shown(page, "8 claims")
        expect(box).to_be_focused()


def test_from_a_web_host_too(browser: Browser, site: Path) -> None:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=site)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        with visit(browser, f"http://127.0.0.1:{server.server_port}/claims.html#q=ferry") as page:
            shown(page, "16 claims")
        server.shutdown()
