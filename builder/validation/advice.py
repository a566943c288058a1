"""What to do about a rule that failed: by its check or expectation, from advice.toml; a rule may bring its own."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from builder.validation.suites import Rule


@cache
def _advice() -> Mapping[str, str]:
    return tomllib.loads((Path(__file__).parent / "advice.toml").read_text("utf-8"))


def advice(rule: Rule) -> str:
    """What to do, in a sentence or two."""
    return rule.meta.get("fix") or _advice()[rule.check or (rule.type if rule.type in _advice() else "other")]
