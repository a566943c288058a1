"""Tables too long for memory: most rules are asked of pieces that hold whole documents, the others of all rows at once,
but only of the columns they look at. The verdicts are those of a check of everything at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from builder.validation import check_tables
from builder.validation.exceptions import Exceptions
from builder.validation.report import Report, Result
from builder.validation.rules import CHECKS, KEYS, columns_of
from builder.validation.rules.floors import DIGIT
from builder.validation.suites import NAMED, Rule, Suite

if TYPE_CHECKING:
    import pandas as pd

Tables = Mapping[str, "pd.DataFrame"]
Piece = tuple[Tables, Mapping[str, str]]
"""The tables of some documents, whole, and their texts."""

_ROW = ("not_be_null", "be_in_set", "match_regex", "be_between")
OF_ROWS = frozenset(f"expect_column_values_to_{what}" for what in _ROW)
"""Expectations that look at one row at a time."""

OF_DOCUMENTS = frozenset(
    {
        "ascending",
        "bounds_fit_qualifier",
        "breakdown_sums",
        "claims_are_counted",
        "counted_once",
        "cumulative_has_end",
        "dates_are_iso",
        "dates_between",
        "dates_in_order",
        "digits_agree",
        "document_exists",
        "edtf_agrees",
        "equal_together",
        "given_needs",
        "implicit_is_one",
        "no_blank_text",
        "not_negative",
        "null_together",
        "part_measure_fits",
        "part_not_above_total",
        "parts_do_not_exceed",
        "parts_have_no_circle",
        "precision_has_dates",
        "repeats_document",
        "resolved_not_in_the_future",
        "said_not_in_the_future",
        "sentence_holds_span",
        "sentence_holds_words",
        "span_equals_text",
        "span_length_fits",
        "spans_stand_apart",
        "text_is_at_hand",
        "total_has_claims",
        "total_stands_in_same_document",
        "value_fits",
        "value_reads_back",
        "whole_numbers",
        "words_fit",
        "words_last",
    }
)
"""Checks that look at one document at a time: their verdict on a piece is their verdict on its documents."""

ONCE = frozenset({"dtypes_are_published", "expect_table_columns_to_match_ordered_list"})
"""What is the same of every piece."""

FLOOR = "applies_somewhere"


def check_pieces(
    pieces: Iterator[Piece],
    whole: Callable[[str, Sequence[str]], pd.DataFrame],
    suites: Sequence[Suite],
    exceptions: Exceptions,
) -> Report:
    """The report on all pieces; `whole` gives some columns of all rows of a table."""
    local = [_anywhere(_only(suite, in_pieces)) for suite in suites]
    known = {rule.id: rule for suite in suites for rule in suite.rules}
    merged: dict[str, list[Result]] = {}
    rows: dict[str, int] = {}
    digits: dict[str, str] = {}
    for tables, texts in pieces:
        report = check_tables(tables, local, texts, exceptions=exceptions)
        for result in report.results:
            merged.setdefault(result.rule.id, []).append(_moved(result, rows.get(result.rule.table, 0)))
        for table, count in report.rows.items():
            rows[table] = rows.get(table, 0) + count
        digits |= {} if rows.get("claims") else _digits(texts)
    found = {id: _merged(known[id], results, rows) for id, results in merged.items() if id in known}
    for suite in suites:
        rest = _only(suite, lambda rule: not in_pieces(rule))
        if rest.rules and suite.table in rows:
            given = {suite.table: whole(suite.table, _columns(rest))}
            asked = check_tables(given, [rest], digits, exceptions=exceptions)
            found |= {result.rule.id: result for result in asked.results if result.rule.suite != "exceptions"}
    ordered = [found[rule.id] for suite in suites for rule in suite.rules if rule.id in found]
    return Report((*ordered, *exceptions.results(ordered)), rows)


def _digits(texts: Mapping[str, str]) -> dict[str, str]:
    """Each text cut down to its first digit: all that is asked of the texts of a table without a claim."""
    return {id: found.group() if (found := DIGIT.search(text)) else "" for id, text in texts.items()}


def in_pieces(rule: Rule) -> bool:
    """True if the rule may be asked of some documents at a time."""
    if rule.type != NAMED:
        return rule.type in OF_ROWS | ONCE
    name = str(rule.parameters.get("of")) if rule.check == FLOOR else rule.check
    return name in OF_DOCUMENTS | ONCE


def _only(suite: Suite, which: Callable[[Rule], bool]) -> Suite:
    return replace(suite, rules=tuple(rule for rule in suite.rules if which(rule)))


def _anywhere(suite: Suite) -> Suite:
    """A suite for parts of a table: whether it is long enough for a floor is asked of the whole."""
    return replace(suite, rules=tuple(_of_any_length(rule) if rule.check == FLOOR else rule for rule in suite.rules))


def _of_any_length(rule: Rule) -> Rule:
    return replace(rule, kwargs={**rule.kwargs, "from_rows": 0})


def _columns(suite: Suite) -> list[str]:
    """What the rules of a suite look at, and what names a row."""
    names = [KEYS[suite.table]]
    for rule in suite.rules:
        names += rule.columns
        called = [(rule.check, rule.parameters)] if rule.check else []
        if rule.check == FLOOR:
            called = [(str(rule.parameters["of"]), rule.parameters.get("given", {}))]
        for name, given in called:
            names += columns_of(CHECKS[name], given)
    return list(dict.fromkeys(names))


def _moved(result: Result, rows: int) -> Result:
    """A result with its places counted from the first row of the table."""
    return replace(result, positions=tuple(at + rows for at in result.positions))


def _merged(rule: Rule, results: Sequence[Result], rows: Mapping[str, int]) -> Result:
    """One result of those of all pieces."""
    first = results[0]
    for result in results:
        if result.status in ("broken", "skipped"):
            return replace(result, rule=rule)
    if rule.type in ONCE or rule.check in ONCE:
        return first
    checked = sum(result.n_checked for result in results)
    if rule.check == FLOOR:
        return _floor(rule, checked, rows[rule.table])
    failed = sum(result.n_failed for result in results)
    return replace(
        first,
        status="failed" if failed else "passed" if checked else "empty",
        n_checked=checked,
        n_failed=failed,
        failing=tuple(id for result in results for id in result.failing),
        examples=tuple(example for result in results for example in result.examples)[:50],
        detail=next((result.detail for result in results if result.detail), None),
        positions=tuple(at for result in results for at in result.positions),
        excepted=tuple(id for result in results for id in result.excepted),
    )


def _floor(rule: Rule, checked: int, rows: int) -> Result:
    """A floor holds if it holds in one piece; a table that is too short for it is not asked."""
    if rows < int(rule.parameters.get("from_rows", 1)):
        return Result(rule, "empty")
    if checked:
        return Result(rule, "passed", checked)
    return Result(rule, "failed", 0, 1, detail=f"not one of {rows} rows")
