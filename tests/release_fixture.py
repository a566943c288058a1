"""A small release, written by hand and without a fault: seven documents and the claims they hold.

`[dead:12]` in a sentence marks the span `12` of the claim `dead`. Every rule of the suites finds something to check
here (the floors for large tables, in the release repeated), so that each is seen to pass on something before a planted
fault is seen to fail.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import pandas as pd

from builder.tables.schema import dtypes

Release = tuple[pd.DataFrame, pd.DataFrame, dict[str, str]]
MARK = re.compile(r"\[([a-z]+):([^]]+)\]")


class Article(NamedTuple):
    """A document: date, publisher, totals (killed and injured: low, best, high), and its marked sentences."""

    published: str | None
    publisher: str | None
    totals: tuple[int | None, ...]
    sentences: tuple[str, ...]

    @property
    def text(self) -> str:
        return MARK.sub(r"\2", "".join(self.sentences))


class Row(NamedTuple):
    """What the marked number says: measure, qualifier, the bounds value, low and high, and whatever else."""

    measure: str
    qualifier: str
    bounds: tuple[float | None, float | None, float | None]
    more: dict[str, Any] = {}  # noqa: RUF012


ARTICLES = {
    "ferry": Article(
        "2021-03-14",
        "Selvik Post",
        (12, 12, None, 30, None, 35),
        (
            "SELVIK, March 13 - At least [dead:12] people were killed on Saturday as a ferry sank, police said. ",
            "They included [children:two] children.\n",
            "Between [hurt:30 and 35] passengers were injured, the coast guard told Radio Selvik. ",
            "[captain:Captain Jon Aasen] died at the wheel. ",
            "Nearly [ashore:200] people were brought ashore.\n",
            "Up to [cars:four] cars went overboard and were destroyed. ",
            "The ferry carries [daily:1,400] passengers a day.",
        ),
    ),
    "front": Article(
        "2022-06-02",
        "Border Wire",
        (214, 214, 214, None, None, None),
        (
            "The eastern command says [soldiers:214] of its soldiers have been killed since May 1.\r\n",
            "More than [tanks:60] enemy tanks were destroyed, it said. ",
            "The rebels [silence:have not given] their losses. ",
            "About [families:900] families have fled their homes.\n",
            "[captives:Dozens] of fighters were captured in May, a spokesman said.",
        ),
    ),
    "later": Article(
        "2022-06-03",
        "Border Wire",
        (None,) * 6,
        (
            "The eastern command says [fallen:221] of its soldiers have been killed since May 1. ",
            "In the past 24 hours [added:seven] were killed, it said. ",
            "Its troops killed [foes:90] rebels on Thursday, it said. ",
            "The company denied that [denied:43] of its drivers had died.",
        ),
    ),
    "clinic": Article(
        "2021-05-08",
        "Selvik Post",
        (12, 12, 14, None, None, None),
        (
            "The clinic has buried [buried:nine] people so far this week: [women:five] women and [men:four] men. ",
            "Police said [shot:12] people were killed in Arba on Friday. ",
            "The mayor said that [counted:14] people were killed in Arba on Friday. ",
            "Police put the casualties of Friday at [hit:31].",
        ),
    ),
    "fever": Article(
        "2019-11-20",
        None,
        (31, 31, 31, 0, 0, 0),
        (
            "The toll of the fever has risen to [toll:31], the health ministry said. ",
            "[nurses:Four] nurses are among the dead. ",
            "[unhurt:No one] was hurt in the clashes outside the clinic. ",
            "The ministry fears that [feared:50] more could die by January. ",
            "[patients:Fifteen] patients are still in hospital.\n",
            "Coverage of the vaccine stands at [coverage:61.5] percent.",
        ),
    ),
    "undated": Article(None, None, (None, None, None, 1, 1, 1), ("[wounded:A] SOLDIER WAS WOUNDED NEAR ARBA.",)),
    "football": Article("2020-08-01", "Selvik Post", (None,) * 6, ("Selvik beat Arba by 3 goals to 1.",)),
}

POLICE = {"source_text": "police", "source_type": "police", "source_relation": "third_party", "cue": "said"}
GUARD = {"source_text": "the coast guard", "source_type": "emergency_service", "source_relation": "third_party"}
GUARD |= {"source_via": "Radio Selvik", "cue": "told"}
COMMAND = {"source_text": "The eastern command", "source_type": "military", "source_relation": "own", "cue": "says"}
SPOKESMAN = {"source_text": "a spokesman", "source_type": "anonymous", "source_relation": "unknown", "cue": "said"}
MINISTRY = {"source_text": "the health ministry", "source_type": "government", "source_relation": "third_party"}
THING = {"family": "damage", "unit": "item", "subject_group": None}
FIGURE = {"family": "statistic", "subject_group": None, "basis": "level"}
SATURDAY = {"period_text": "on Saturday", "period_start": "2021-03-13", "period_end": "2021-03-13"}
SATURDAY |= {"period_precision": "day", "period_edtf": "2021-03-13", "basis": "incremental"}
SINCE_MAY = {"period_text": "since May 1", "period_start": "2022-05-01", "period_end": "2022-06-02"}
SINCE_MAY |= {"period_precision": "day", "period_edtf": "2022-05-01/2022-06-02", "basis": "cumulative"}
THIRD = {"period_end": "2022-06-03", "period_edtf": "2022-05-01/2022-06-03"}
MAY = {"period_text": "in May", "period_start": "2022-05-01", "period_end": "2022-05-31", "basis": "incremental"}
MAY |= {"period_precision": "month", "period_edtf": "2022-05"}
TODAY = {"period_start": "2019-11-20", "period_end": "2019-11-20", "period_precision": "day"}
SUPPOSED = {"stance": "hypothetical", "basis": "incremental", "period_end": "2020-01-31"}
DAY = {"period_text": "In the past 24 hours", "period_start": "2022-06-02", "period_end": "2022-06-03"}
DAY |= {"period_precision": "day", "period_edtf": "2022-06-02/2022-06-03", "basis": "incremental"}
SO_FAR = {"period_text": "so far this week", "period_end": "2021-05-08", "period_precision": "day"}
SO_FAR |= {"period_edtf": "../2021-05-08", "basis": "cumulative", "source_text": "The clinic", "cue": "has buried"}
SO_FAR |= {"source_type": "hospital", "source_relation": "third_party"}
FRIDAY = {"period_text": "on Friday", "period_start": "2021-05-07", "period_end": "2021-05-07"}
FRIDAY |= {"period_precision": "day", "period_edtf": "2021-05-07", "basis": "incremental", "place_text": "Arba"}
MAYOR = {"source_text": "The mayor", "source_type": "government", "source_relation": "third_party", "cue": "said"}
DENIAL = {"source_text": "The company", "source_type": "company", "source_relation": "own", "cue": "denied"}
DENIAL |= {"stance": "denied"}
ENEMY = {"source_relation": "enemy"}
FOES = {"subject_party": "the rebels", "subject_group": "militant", "basis": "incremental"}
SILENT = {"stance": "undisclosed", "subject_group": "militant"}

ROWS = {
    "dead": Row("killed", "at_least", (12, 12, None), POLICE | SATURDAY | {"country": "NOR"}),
    "children": Row("killed", "exact", (2, 2, 2), SATURDAY | {"part_of": "dead", "subject_group": "child"}),
    "hurt": Row("injured", "range", (None, 30, 35), GUARD),
    "captain": Row("killed", "exact", (1, 1, 1), {"part_of": "dead", "implicit": True}),
    "ashore": Row("rescued", "less_than", (200, None, 200)),
    "cars": Row("destroyed", "at_most", (4, None, 4), THING),
    "daily": Row("statistic", "exact", (1400, 1400, 1400), FIGURE),
    "soldiers": Row("killed", "exact", (214, 214, 214), COMMAND | SINCE_MAY | {"subject_group": "military"}),
    "tanks": Row("destroyed", "more_than", (60, 60, None), COMMAND | THING | ENEMY),
    "silence": Row("casualties", "undisclosed", (None, None, None), SILENT),
    "families": Row("displaced", "approximately", (900, None, None), {"unit": "household"}),
    "captives": Row("captured", "vague", (None, 24, None), SPOKESMAN | MAY),
    "fallen": Row("killed", "exact", (221, 221, 221), COMMAND | SINCE_MAY | THIRD | {"subject_group": "military"}),
    "added": Row("killed", "exact", (7, 7, 7), COMMAND | DAY | {"subject_group": "military"}),
    "foes": Row("killed", "exact", (90, 90, 90), COMMAND | ENEMY | FOES),
    "denied": Row("killed", "exact", (43, 43, 43), DENIAL),
    "buried": Row("killed", "exact", (9, 9, 9), SO_FAR),
    "women": Row("killed", "exact", (5, 5, 5), SO_FAR | {"part_of": "buried", "subject_group": "woman"}),
    "men": Row("killed", "exact", (4, 4, 4), SO_FAR | {"part_of": "buried", "subject_group": "man"}),
    "shot": Row("killed", "exact", (12, 12, 12), POLICE | FRIDAY),
    "counted": Row("killed", "exact", (14, 14, 14), MAYOR | FRIDAY),
    "hit": Row("casualties", "exact", (31, 31, 31), POLICE | FRIDAY),
    "toll": Row("killed", "exact", (31, 31, 31), MINISTRY | TODAY | {"basis": "cumulative"}),
    "nurses": Row("killed", "exact", (4, 4, 4), TODAY | {"basis": "cumulative", "part_of": "toll"}),
    "unhurt": Row("injured", "exact", (0, 0, 0), TODAY | {"basis": "incremental"}),
    "feared": Row("killed", "exact", (50, 50, 50), MINISTRY | SUPPOSED),
    "patients": Row("hospitalized", "exact", (15, 15, 15), TODAY | {"basis": "stock"}),
    "coverage": Row("statistic", "exact", (61.5, 61.5, 61.5), FIGURE | {"unit": "percent"}),
    "wounded": Row("injured", "exact", (1, 1, 1), {"subject_group": "military"}),
}


def _marked(document: str, marked: str, start: int) -> list[dict[str, Any]]:
    """The claims marked in a sentence that begins at `start`."""
    claims, shift = [], 0
    for mark in MARK.finditer(marked):
        claims.append(_claim(document, marked, mark, start + mark.start() - shift))
        shift += len(mark[0]) - len(mark[2])
    return claims


def _claim(document: str, marked: str, mark: re.Match[str], begin: int) -> dict[str, Any]:
    """One claim; what its row leaves out is what most claims have."""
    row, article = ROWS[mark[1]], ARTICLES[document]
    claim: dict[str, Any] = {"claim_id": mark[1], "document_id": document, "family": "casualty", "unit": "person"}
    claim |= {"implicit": False, "subject_group": "unspecified", "stance": "asserted", "basis": "unknown"}
    claim |= {"period_precision": "unknown", "measure": row.measure, "qualifier": row.qualifier}
    claim |= dict(zip(("value", "value_low", "value_high"), row.bounds, strict=True))
    claim |= {"value_text": mark[2], "char_start": begin, "char_end": begin + len(mark[2])}
    claim |= {"sentence": MARK.sub(r"\2", marked).strip(), "rule": "hand", "confidence": 0.9}
    claim |= {"published": article.published, "publisher": article.publisher, "language": "en"}
    return claim | {"builder_version": "0.1.0", "policy": "literal"} | row.more


def _claims() -> list[dict[str, Any]]:
    claims = []
    for document, article in ARTICLES.items():
        start = 0
        for marked in article.sentences:
            claims += _marked(document, marked, start)
            start += len(MARK.sub(r"\2", marked))
    return claims


def _document(id: str, article: Article) -> dict[str, Any]:
    known: dict[str, Any] = {"document_id": id, "published": article.published, "publisher": article.publisher}
    known |= {"published_from": "given" if article.published else None, "status": "read", "wire_cluster": id}
    known |= {"language": "en", "n_claims": len(MARK.findall("".join(article.sentences)))}
    names = ("killed_low", "killed_best", "killed_high", "injured_low", "injured_best", "injured_high")
    return known | dict(zip(names, article.totals, strict=True))


def frame(table: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Rows as a published table: all its columns, in order, with their dtypes; what a row does not say is null."""
    kinds = dtypes(table)
    return pd.DataFrame({c: pd.Series([row.get(c) for row in rows], dtype=k) for c, k in kinds.items()})


def release() -> Release:
    """Claims, documents and texts, fresh at each call."""
    documents = frame("documents", [_document(i, a) for i, a in ARTICLES.items()])
    return frame("claims", _claims()), documents, {i: a.text for i, a in ARTICLES.items()}


def repeated(times: int) -> Release:
    """The release many times over, each with document and claim ids of its own: for rules that want many rows."""
    claims, documents, texts = release()
    names = [f"-{n}" for n in range(times)]
    many = pd.concat([_renamed(claims, ["claim_id", "document_id", "part_of"], n) for n in names], ignore_index=True)
    more = pd.concat([_renamed(documents, ["document_id"], n) for n in names], ignore_index=True)
    return many, more, {key + n: text for n in names for key, text in texts.items()}


def _renamed(table: pd.DataFrame, columns: list[str], ending: str) -> pd.DataFrame:
    return table.assign(**{column: table[column] + ending for column in columns})
