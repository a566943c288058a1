"""What decisions become: blocks of corrections.toml, and lines of a gold file (codebook, part 3)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from builder.tables.corrections import Correction, CorrectionError, correctable, parse

# fmt: off
GOLD = (
    "char_start", "char_end", "value_text", "family", "measure", "value", "value_low", "value_high",
    "qualifier", "unit", "implicit", "subject_text", "subject_group", "subject_party", "source_text",
    "source_type", "stance", "basis", "period_text", "period_start", "period_end", "place_text",
)
# fmt: on
"""Fields of a gold claim that are columns of the claims table."""

_OF_DOCUMENT = ("title", "published", "publisher")


def block(claim: Mapping[str, Any], field: str, new: Any, reason: str, by: str) -> str:
    """One [[correction]]; one that could not be read back is a CorrectionError."""
    rows = {"claim": claim["claim_id"], "field": field, "old": claim[field], "new": new, "reason": reason, "by": by}
    text = "".join(["[[correction]]\n", *(f"{key} = {_toml(value)}\n" for key, value in rows.items())])
    parse(text, "the correction")
    return text


def _toml(value: Any) -> str:
    """Null is the empty text, as corrections.toml has it. JSON's texts are TOML's, but for DEL."""
    if value is None:
        return '""'
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def parsed(field: str, words: str) -> Any:
    """What somebody typed as a value of that field; nothing is null. CorrectionError for what is none."""
    if field not in correctable():
        raise CorrectionError(f"{field} cannot be corrected")
    column, words = correctable()[field], words.strip()
    if not words:
        return None
    if column.dtype == "boolean":
        if words not in ("true", "false"):
            raise CorrectionError(f"{field}: {words!r} is not true or false")
        return words == "true"
    if column.dtype in ("number", "integer"):
        try:
            number = float(words.replace(",", ""))
        except ValueError as error:
            raise CorrectionError(f"{field}: {words!r} is not a number") from error
        if number != number or abs(number) == float("inf"):
            raise CorrectionError(f"{field}: {words!r} is not a number")
        return int(number) if number.is_integer() else number
    return words


def known(text: str) -> set[tuple[str | None, str]]:
    """(claim, field) of the corrections that a file holds."""
    found: Sequence[Correction] = parse(text, "corrections.toml").all
    return {(one.claim, one.field) for one in found}


def gold_line(document: str, claims: Sequence[Mapping[str, Any]], text: str, complete: bool) -> str:
    """One document of a gold file: the claims that were found right, or put right. `complete`: all were judged."""
    places = {claim["claim_id"]: n for n, claim in enumerate(claims)}
    first = claims[0] if claims else {}
    line: dict[str, Any] = {"id": document, **{name: first.get(name) for name in _OF_DOCUMENT}, "text": text}
    line["claims"] = [{**{k: c[k] for k in GOLD}, "part_of": places.get(c["part_of"])} for c in claims]
    return json.dumps(line | {"complete": complete}, ensure_ascii=False) + "\n"
