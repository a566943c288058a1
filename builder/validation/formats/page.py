"""One HTML page that holds everything: styles inside, no script, nothing fetched. It opens from a mail too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any

from builder import __version__
from builder.validation.advice import advice
from builder.validation.formats.where import Where
from builder.validation.report import MAX_FAILING, Report, Result
from builder.validation.suites import SEVERITIES

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
SHOWN = ("sentence", "value_text")
NAMES = {"passed": "passed", "empty": "nothing to check", "skipped": "could not be asked"}


def page(report: Report, where: Where) -> str:
    """The report as a page: the verdict, what failed with its rows and sentences, and every other rule."""
    style = (Path(__file__).parent / "page.css").read_text("utf-8")
    body = "\n".join([_head(report, where), *_failures(report, where), *_others(report)])
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_title(report)}: {escape(_files(where))}</title>\n<style>\n{style}</style>\n</head>\n"
        f'<body>\n{body}\n<p class="soft">Made by tallybook {escape(__version__)}.</p>\n</body>\n</html>\n'
    )


def _title(report: Report) -> str:
    failed = Counter(result.rule.severity for result in report.failures())
    said = [f"{failed[s]} {s}{'s' if failed[s] > 1 else ''}" for s in SEVERITIES[:2] if failed[s]]
    return " and ".join(said) or "All checks passed"


def _files(where: Where) -> str:
    return ", ".join(where.files.values())


def _head(report: Report, where: Where) -> str:
    worst = next((s for s in SEVERITIES[:2] if any(r.rule.severity == s for r in report.failures())), "passed")
    tables = "".join(f"<p>{escape(line)}</p>" for line in report.summary()[: len(report.rows)])
    return (
        f"<header><h1>Check of {escape(_files(where))}</h1>\n"
        f'<p><span class="verdict {worst}">{_title(report)}</span></p>\n<div class="soft">{tables}</div></header>'
    )


def _failures(report: Report, where: Where) -> Iterable[str]:
    for severity in SEVERITIES:
        found = [result for result in report.failures() if result.rule.severity == severity]
        if found:
            yield f"<h2>{severity.capitalize()}: {len(found)} rule{'s' if len(found) > 1 else ''}</h2>"
            yield from (_rule(result, where) for result in found)


def _rule(result: Result, where: Where) -> str:
    """A block to unfold; those that name wrong rows, and matter, are open."""
    rule = result.rule
    opened = result.status == "failed" and rule.severity != "info"
    broken = result.status == "broken"
    word, why = ("broken", f"could not run: {result.detail}") if broken else (rule.severity, rule.reason)
    count = f"{result.n_failed:,} of {result.n_checked:,}" if result.n_checked else ""
    origin = (
        f'<p class="soft">Where the rule comes from: {escape(rule.meta["origin"])}</p>' if "origin" in rule.meta else ""
    )
    said = rule.reason if broken else result.detail
    detail = f"<p>{escape(said)}</p>" if said else ""
    return (
        f'<details id="{escape(rule.id)}"{" open" if opened else ""}><summary><span class="id">{escape(rule.id)}</span>'
        f'<span class="{word}">{word}</span><span class="why">{escape(why)}</span><span class="soft">{count}'
        f'</span></summary>\n<div>{detail}<p class="do"><b>What to do:</b> {escape(advice(rule))}</p>\n'
        f"{_rows(result, where)}{origin}</div></details>"
    )


def _rows(result: Result, where: Where) -> str:
    """The failing rows that are kept whole, then the ids of the others."""
    shown = result.examples
    lines = [line for _, line in where.failing(result, len(shown))]
    rows = "".join(_row(example, line) for example, line in zip(shown, lines, strict=False))
    head = "<tr><th>row</th><th>line</th><th>what it says</th></tr>"
    table = f'<div class="scroll"><table class="rows">{head}{rows}</table></div>'
    rest = result.failing[len(shown) : MAX_FAILING]
    more = f'<p class="soft">Also: <span class="id">{escape(", ".join(rest))}</span></p>' if rest else ""
    return (table if shown else "") + more


def _row(example: Mapping[str, Any], line: int) -> str:
    known = ((column, value) for column, value in example["values"].items() if column not in SHOWN)
    values = "; ".join(f"{column}: {_value(value)}" for column, value in known)
    said, words = example["sentence"], example["words"]
    sentence = f"<blockquote>{_marked(said, words)}</blockquote>" if said else ""
    return (
        f'<tr><td class="id">{escape(example["id"])}</td><td class="count">{line if line > 1 else ""}</td>'
        f'<td>{sentence}<span class="soft">{escape(values)}</span></td></tr>'
    )


def _value(value: Any) -> str:
    return "nothing" if value is None else str(value)


def _marked(sentence: str, words: Any) -> str:
    """The sentence with the words of the number marked, where they are known and stand in it."""
    if not isinstance(words, str) or words not in sentence:
        return escape(sentence)
    before, _, after = sentence.partition(words)
    return f"{escape(before)}<mark>{escape(words)}</mark>{escape(after)}"


def _others(report: Report) -> Iterable[str]:
    """The rules that did not fail, in one folded table each."""
    for status, name in NAMES.items():
        found = [result for result in report.results if result.status == status]
        if found:
            rows = "".join(_line(result) for result in found)
            yield f"<h2>{name.capitalize()}: {len(found)} rule{'s' if len(found) > 1 else ''}</h2>"
            yield (
                f'<details><summary><span class="soft">show</span></summary><div class="scroll"><table>'
                f"<tr><th>rule</th><th>checked</th><th>why it is there</th></tr>{rows}</table></div></details>"
            )


def _line(result: Result) -> str:
    rule = result.rule
    note = f' <span class="soft">({escape(result.detail)})</span>' if result.detail else ""
    return (
        f'<tr><td class="id">{escape(rule.id)}</td><td class="count">{result.n_checked:,}</td>'
        f"<td>{escape(rule.reason)}{note}</td></tr>"
    )
