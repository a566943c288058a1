"""JUnit XML: a suite for each suite of rules, a test case for each rule, as test dashboards read it."""

from __future__ import annotations

import re
from collections import Counter
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from builder.validation.formats.where import Where
from builder.validation.report import Report, Result

MOST = 20
CONTROLS = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""


def junit(report: Report, where: Where) -> str:
    """The report as XML. Rules that only inform are never failures: a dashboard knows no third colour."""
    root = Element("testsuites", name="tallybook")
    for name in dict.fromkeys(result.rule.suite for result in report.results):
        _suite(root, name, [r for r in report.results if r.rule.suite == name], where)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(root: Element, name: str, results: list[Result], where: Where) -> None:
    kinds = Counter(_kind(result) for result in results)
    counts = {
        "tests": len(results),
        "failures": kinds["failure"],
        "errors": kinds["error"],
        "skipped": kinds["skipped"],
    }
    suite = SubElement(root, "testsuite", {"name": name} | {key: str(n) for key, n in counts.items()})
    for result in results:
        case = SubElement(
            suite, "testcase", classname=f"tallybook.{name}", name=f"{result.rule.id} {result.rule.reason}"
        )
        if kind := _kind(result):
            case.append(_outcome(kind, result, where))


def _kind(result: Result) -> str:
    if result.status == "broken":
        return "error"
    if result.status == "failed":
        return "skipped" if result.rule.severity == "info" else "failure"
    return "skipped" if result.status in ("skipped", "empty") else ""


def _outcome(kind: str, result: Result, where: Where) -> Element:
    counts = f"{result.n_failed:,} of {result.n_checked:,}" if result.status == "failed" else result.status
    element = Element(kind, message=_clean(f"{counts}: {result.detail or result.rule.reason}"))
    if kind != "skipped":
        element.set("type", result.rule.severity)
        element.text = _clean("\n".join(f"{where.file(result)}:{n}: {i}" for i, n in where.failing(result, MOST)))
    return element


def _clean(text: str) -> str:
    return CONTROLS.sub("\ufffd", text)
