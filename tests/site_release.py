"""A release for the tests of the site: the hand-written one some times over, and claims that mean harm."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd

from builder.publish import publish
from tests import site_events
from tests.release_fixture import frame, repeated

TIMES = 8
"""232 claims: more than one chunk, and several pages."""

HOSTILE = {
    "script": "<script>window.hurt = 1</script> killed 7 people, <b>police</b> said.",
    "image": "<img src=x onerror='window.hurt = 1'> killed 7 people.",
    "quotes": "\"It's 'killed' 7 people,\" said \"\"she\"\", `so` </script><!-- &amp; &#60;",
    "rtl": "قالت الوزارة إن 7 أشخاص قتلوا \u202eمعكوس\u202c في بيروت",
    "equals": "=HYPERLINK(\"http://evil.example\",\"7 people\")",
    "plus": "+7 people killed",
    "minus": "-7 people killed",
    "at": "@SUM(7) people killed",
    "apostrophe": "'7 people' killed",
    "lines": "7 people\r\nwere killed,\n\nsaid\tthe\u2028mayor \U0001f4a5 of 7",
    "long": "word " * 1990 + "killed 7 people, the end of ten thousand characters.",
}  # fmt: skip
"""Sentences, each with the number 7 in it."""


def claims_of_harm() -> pd.DataFrame:
    rows = []
    for name, sentence in HOSTILE.items():
        row = {"claim_id": f"harm-{name}", "document_id": "harm", "family": "casualty", "measure": "killed"}
        row |= {"value_text": "7", "qualifier": "exact", "unit": "person", "stance": "asserted", "basis": "unknown"}
        start = sentence.index("7")
        numbers = {"value": 7.0, "value_low": 7.0, "value_high": 7.0, "implicit": False, "confidence": 0.5}
        place = {"char_start": start, "char_end": start + 1, "period_precision": "unknown", "rule": "hand"}
        words = {
            "sentence": sentence,
            "subject_text": "people",
            "source_text": sentence[:90],
            "publisher": sentence[:60],
        }
        known = {
            "title": sentence[:200],
            "url": "javascript:window.hurt=1",
            "published": "2023-01-01",
            "policy": "literal",
        }
        rows.append(row | numbers | place | words | known | {"source_type": "other", "builder_version": "0.1.0"})
    return frame("claims", rows)


def write(folder: Path) -> Path:
    """The release as `tallybook build` would write it, with the report of the sample release."""
    claims, documents, texts = repeated(TIMES)
    every = pd.concat([claims, claims_of_harm(), site_events.claims()], ignore_index=True)
    publish(folder, every, documents, [], None, texts)
    site_events.write(folder)
    shutil.copyfile(Path(__file__).parents[1] / "data" / "release" / "validation.json", folder / "validation.json")
    return folder


def rows(csv: bytes) -> list[bytes]:
    """The records of a CSV file, each with the very bytes it has there; the first is the head."""
    found, start, quoted = list[bytes](), 0, False
    for place, byte in enumerate(csv):
        quoted ^= byte == ord('"')
        if byte == ord("\n") and not quoted:
            found.append(csv[start : place + 1])
            start = place + 1
    assert start == len(csv)
    return found
