"""The parts of docs/check-your-own-table.md that are made, not written: `python -m tests.check_page` puts them in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from builder.validation.profiles import CLAIMS, Profile, names, profile
from builder.validation.suites import Suite, load

PAGE = Path(__file__).parents[1] / "docs" / "check-your-own-table.md"


def profiles() -> str:
    """For each profile: its columns and ours, and the rules."""
    return "\n\n".join(_profile(profile(name)) for name in names() if name != CLAIMS)


def _profile(one: Profile) -> str:
    figures = [
        f"| `{figure[end]}` | `{ours}`{' (' + figure['measure'] + ')' if end == 'value' else ''} |"
        for figure in one.figures
        for end, ours in (("value", "value"), ("low", "value_low"), ("high", "value_high"))
        if end in figure
    ]
    columns = [f"| `{their}` | `{ours}` |" for ours, their in one.columns.items()]
    shared, own = one.suites()[:-1], one.suites()[-1]
    rules = ", ".join(rule.id for suite in shared for rule in suite.rules)
    head = f"### `--profile {one.name}`: {one.title}\n\n| column | read as |\n| --- | --- |"
    table = "\n".join([head, *figures, *columns])
    return f"{table}\n\nShared rules: {rules}.\n\n{_rules(own)}"


def _rules(suite: Suite) -> str:
    rows = [f"| {r.id} | {r.severity} | {r.reason} | {r.meta.get('origin', '')} |" for r in suite.rules]
    return "\n".join(
        ["| rule | severity | why it is there | where it comes from |", "| --- | --- | --- | --- |", *rows]
    )


def rules() -> str:
    """Our suites, rule by rule."""
    return "\n\n".join(
        f"<details><summary>{suite.name}: {len(suite.rules)} rules</summary>\n\n{_rules(suite)}\n\n</details>"
        for suite in load()
    )


def made(page: str) -> str:
    """The page with its made parts as they should be."""
    parts: Mapping[str, str] = {"profiles": profiles(), "rules": rules()}
    for name, text in parts.items():
        begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
        before, rest = page.split(begin)
        page = f"{before}{begin}\n\n{text}\n\n{end}{rest.split(end)[1]}"
    return page


if __name__ == "__main__":
    PAGE.write_text(made(PAGE.read_text("utf-8")), "utf-8")
