"""Estimates in the columns of other people's tables. What is lost on the way stands in docs/estimates.md."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from builder.linking.words import causes

if TYPE_CHECKING:
    import pandas as pd

    from builder.estimates.make import Derived

_VIOLENT = frozenset(
    {"bomb", "air", "shelling", "shooting", "stabbing", "ambush", "clash", "unrest", "abduction", "attack"}
)
_PRECISION = MappingProxyType({"day": 1, "week": 3, "month": 4, "year": 5})
_ACLED_PRECISION = MappingProxyType({"day": 1, "week": 2})
_STATE, _ARMED = ("military", "police"), ("militant",)
_ACLED_TYPE = MappingProxyType(
    {
        "bomb": ("Explosions/Remote violence", "Remote explosive/landmine/IED"),
        "air": ("Explosions/Remote violence", "Air/drone strike"),
        "shelling": ("Explosions/Remote violence", "Shelling/artillery/missile attack"),
        "clash": ("Battles", "Armed clash"),
        "ambush": ("Battles", "Armed clash"),
        "unrest": ("Riots", "Violent demonstration"),
        "abduction": ("Violence against civilians", "Abduction/forced disappearance"),
    }
)
_HXL = MappingProxyType(
    {
        "event": "#event+id",
        "date": "#date+start",
        "end": "#date+end",
        "country": "#country+code",
        "place": "#adm1+name",
        "cause": "#description",
        "killed": "#affected+killed",
        "injured": "#affected+injured",
        "missing": "#affected+missing",
        "displaced": "#affected+displaced",
        "infected": "#affected+infected",
        "affected": "#affected",
        "source": "#meta+source",
    }
)


def _kind(cause: Any) -> str | None:
    """The kind of event that an event's cause words name."""
    found = causes(cause) if isinstance(cause, str) else ()
    return found[0].kind if found else None


def _events(made: Derived, measures: tuple[str, ...]) -> list[dict[str, Any]]:
    """Each event with its best figures: measure -> (low, best, high), and by group for the killed."""
    rows = made.estimates[made.estimates["measure"].isin(measures) & made.estimates["basis"].eq("total")]
    known: dict[str, dict[Any, tuple[Any, ...]]] = {}
    for row in rows[rows["unit"].eq("person").fillna(False)].to_dict("records"):
        if row["scope"] in ("all", "group") and isinstance(row["event_id"], str):
            name = row["measure"] if row["scope"] == "all" else (row["measure"], row["counted"])
            ends = tuple(_whole(row[end]) for end in ("low", "best", "high"))
            known.setdefault(row["event_id"], {})[name] = ends
    return [
        {**{str(k): v for k, v in e.items()}, "figures": known[e["event_id"]]}
        for e in made.events.to_dict("records")
        if e["event_id"] in known
    ]


def _whole(value: Any) -> int | None:
    import pandas as pd

    return None if pd.isna(value) else int(value)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def ucdp_ged(made: Derived) -> pd.DataFrame:
    """Violent events with somebody killed, in the columns of UCDP GED. Side A are soldiers and police, side B armed
    groups, whoever they are: claims do not say who fought whom."""
    import pandas as pd

    rows = []
    for event in _events(made, ("killed",)):
        low, best, high = event["figures"].get("killed", (None, None, None))
        if _kind(event["cause"]) not in _VIOLENT or not best:
            continue
        low, high = best if low is None else low, best if high is None else high
        rows.append(_ged(event, low, best, high))
    return pd.DataFrame(rows, columns=_GED)


_GED = [
    "id",
    "year",
    "date_start",
    "date_end",
    "date_prec",
    "country",
    "where_coordinates",
    "side_a",
    "side_b",
    "number_of_sources",
    "source_headline",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
]


def _ged(event: Mapping[str, Any], low: int, best: int, high: int) -> dict[str, Any]:
    a, b = (sum(_best(event, group) for group in groups) for groups in (_STATE, _ARMED))
    civilians = _best(event, "civilian")
    if a + b + civilians > best:
        a = b = civilians = 0
    return {
        "id": event["event_id"],
        "year": _text(event["date_start"])[:4],
        "date_start": _text(event["date_start"]),
        "date_end": _text(event["date_end"]),
        "date_prec": _PRECISION.get(event["date_precision"], ""),
        "country": _text(event["country"]),
        "where_coordinates": _text(event["place_text"]),
        "side_a": "soldiers and police",
        "side_b": "armed groups",
        "number_of_sources": int(event["n_sources"]),
        "source_headline": _text(event["title"]),
        "deaths_a": a,
        "deaths_b": b,
        "deaths_civilians": civilians,
        "deaths_unknown": best - a - b - civilians,
        "best": best,
        "high": high,
        "low": low,
    }


def _best(event: Mapping[str, Any], group: str) -> int:
    return event["figures"].get(("killed", group), (0, 0, 0))[1] or 0


def acled(made: Derived) -> pd.DataFrame:
    """Violent events in the columns of ACLED; fatalities are best, and 0 where none is stated."""
    import pandas as pd

    rows = []
    for event in _events(made, ("killed", "injured", "abducted", "detained")):
        kind = _kind(event["cause"])
        if kind not in _VIOLENT or not _text(event["date_start"]):
            continue
        sort, sub = _ACLED_TYPE.get(kind, ("Violence against civilians", "Attack"))
        rows.append(
            {
                "event_id_cnty": event["event_id"],
                "event_date": event["date_start"],
                "year": event["date_start"][:4],
                "time_precision": _ACLED_PRECISION.get(event["date_precision"], 3),
                "event_type": sort,
                "sub_event_type": sub,
                "country": _text(event["country"]),
                "location": _text(event["place_text"]),
                "source": f"{event['n_sources']} sources",
                "notes": _text(event["title"]),
                "fatalities": event["figures"].get("killed", (None, 0, None))[1] or 0,
            }
        )
    return pd.DataFrame(rows, columns=_ACLED)


_ACLED = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "event_type",
    "sub_event_type",
    "country",
    "location",
    "source",
    "notes",
    "fatalities",
]


def hxl(made: Derived) -> pd.DataFrame:
    """Events with the best figure of each measure; the first row holds the HXL tags."""
    import pandas as pd

    measures = ("killed", "injured", "missing", "displaced", "infected", "affected")
    rows: list[dict[str, Any]] = [dict(_HXL)]
    for event in _events(made, measures):
        best = {m: event["figures"].get(m, (None, None, None))[1] for m in measures}
        rows.append(
            {
                "event": event["event_id"],
                "date": _text(event["date_start"]),
                "end": _text(event["date_end"]),
                "country": _text(event["country"]),
                "place": _text(event["place_text"]),
                "cause": _text(event["cause"]),
                **{measure: "" if value is None else value for measure, value in best.items()},
                "source": f"{event['n_sources']} sources",
            }
        )
    return pd.DataFrame(rows, columns=list(_HXL))


EXPORTS: Mapping[str, Callable[[Derived], pd.DataFrame]] = MappingProxyType(
    {"ucdp-ged": ucdp_ged, "acled": acled, "hxl": hxl}
)
