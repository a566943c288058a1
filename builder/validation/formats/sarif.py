"""SARIF 2.1.0, as code review shows it: every rule that failed, a result for each failing row.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from builder import __version__
from builder.validation.advice import advice
from builder.validation.formats.where import Where
from builder.validation.report import Report, Result
from builder.validation.suites import Rule

MOST = 100
LEVEL = {"error": "error", "warning": "warning", "info": "note"}
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(report: Report, where: Where) -> str:
    """The report as SARIF: rules that passed are listed with the tool, those that failed have results."""
    driver = {
        "name": "tallybook",
        "version": __version__,
        "rules": [_rule(result.rule) for result in report.results],
    }
    results = [one for result in report.failures() for one in _results(result, where)]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    about = {"id": rule.id, "name": rule.check or rule.type, "shortDescription": {"text": rule.reason}}
    about |= {"defaultConfiguration": {"level": LEVEL[rule.severity]}, "help": {"text": advice(rule)}}
    return about | ({"properties": {"origin": rule.meta["origin"]}} if "origin" in rule.meta else {})


def _results(result: Result, where: Where) -> list[dict[str, Any]]:
    spots = where.failing(result, MOST) or [("", 1)]
    shared = {"ruleId": result.rule.id, "level": LEVEL[result.rule.severity]}
    uri = quote(PurePath(where.file(result)).as_posix())
    return [
        {
            **shared,
            "message": {"text": " ".join(filter(None, (result.rule.reason, result.detail, id)))},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}, "region": {"startLine": line}}}],
            "partialFingerprints": {"tallybook/v1": f"{result.rule.id}/{id}"},
        }
        for id, line in spots
    ]
