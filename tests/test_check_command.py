"""`tallybook check`: exit codes, configuration, exceptions, and reports in every format."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from builder.cli import main
from builder.publish.tables import write_csv, write_parquet
from builder.validation.command import Options, Stop, check_paths
from tests.release_fixture import frame, release

ROOT = Path(__file__).parents[1]
TEXTS = '{"id": "ferry", "text": "No such text."}\n'


@pytest.fixture(autouse=True)
def _in_tmp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(where: Any = "data/release", **changes: Any) -> Path:
    """A release folder; `hurt__value=3` is another value in one cell."""
    claims, documents, _ = release()
    for cell, value in changes.items():
        row, column = cell.split("__")
        claims.loc[claims["claim_id"] == row, column] = value
    folder = Path(str(where))
    folder.mkdir(parents=True, exist_ok=True)
    write_csv(claims, "claims", folder / "claims.csv")
    write_csv(documents, "documents", folder / "documents.csv")
    return folder


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["check", *arguments])
    return result.exit_code, result.stdout, result.stderr


ERROR: dict[str, Any] = {"toll__value": 33.0}
WARNING: dict[str, Any] = {"toll__subject_group": None}


# exit codes


def test_a_good_release_passes() -> None:
    code, out, err = run(str(write()))
    assert (code, err) == (0, "")
    assert out.splitlines()[0].startswith("claims: 29 rows, 130 rules: ")
    assert "documents: 7 rows" in out


@pytest.mark.parametrize(
    ("changes", "options", "code"),
    [
        (ERROR, (), 1),
        (WARNING, (), 0),
        (WARNING, ("--fail-on", "warning"), 1),
        (WARNING, ("--fail-on", "error"), 0),
    ],
)
def test_what_fails_is_what_was_asked(changes: dict[str, Any], options: tuple[str, ...], code: int) -> None:
    assert run(str(write(**changes)), *options)[0] == code


def test_failing_rows_are_named_with_their_lines_and_what_to_do() -> None:
    code, out, _ = run(str(write(**ERROR) / "claims.csv"))
    assert code == 1
    block = out[out.index("error    C064") :].split("error    C066")[0]
    line = next(
        n for n, text in enumerate(Path("data/release/claims.csv").read_text().splitlines(), 1) if "toll," in text
    )
    assert f"toll  data/release/claims.csv:{line}" in block
    assert "-> Write the number as it is printed" in " ".join(block.split())


def test_rules_whose_column_is_missing_share_a_line() -> None:
    claims = release()[0].drop(columns=["char_start", "url"]).assign(note="")
    claims.to_csv("c.csv", index=False)
    code, out, _ = run("c.csv")
    assert code == 1
    assert "missing: char_start; url. not published: note" in " ".join(out.split())
    assert "rules could not run:\n  column 'char_start' is missing: C022, C071" in out
    assert out.count("char_start") == 2


@pytest.mark.parametrize("kind", ["parquet", "tsv", "csv.gz"])
def test_other_files_of_the_same_table(kind: str) -> None:
    claims = release()[0]
    if kind == "parquet":
        write_parquet(claims, "claims", Path("c.parquet"))
    else:
        claims.to_csv(f"c.{kind}", sep="\t" if kind == "tsv" else ",", index=False)
    code, out, _ = run(f"c.{kind}")
    assert code == 0
    assert out.startswith("claims: 29 rows")


def test_documents_alone_are_a_table_too() -> None:
    assert run(str(write() / "documents.csv"))[1].startswith("documents: 7 rows")


def _empty() -> str:
    write_csv(frame("claims", []), "claims", Path("none.csv"))
    return "none.csv"


def _file(text: str | bytes) -> str:
    Path("a.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return "a.csv"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: "nowhere.csv", "nowhere.csv: there is no such file"),
        (lambda: ".", "there is no claims.csv or claims.parquet here"),
        (_empty, "there are no rows: nothing was checked"),
        (lambda: _file(""), "there are no columns"),
        (lambda: _file("a,b\n1,2\n"), "no column 'claim_id'"),
        (lambda: _file("claim_id,b\n1,2,3\n"), "a.csv:2: 3 cells under 2 columns; the last is '3'"),
        (lambda: _file(b"claim_id,b\n1,\xff\xfe\n"), "a.csv:2: not UTF-8"),
    ],
)
def test_what_cannot_be_checked_is_no_pass(make: Any, message: str) -> None:
    code, out, err = run(make())
    assert (code, out) == (2, "")
    assert message in err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--profile", "gtd"), "there is no profile 'gtd' (there are claims, acled, hxl, ucdp-ged)"),
        (("--format", "xml"), "there is no format 'xml'"),
        (("--config", "no.toml"), "no.toml"),
        (("--exceptions", "no.toml"), "no.toml"),
        (("--previous", "no"), "no: there is no such file"),
        (("--texts", "no"), "--texts: no: there is no such file"),
        (("x.csv", "--format", "html=a.html"), "several tables"),
    ],
)
def test_a_wrong_question_is_no_answer(options: tuple[str, ...], message: str) -> None:
    code, _, err = run(str(write()), *options)
    assert code == 2
    assert message in err


def test_texts_are_compared_when_given() -> None:
    Path("t.jsonl").write_text(TEXTS)
    code, out, _ = run(str(write()), "--texts", "t.jsonl")
    assert code == 1
    assert "C073" in out


def test_the_release_before() -> None:
    now, before = write(), write("before", hurt__measure="killed", ashore__measure="killed")
    code, out, _ = run(str(now), "--previous", str(before), "--fail-on", "warning")
    assert code == 1
    assert "2 of 29 are revised (7%): hurt; ashore" in " ".join(out.split())


def test_several_tables_one_after_the_other() -> None:
    code, out, _ = run(str(write("one")), str(write("two", **ERROR)))
    assert code == 1
    assert out.count("claims: 29 rows") == 2


# configuration


def config(text: str) -> None:
    Path("tallybook.toml").write_text(text)


def test_severities_and_bounds_can_be_changed() -> None:
    folder = str(write(**WARNING))
    config('[rules.C044]\nseverity = "error"\n')
    assert run(folder)[0] == 1
    config('fail-on = "warning"\n')
    assert run(folder)[0] == 1
    assert run(folder, "--fail-on", "error")[0] == 0
    config('fail-on = "warning"\n[rules.C044]\nseverity = "off"\nreason = "We code no groups."\n')
    assert run(folder)[0] == 0
    config("[rules.C065]\nmax_value = 0.5\n")
    assert "C065" in run(folder)[1]


def test_own_suites_stand_beside_ours() -> None:
    rule: dict[str, Any] = {
        "id": "T001",
        "severity": "error",
        "type": "expect_column_values_to_not_be_null",
        "reason": "Ours.",
    }
    rule["meta"] = {"fix": "Ask the desk."}
    suite: dict[str, Any] = {"name": "ours", "table": "claims", "rules": [rule | {"kwargs": {"column": "country"}}]}
    Path("ours.json").write_text(json.dumps(suite))
    config('suites = ["ours.json"]\n')
    code, out, _ = run(str(write()))
    assert code == 1
    assert "T001" in out
    assert "-> Ask the desk." in out
    suite["rules"][0]["id"] = "C001"
    Path("ours.json").write_text(json.dumps(suite))
    assert "the id stands in claims.json already" in run(str(write()))[2]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fail_on = 1\n", "unknown key 'fail_on'"),
        ('fail-on = "info"\n', "fail-on = 'info' is not one of error, warning"),
        ('suites = "a.json"\n', "suites = 'a.json' is not a list"),
        ("suites = [1]\n", "1 is not a str"),
        ("[rules.C999]\nseverity = 'info'\n", "[rules.C999]: there is no such rule"),
        ("[rules.C044]\n", "[rules.C044]: not a table of changes"),
        ("[rules.C044]\nseverity = 'fatal'\n", "severity = 'fatal' is not one of error, warning, info, off"),
        ("[rules.C044]\nseverity = 'off'\n", "a rule that is off needs a reason"),
        ("[rules.C151]\nmax = 0.2\n", "the rule has no bound 'max' (it has max_share)"),
        ("[rules.C151]\nmax_share = 'much'\n", "max_share = 'much' is not a float"),
        ("[rules.C044]\ncolumn = 'value'\n", "the rule has no bound 'column'"),
        ("[rules.C090]\npattern = '('\n", "is no regular expression"),
        ("suites = ['no.json']\n", "no.json: cannot be read"),
        ("= 1\n", "tallybook.toml: "),
    ],
)
def test_a_wrong_configuration_is_refused(text: str, message: str) -> None:
    config(text)
    code, _, err = run(str(write()))
    assert code == 2
    assert message in err


# exceptions

EXCEPTION = '[[exception]]\nrule = "{}"\nclaim = "{}"\nreason = "The ministry said so."\nexpires = {}\n'
TODAY = date(2026, 5, 1)


def checked(folder: Path, *exceptions: str) -> dict[str, Any]:
    """Results by rule, with the exceptions beside the release."""
    etc = folder.parent / "etc"
    etc.mkdir(exist_ok=True)
    (etc / "exceptions.toml").write_text("\n".join(exceptions))
    [one] = check_paths([folder], Options(formats=("json",), today=TODAY))
    return {result["id"]: result for result in json.loads(one.output)["results"]}


def test_an_exception_keeps_a_row_out() -> None:
    found = checked(write(**WARNING), EXCEPTION.format("C044", "toll", "2026-05-01"))
    assert (found["C044"]["status"], found["C044"]["n_failed"], found["C044"]["n_excepted"]) == ("passed", 0, 1)
    assert (found["X001"]["status"], found["X002"]["status"]) == ("passed", "passed")


def test_an_expired_exception_is_an_error_and_no_exception() -> None:
    found = checked(write(**WARNING), EXCEPTION.format("C044", "toll", "2026-04-30"))
    assert found["C044"]["failing"] == ["toll"]
    assert (found["X002"]["status"], found["X002"]["failing"]) == ("failed", ["C044/toll"])
    assert found["X001"]["status"] == "passed"


@pytest.mark.parametrize(("rule", "claim"), [("C044", "hurt"), ("C044", "nobody"), ("C999", "toll")])
def test_a_stale_exception_is_an_error(rule: str, claim: str) -> None:
    found = checked(write(), EXCEPTION.format(rule, claim, "2026-12-31"))
    assert (found["X001"]["status"], found["X001"]["failing"]) == ("failed", [f"{rule}/{claim}"])
    assert "The ministry said so." in found["X001"]["detail"]


def test_an_exception_from_a_rule_that_was_not_asked_is_not_stale() -> None:
    assert checked(write(), EXCEPTION.format("C073", "toll", "2026-12-31"))["X001"]["status"] == "passed"


def test_some_rows_excepted_some_not() -> None:
    found = checked(
        write(toll__subject_group=None, hurt__subject_group=None), EXCEPTION.format("C044", "hurt", "2026-12-31")
    )
    assert (found["C044"]["failing"], found["C044"]["n_failed"], found["C044"]["n_excepted"]) == (["toll"], 1, 1)
    assert [example["id"] for example in found["C044"]["examples"]] == ["toll"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[exception]\nrule = 1\n", "'exception' is not a list"),
        ("[[except]]\n", "unknown key 'except'"),
        (EXCEPTION.format("C1", "x", "2026-01-01").replace("reason", "because"), "unknown key 'because'"),
        (EXCEPTION.format("C1", "x", '"soon"'), "expires = 'soon' is not a date"),
        (EXCEPTION.format("C1", "x", "2026-01-01T10:00:00"), "is not a date"),
        (EXCEPTION.format("C1", " ", "2026-01-01"), "'claim' is empty"),
        ('[[exception]]\nrule = "C1"\n', "'claim' is missing"),
        (2 * EXCEPTION.format("C1", "x", "2026-01-01"), "exception 2: C1 x stands twice"),
        ("[[", "exceptions.toml: "),
    ],
)
def test_exceptions_are_read_strictly(text: str, message: str) -> None:
    with pytest.raises(Stop) as stop:
        checked(write(), text)
    assert message in str(stop.value)


# formats


def report(name: str, **changes: Any) -> str:
    target = Path(f"report.{name}")
    run(str(write(**changes)), "--format", f"{name}={target}")
    return target.read_text("utf-8")


BAD: dict[str, Any] = {"toll__value": 33.0, "toll__sentence": 'A <b>"toll"</b> of 31 & more, ]]> 100%:\nnew line\x02'}


def test_json_is_what_its_schema_says() -> None:
    schema = json.loads((ROOT / "docs" / "validation.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    for changes in ({}, BAD):
        Draft202012Validator(schema).validate(json.loads(report("json", **changes)))


def test_github_annotations() -> None:
    lines = report("github", **BAD).splitlines()
    head = "::error file=data/release/claims.csv,line="
    assert [line for line in lines if line.startswith(head) and ",title=C064 toll::" in line]
    assert all(line.startswith(("::error ", "::warning ", "::notice ", "claims: ", "documents: ")) for line in lines)


def test_junit() -> None:
    root = ElementTree.fromstring(report("junit", **BAD))
    suite = root.find("testsuite[@name='claims']")
    assert suite is not None
    assert (suite.get("tests"), suite.get("errors")) == ("130", "0")
    failed = {case.get("name", "")[:4] for case in suite if case.find("failure") is not None}
    assert {"C064", "C052"} <= failed
    assert str(len(failed)) == suite.get("failures")


def test_sarif() -> None:
    [run_] = json.loads(report("sarif", **BAD))["runs"]
    rules = {rule["id"] for rule in run_["tool"]["driver"]["rules"]}
    found = [result for result in run_["results"] if result["ruleId"] == "C064"]
    assert {result["ruleId"] for result in run_["results"]} <= rules
    [place] = found[0]["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "data/release/claims.csv"
    assert place["physicalLocation"]["region"]["startLine"] > 1


def test_the_page_holds_everything_and_fetches_nothing() -> None:
    text = report("html", **BAD)
    assert "default-src &#x27;none&#x27;" in text or "default-src 'none'" in text
    assert not any(word in text for word in ("http://", "https://", "<script", "<link", "<img", "@import", "url("))
    assert "A &lt;b&gt;&quot;toll&quot;&lt;/b&gt; of <mark>31</mark> &amp; more, ]]&gt; 100%:" in text
    assert "What to do:" in text
    assert 'id="C064"' in text


def test_the_same_release_gives_the_same_reports() -> None:
    for name in ("json", "github", "junit", "sarif", "html"):
        assert report(name, **BAD) == report(name, **BAD)
