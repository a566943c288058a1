"""The report says everything and says it the same way; checks are fair, and validation is a good guest."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from builder.validation import check
from builder.validation.report import STATUSES, Report, Result
from builder.validation.suites import Rule
from tests.release_fixture import frame, release, repeated


def test_the_good_release_passes() -> None:
    claims, documents, texts = repeated(30)
    report = check(claims, documents, texts, previous=claims)
    assert (report.passed, report.failed, report.ok("info")) == (len(report.results), 0, True)
    assert report.summary() == [
        "claims: 870 rows, 130 rules: 130 passed",
        "documents: 210 rows, 29 rules: 29 passed",
    ]


def test_the_same_tables_give_the_same_bytes() -> None:
    claims, documents, texts = release()
    claims.loc[3, "value"] = 2
    first, second = (check(claims, documents, texts).to_json() for _ in range(2))
    assert first == second
    assert check(claims.set_index(claims.index + 7), documents, texts).to_json() == first


def planted() -> Report:
    """An error in one row, a warning in another."""
    claims, documents, texts = release()
    claims.loc[claims["claim_id"] == "captain", ["value", "value_high"]] = 2
    claims.loc[claims["claim_id"] == "hurt", "subject_group"] = None
    return check(claims, documents, texts)


def test_the_report_as_json() -> None:
    found = json.loads(planted().to_json())
    assert list(found) == ["schema", "ok", "counts", "failed", "rows", "results"]
    assert found["schema"] == "tallybook/validation/1"
    assert found["ok"] is False
    assert list(found["counts"]) == list(STATUSES)
    assert found["counts"]["failed"] == 3
    assert found["failed"] == {"error": 2, "warning": 1, "info": 0}
    assert found["rows"] == {"claims": 29, "documents": 7}
    by_id = {result["id"]: result for result in found["results"]}
    assert by_id["C063"] == {
        "id": "C063",
        "suite": "claims",
        "table": "claims",
        "type": "expect_rows_to_pass",
        "check": "implicit_is_one",
        "severity": "error",
        "reason": "A person named without a number counts as exactly one.",
        "origin": "codebook, part 1",
        "status": "failed",
        "success": False,
        "n_checked": 1,
        "n_failed": 1,
        "n_excepted": 0,
        "failing": ["captain"],
        "examples": [
            {
                "id": "captain",
                "values": {"implicit": True, "qualifier": "exact", "value": 2},
                "sentence": "Captain Jon Aasen died at the wheel.",
                "words": "Captain Jon Aasen",
            }
        ],
        "detail": None,
    }
    assert by_id["C052"]["examples"][0]["values"] == {"qualifier": "exact", "value": 2, "value_low": 1, "value_high": 2}
    assert all(list(result) == list(by_id["C063"]) for result in found["results"])


def test_the_report_for_a_person_and_for_a_pipeline() -> None:
    report = planted()
    assert report.summary()[2:] == [
        "error C052 1 of 21: An exact number is its own lower and upper bound. | captain",
        "error C063 1 of 1: A person named without a number counts as exactly one. | captain",
        "warning C044 1 of 25: Counted people belong to a group, if only to unspecified. | hurt",
    ]
    assert [r.rule.id for r in report.failures("error")] == ["C052", "C063"]
    assert not report.ok("error")
    report = Report(tuple(r for r in report.results if r.rule.id == "C044"))
    assert (report.ok("error"), report.ok("warning"), report.ok("info")) == (True, False, False)


def test_many_failing_ids_are_counted_and_cut_short() -> None:
    rule = Rule("X1", "mine", "claims", "expect_rows_to_pass", "error", "Because.", {"check": "counted_once"})
    result = Result(rule, "failed", 5000, 1500, tuple(f"c{n}" for n in range(1500)))
    written = result.to_dict()
    assert (len(written["failing"]), written["n_failed"]) == (1000, 1500)
    assert result.line() == "error X1 1,500 of 5,000: Because. | c0, c1, c2, c3, c4, c5, c6, c7, ..."


def test_rare_things_missing_from_a_small_corpus_share_a_line() -> None:
    claims, documents, texts = release()
    report = check(claims[claims["qualifier"] != "range"], documents, texts)
    assert report.summary()[-1] == "info, not met: C216, C226"


def test_without_texts_the_rules_on_texts_are_skipped_and_say_so() -> None:
    claims, documents, _ = release()
    report = check(claims, documents)
    skipped = {r.rule.id: r.detail for r in report.results if r.status == "skipped"}
    texts = dict.fromkeys(("C073", "C075", "C203", "C204", "D021"), "the texts were not given")
    assert skipped == texts | dict.fromkeys(("C151", "C152", "C153"), "no earlier release was given")
    assert report.ok()
    assert report.summary()[1] == "documents: 7 rows, 29 rules: 28 passed, 1 skipped"


def test_a_missing_column_breaks_its_rules_and_no_other() -> None:
    claims, documents, texts = release()
    report = check(claims.drop(columns="char_start"), documents, texts)
    broken = {r.rule.id for r in report.results if r.status == "broken"}
    named = {r.rule.id for r in report.results if "char_start" in r.rule.columns and r.rule.check}
    assert broken == {"C022", "C071", "C203", "C204"} | named
    assert [r.rule.id for r in report.results if r.status == "failed"] == ["C001"]
    assert not report.ok()
    [line] = [line for line in report.summary() if "C072" in line]
    assert line == "error C072 could not run: column 'char_start' is missing"


def test_a_rule_that_breaks_has_not_passed_however_mild_it_is() -> None:
    rule = Rule("X1", "mine", "claims", "expect_rows_to_pass", "info", "Because.", {"check": "counted_once"})
    assert not Report((Result(rule, "broken", detail="KeyError"),)).ok("error")


@pytest.mark.parametrize("kind", ["object", "csv"])
def test_other_dtypes_fail_one_rule_a_table_not_all(kind: str, tmp_path: Path) -> None:
    claims, documents, texts = release()
    if kind == "csv":
        for name, table in (("c", claims), ("d", documents)):
            table.to_csv(tmp_path / name, index=False)
        claims, documents = pd.read_csv(tmp_path / "c"), pd.read_csv(tmp_path / "d")
    else:
        claims, documents = claims.astype(object), documents.astype(object)
    failures = check(claims, documents, texts).failures()
    assert [r.rule.id for r in failures] == ["C002", "D002"]
    assert "value is " in (check(claims[["value"]], documents, texts).results[1].detail or "")


def test_empty_tables_are_checked_too() -> None:
    report = check(frame("claims", []), frame("documents", []), {})
    assert [r.rule.id for r in report.failures()] == ["D201"]
    assert {r.status for r in report.results} == {"passed", "empty", "failed", "skipped"}


def test_an_empty_claims_table_fails_only_where_texts_hold_numbers() -> None:
    documents = frame("documents", [{"document_id": f"d{n}", "status": "read", "n_claims": 0} for n in range(5)])
    quiet = check(frame("claims", []), documents, {f"d{n}": "Nothing happened." for n in range(5)})
    assert [r.rule.id for r in quiet.failures("warning")] == []
    some = check(frame("claims", []), documents, {f"d{n}": f"Arba won by {n} to none." for n in range(4)} | {"d4": ""})
    assert [r.rule.id for r in some.failures("warning")] == ["C202"]
    all_ = check(frame("claims", []), documents, {f"d{n}": f"At least {n} people died." for n in range(5)})
    assert [r.rule.id for r in all_.failures("warning")] == ["C201", "C202"]


def test_tables_are_left_as_they_were() -> None:
    claims, documents, texts = release()
    before = claims.copy(), documents.copy()
    check(claims, documents, texts)
    pd.testing.assert_frame_equal(claims, before[0])
    pd.testing.assert_frame_equal(documents, before[1])


def failing(**changes: str | float | None) -> dict[str, tuple[str, ...]]:
    """Rule -> failing ids, after other values in some cells (`hurt__value=3`)."""
    claims, documents, texts = release()
    for where, value in changes.items():
        row, column = where.split("__")
        claims.loc[claims["claim_id"] == row, column] = value
    return {r.rule.id: r.failing for r in check(claims, documents, texts).failures()}


def test_this_month_may_end_after_publication_but_not_begin_after_it() -> None:
    june = {"captives__period_start": "2022-06-01", "captives__period_end": "2022-06-30"}
    june |= {"captives__period_edtf": "2022-06"}
    assert failing(**june) == {}
    july = {"captives__period_start": "2022-07-01", "captives__period_end": "2022-07-31"}
    july |= {"captives__period_edtf": "2022-07"}
    assert failing(**july) == {"C085": ("captives",)}
    assert failing(**june, captives__period_precision="day") == {"C085": ("captives",)}


@pytest.mark.parametrize(
    ("words", "day", "rule"),
    [
        ("on Saturday", "2021-03-20", "C085"),
        ("on March 20", "2021-03-20", "C088"),
        ("on Nov. 2", "2021-11-02", "C085"),
        ("on November 2, 2021", "2021-11-02", "C088"),
        (None, "2021-03-20", "C088"),
    ],
)
def test_a_later_date_is_our_fault_unless_the_text_names_it(words: str | None, day: str, rule: str) -> None:
    later: dict[str, str | None] = {"dead__period_text": words, "dead__period_start": day, "dead__period_end": day}
    later["dead__period_edtf"] = day
    assert failing(**later) == {rule: ("dead",)}


def test_a_running_total_since_nobody_knows_when_needs_no_end() -> None:
    open_words = {"toll__period_text": "since the coup", "toll__period_start": None, "toll__period_end": None}
    assert failing(**open_words, toll__period_precision="unknown") == {}


def test_parts_are_compared_only_where_the_words_allow_it() -> None:
    more = {f"children__{column}": 50 for column in ("value", "value_low", "value_high")}
    assert failing(**more).keys() == {"C066"}, "of at least 12"
    families = failing(nurses__unit="household", nurses__value=40, nurses__value_low=40, nurses__value_high=40)
    assert families == {"C066": ("nurses",)}, "households are not compared with persons"


def test_a_part_is_not_its_own_total() -> None:
    found = failing(nurses__part_of="nurses")
    assert (found["C091"], found["C093"]) == (("nurses",), ("nurses",))


def test_a_sentence_that_stands_twice_is_looked_for_where_the_span_is() -> None:
    claims, documents, texts = release()
    texts = {key: f"{text} {text}" for key, text in texts.items()}
    again = claims["document_id"].map({key: (len(text) + 1) // 2 for key, text in texts.items()}).astype("Int64")
    assert check(claims, documents, texts).ok()
    claims = claims.assign(char_start=claims["char_start"] + again, char_end=claims["char_end"] + again)
    assert check(claims, documents, texts).ok()


def test_offsets_count_characters_not_bytes() -> None:
    claims, documents, texts = release()
    texts = {key: f"\U0001f6a2é {text}" for key, text in texts.items()}
    claims = claims.assign(char_start=claims["char_start"] + 3, char_end=claims["char_end"] + 3)
    assert check(claims, documents, texts).ok()


def test_importing_validation_imports_nothing_heavy() -> None:
    code = "import sys, builder.validation; print(*{'great_expectations', 'pandas', 'pyarrow'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""


def test_a_check_is_silent_and_leaves_nothing_behind(tmp_path: Path) -> None:
    code = (
        "import warnings; before = warnings.showwarning\n"
        "from tests.release_fixture import release; from builder.validation import check\n"
        "assert check(*release()).ok(); assert warnings.showwarning is before"
    )
    root = str(Path(__file__).parents[1])
    places = {"TMPDIR": str(tmp_path / "tmp"), "HOME": str(tmp_path / "home"), "PYTHONPATH": root}
    for place in ("tmp", "home", "here"):
        (tmp_path / place).mkdir()
    run = subprocess.run(
        [sys.executable, "-W", "error::ResourceWarning", "-c", code],
        capture_output=True,
        text=True,
        cwd=tmp_path / "here",
        env=places,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    assert [p for place in tmp_path.iterdir() for p in place.iterdir()] == []


def test_a_context_of_ones_own_is_put_back(capfd: pytest.CaptureFixture[str]) -> None:
    check(*release())
    import great_expectations as gx
    from great_expectations.data_context.data_context.context_factory import project_manager

    mine = gx.get_context(mode="ephemeral")
    check(*release())
    assert project_manager.get_current_project() is mine
    project_manager.set_project(None)
    assert capfd.readouterr() == ("", "")
