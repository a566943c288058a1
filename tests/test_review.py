"""`tallybook review`: every decision on disk at once, other pages kept out, and the whole driven in Chromium."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import builder
from builder.publish import read_claims
from builder.review import Review, ReviewError, Session, open_session, serving
from builder.review.marks import PARTS, pieces
from builder.review.precision import share
from builder.tables.corrections import load

CHROMIUM = Path("/usr/bin/chromium")
TEXT = (
    "Police said at least 14 people were killed in Selvik on Monday. Dozens were hurt, <b>the mayor's office</b> said. "
    'The army said it had lost three soldiers. "=cmd()" Nine homes were destroyed.\n\u202eمرحبا\u202c'
)
HOSTILE = '<script>document.title = "run"</script>'


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A release of one article."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data" / "raw").mkdir(parents=True)
    row = {"id": "d", "published": "2021-03-02", "title": HOSTILE, "publisher": "Selvik Post", "text": TEXT}
    (tmp_path / "data" / "raw" / "a.jsonl").write_text(json.dumps(row) + "\n")
    builder.build(tmp_path / "data" / "raw", tmp_path / "out", check=False)
    return tmp_path / "out"


def session(out: Path) -> Session:
    return open_session(out, out.parent / "data" / "etc", "A. Editor")


def gold(out: Path) -> dict[str, Any]:
    [line] = (out.parent / "data" / "etc" / "gold.jsonl").read_text("utf-8").splitlines()
    return json.loads(line)  # type: ignore[no-any-return]


def ids(out: Path) -> dict[str, str]:
    claims = read_claims(out / "claims.csv")
    return dict(zip(claims["value_text"], claims["claim_id"], strict=True))


def test_the_least_certain_claim_comes_first(out: Path) -> None:
    claims = read_claims(out / "claims.csv")
    sure = dict(zip(claims["claim_id"], claims["confidence"], strict=True))
    found = [sure[id] for id in session(out).left()]
    assert found == sorted(found) and len(found) == len(claims) == 4


def test_each_decision_is_in_the_files(out: Path) -> None:
    claims, one = ids(out), session(out)
    one.decide(claims["14"], "right", {})
    one.decide(claims["Dozens"], "wrong", {})
    one.decide(claims["three"], "fix", {"subject_group": "other", "value": "4", "period_end": ""}, 'It says "four".\n')
    [right, fixed] = gold(out)["claims"]
    assert (right["value_text"], right["value"], right["value_high"]) == ("14", 14, None)
    assert (fixed["value_text"], fixed["value"], fixed["subject_group"]) == ("three", 4, "other")
    assert gold(out)["text"] == TEXT and gold(out)["complete"] is False
    made = {
        c.field: (c.claim, c.old, c.new, c.reason, c.by) for c in load(out.parent / "data/etc/corrections.toml").all
    }
    assert made["value"] == (claims["three"], 3, 4, 'It says "four".', "A. Editor")
    assert made["subject_group"][1:3] == ("military", "other")
    assert set(made) == {"subject_group", "value", "period_end"}
    builder.build(out.parent / "data" / "raw", out.parent / "again", check=False)
    claims_again = read_claims(out.parent / "again" / "claims.csv").set_index("value_text")
    assert claims_again.loc["three", "value"] == 4


def test_precision_grows_with_its_interval(out: Path) -> None:
    claims, one = ids(out), session(out)
    assert one.precision()["as_it_stands"]["share"] is None
    for words, verdict in (("14", "right"), ("Dozens", "right"), ("three", "wrong")):
        one.decide(claims[words], verdict, {})
    assert one.precision()["as_it_stands"] == {"hits": 2, "of": 3, "share": 0.6667, "low": 0.2077, "high": 0.9385}
    assert (share(50, 50).low, share(50, 50).high) == (0.9287, 1.0)


def test_undo_takes_back_what_it_wrote(out: Path) -> None:
    claims, one = ids(out), session(out)
    mine = '# by hand\n[[correction]]\nclaim = "x"\nfield = "value"\nold = 1\nnew = 2\nreason = "r"\nby = "b"\n'
    (out.parent / "data" / "etc" / "corrections.toml").write_text(mine)
    one.decide(claims["14"], "right", {})
    one.decide(claims["three"], "fix", {"value": "4"})
    assert len(load(out.parent / "data/etc/corrections.toml").all) == 2
    assert one.undo() == claims["three"]
    assert (out.parent / "data" / "etc" / "corrections.toml").read_text() == mine
    assert [c["value_text"] for c in gold(out)["claims"]] == ["14"]
    assert list(session(out).decisions) == [claims["14"]]


@pytest.mark.parametrize(
    ("verdict", "fixes", "message"),
    [
        ("fix", {"value": "many"}, "'many' is not a number"),
        ("fix", {"stance": "sure"}, "is not one of asserted"),
        ("fix", {"period_start": "2021-02-30"}, "is not a date"),
        ("fix", {"value": "3"}, "old and new are the same"),
        ("fix", {"sentence": "x"}, "sentence cannot be corrected"),
        ("fix", {"measure": ""}, "measure is never empty"),
        ("fix", {}, "not a decision"),
        ("right", {"value": "4"}, "not a decision"),
        ("perhaps", {}, "not a decision"),
    ],
)
def test_a_wrong_decision_changes_nothing(out: Path, verdict: str, fixes: dict[str, str], message: str) -> None:
    one = session(out)
    with pytest.raises(ReviewError, match=message):
        one.decide(ids(out)["three"], verdict, fixes)
    assert list((out.parent / "data" / "etc").iterdir()) == []


def test_a_kill_between_two_writes_is_made_good(out: Path) -> None:
    one, etc = session(out), out.parent / "data" / "etc"
    one.decide(ids(out)["three"], "fix", {"value": "4"})
    after = {path.name: path.read_bytes() for path in etc.iterdir()}
    (etc / "corrections.toml").unlink()
    (etc / "gold.jsonl").unlink()
    session(out)
    assert {path.name: path.read_bytes() for path in etc.iterdir()} == after


@pytest.fixture
def server(out: Path) -> Iterator[Review]:
    with serving(session(out)) as running:
        yield running


def ask(server: Review, method: str, path: str, body: Any = None, **heads: str) -> tuple[int, dict[str, str], str]:
    """One request, with the heads that our page would send but for those given."""
    host = server.hosts[0]
    ours = {"Host": host, "Cookie": f"{server.cookie}={server.token}"}
    if method == "POST":
        ours |= {"Origin": f"http://{host}", "X-Page-Token": server.page_token, "Content-Type": "application/json"}
    sent = ours | {name.replace("_", "-"): value for name, value in heads.items()}
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1])
    try:
        connection.putrequest(method, path, skip_host=True)
        content = None if body is None else json.dumps(body).encode()
        if content is not None:
            sent["Content-Length"] = str(len(content))
        for name, value in sent.items():
            if value:
                connection.putheader(name, value)
        connection.endheaders(content)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("heads", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Host": "evil.example:{port}"}, 421),
        ({"Host": ""}, 421),
        ({"Cookie": ""}, 403),
        ({"Cookie": "tallybook-{port}=wrong"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
        ({"X_Page_Token": ""}, 403),
        ({"X_Page_Token": "ü"}, 403),
        ({"Content_Type": "text/plain"}, 415),
        ({"Content_Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content_Length": "99999999"}, 413),
        ({}, 200),
    ],
)
def test_only_our_page_may_decide(server: Review, out: Path, heads: dict[str, str], status: int) -> None:
    given = {name: value.replace("{port}", str(server.server_address[1])) for name, value in heads.items()}
    body = {"claim": ids(out)["14"], "verdict": "right"} if "Content_Length" not in heads else None
    assert ask(server, "POST", "/decide", body, **given)[0] == status
    assert len(server.session.decisions) == (status == 200)


def test_no_page_without_the_token(server: Review) -> None:
    for path in ("/", "/state", "/review.js", "/?token=wrong"):
        assert ask(server, "GET", path, Cookie="")[0] == 403
    status, heads, _ = ask(server, "GET", f"/?token={server.token}", Cookie="")
    assert (status, heads["Location"]) == (303, "/")
    assert "HttpOnly; SameSite=Strict" in heads["Set-Cookie"]
    assert ask(server, "GET", "/../server.py")[0] == 404
    assert ask(server, "DELETE", "/state")[0] == 501


def test_every_answer_has_its_policy(server: Review) -> None:
    for path in ("/", "/state", "/review.js", "/review.css", "/none"):
        heads = ask(server, "GET", path)[1]
        assert heads["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
        assert "frame-ancestors 'none'" in heads["Content-Security-Policy"]
        assert (heads["X-Content-Type-Options"], heads["Cache-Control"]) == ("nosniff", "no-store")


def test_it_listens_on_this_machine_alone(server: Review) -> None:
    assert server.server_address[0] == "127.0.0.1"


def start(out: Path) -> tuple[subprocess.Popen[str], str]:
    """The command as people run it, and the address that it prints."""
    line = [sys.executable, "-u", "-c", "from builder.cli import main; main()", "review", str(out), "--no-browser"]
    line += ["--into", str(out.parent / "data" / "etc"), "--by", "A. Editor"]
    process = subprocess.Popen(line, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    return process, process.stdout.readline().split()[-1]


@pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium here")
def test_a_session_in_chromium_and_a_kill_in_its_middle(out: Path) -> None:
    from playwright.sync_api import sync_playwright

    etc = out.parent / "data" / "etc"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        process, url = start(out)
        try:
            page = browser.new_page()
            asked: list[str] = []
            page.on("request", lambda request: asked.append(request.url))
            wrong: list[str] = []
            page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
            page.goto(url)
            page.wait_for_selector("#claim:not([hidden])")
            assert "token" not in page.url and page.title() == "Review claims"
            assert HOSTILE in page.inner_text("#source")
            assert "<b>the mayor's office</b>" in page.inner_text("#text") and not page.query_selector("#text b")
            page.keyboard.press("r")
            page.wait_for_selector("body[data-judged='1']")
            page.keyboard.press("f")
            page.select_option("select[name=subject_group]", "official")
            page.fill("#reason", "It says so.")
            page.keyboard.press("Enter")
            page.wait_for_selector("body[data-judged='2']")
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            page.keyboard.press("w")
            page.locator("#message", has_text="Nothing that it confirmed").wait_for()
            assert [json.loads(line)["verdict"] for line in (etc / "decisions.jsonl").read_text().splitlines()] == [
                "right",
                "fix",
            ]
            assert [one.reason for one in load(etc / "corrections.toml").all] == ["It says so."]
            assert {path.name for path in etc.iterdir()} == {"decisions.jsonl", "corrections.toml", "gold.jsonl"}
            process, url = start(out)
            page.goto(url)
            page.wait_for_selector("body[data-judged='2']")
            first = page.get_attribute("#claim", "data-id")
            page.keyboard.press("s")
            page.wait_for_selector(f"#claim:not([data-id='{first}'])")
            page.keyboard.press("w")
            page.wait_for_selector("body[data-judged='3']")
            page.keyboard.press("u")
            page.wait_for_selector("body[data-judged='2']")
            for n in (3, 4):
                page.click("#right")
                page.wait_for_selector(f"body[data-judged='{n}']")
            assert page.is_visible("#done")
            assert "75 % (30 % to 95 %)" in page.inner_text("#precision")
            hosts = {address.split("/")[2].split(":")[0] for address in asked}
            assert (hosts, [one for one in wrong if "ERR_CONNECTION_REFUSED" not in one]) == ({"127.0.0.1"}, [])
        finally:
            browser.close()
            process.kill()
            process.wait()
    assert gold(out)["complete"] is True
    assert len(gold(out)["claims"]) == 4


def test_the_context_of_a_claim_ends_with_whole_words() -> None:
    sentence = "Two men died."
    claim = {
        "char_start": 600,
        "char_end": 603,
        "sentence": sentence,
        "value_text": "Two",
        **dict.fromkeys(column for _, column in PARTS),
    }
    words = pieces(claim, "abcde " * 100 + sentence + " vwxyz" * 100)
    shown = "".join(part for part, _ in words)
    assert (shown.split()[0], shown.split()[-1]) == ("abcde", "vwxyz")
    assert ("Two", "number") in words
