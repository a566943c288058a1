"""Charts of an event, as Vega-Lite. Colours and fonts are set by the page, for light and for dark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from builder.site.figures import RELATIONS, Figure, lines

Spec = dict[str, Any]
Row = Mapping[str, Any]

MOST = 40
"""Sources that a chart has lines for; the table below it has all."""

_SHAPES = ("circle", "diamond", "square", "triangle-up")
_WIDE = 50
"""Figures that lie further apart than this factor stand on an axis of powers."""

_TIPS = (("said", "figure"), ("who", "source"), ("relation", "counts"), ("day", "as of"))
_ROLES_SHOWN = ("counts", "rival", "superseded", "repeated", None)


def rivals(figures: Sequence[Figure], estimate: Row | None) -> Spec | None:
    """The figures of one measure on one axis: a line for each source, a mark for each figure, its bounds as a bar; the
    estimate, where there is one, as a band across. None where there is nothing to compare."""
    shown = [one for one in figures if one.place is not None and one.role in _ROLES_SHOWN]
    on = lines(shown)
    sources = list(dict.fromkeys(on))[:MOST]
    if len(shown) < 2:
        return None
    values = [_mark(one, line) for one, line in zip(shown, on, strict=True) if line in sources]
    x = {"field": "place", "type": "quantitative", "title": None, "scale": _scale([v["place"] for v in values])}
    y = {"field": "who", "type": "nominal", "sort": sources, "title": None, "axis": {"grid": True}}
    layers = [*_band(estimate), _bounds(x, y), _open(x, y), _points(x, y)]
    many = f"{len(sources)} source{'s' if len(sources) > 1 else ''}"
    about = f"Figures of {many} on one axis, {_span(values)}"
    return {"description": about, "data": {"values": values}, "height": {"step": 30}, "layer": layers}


def _mark(one: Figure, who: str) -> Row:
    return {
        "who": who,
        "place": one.place,
        "low": one.low if one.low is not None else one.place,
        "high": one.high if one.high is not None else one.place,
        "open": one.high is None and one.low is not None and one.low == one.place,
        "relation": one.relation,
        "old": one.role in ("superseded", "repeated"),
        "said": one.said,
        "day": one.day,
        "claim": one.claim_id,
    }


def _span(values: Sequence[Row]) -> str:
    places = [value["place"] for value in values]
    return f"from {min(places):,g} to {max(places):,g}"


def _scale(places: Sequence[float]) -> Spec:
    largest, smallest = max(places), min((p for p in places if p > 0), default=0)
    wide = smallest > 0 and largest / smallest > _WIDE
    return {"type": "symlog", "constant": max(1, smallest), "nice": True} if wide else {"zero": True, "nice": True}


def _band(estimate: Row | None) -> list[Spec]:
    """The estimate: a band from low to high, and a line at best."""
    if estimate is None or estimate["best"] is None:
        return []
    best = estimate["best"]
    low, high = (estimate[end] if estimate[end] is not None else best for end in ("low", "high"))
    data = {"values": [{"low": low, "high": high, "best": best}]}
    axis = {"type": "quantitative"}
    return [
        {"data": data, "mark": {"type": "rect", "style": "band"},
         "encoding": {"x": {"field": "low", **axis}, "x2": {"field": "high"}}},
        {"data": data, "mark": {"type": "rule", "style": "best"}, "encoding": {"x": {"field": "best", **axis}}},
    ]  # fmt: skip


def _bounds(x: Spec, y: Spec) -> Spec:
    return {
        "transform": [{"filter": "datum.low < datum.high"}],
        "mark": {"type": "rule", "style": "bounds"},
        "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}, "y": y, "color": _colour()},
    }


def _open(x: Spec, y: Spec) -> Spec:
    """An arrow for a figure that has no upper bound."""
    return {
        "transform": [{"filter": "datum.open"}],
        "mark": {"type": "text", "text": "→", "dx": 13, "style": "open"},
        "encoding": {"x": x, "y": y, "color": _colour()},
    }


def _points(x: Spec, y: Spec) -> Spec:
    return {
        "mark": {"type": "point", "size": 95, "filled": True, "cursor": "pointer"},
        "encoding": {
            "x": x,
            "y": y,
            "color": _colour(),
            "shape": {"field": "relation", "type": "nominal", "scale": {"domain": RELATIONS, "range": _SHAPES},
                      "legend": None},
            "opacity": {"condition": {"test": "datum.old", "value": 0.4}, "value": 1},
            "tooltip": [_tip(field, title) for field, title in _TIPS],
        },
    }  # fmt: skip


def _tip(field: str, title: str) -> Spec:
    return {"field": field, "type": "nominal", "title": title}


def _colour() -> Spec:
    """By whose people the source counts; the page names the four colours beside the charts."""
    return {"field": "relation", "type": "nominal", "scale": {"domain": RELATIONS}, "legend": None}


def tolls(steps: Sequence[Row], label: Mapping[str, str]) -> Spec | None:
    """Running tolls of one measure over time: a line a series, its bounds as bars. None if none has two steps."""
    many = {row["series_id"] for row in steps if row["step"] > 1}
    values = [
        _step(row, label[row["series_id"]]) for row in steps if row["series_id"] in many and row["best"] is not None
    ]
    if not values:
        return None
    x = {"field": "day", "type": "temporal", "title": None, "axis": {"format": "%-d %b %Y", "labelOverlap": True}}
    y: Spec = {"field": "best", "type": "quantitative", "title": None, "scale": {"zero": True}}
    colour: Spec = {
        "field": "series",
        "type": "nominal",
        "title": None,
        "legend": {"orient": "top", "columns": 1, "labelLimit": 500},
    }
    detail = {"field": "phase", "type": "nominal"}
    shared = {"x": x, "color": colour, "detail": detail}
    rule = {"transform": [{"filter": "datum.low < datum.high"}], "mark": {"type": "rule", "style": "bounds"},
            "encoding": {**shared, "y": {**y, "field": "low"}, "y2": {"field": "high"}}}  # fmt: skip
    line = {"mark": {"type": "line", "interpolate": "step-after"}, "encoding": {**shared, "y": y}}
    tips = [_tip("said", "figure"), _tip("day", "as of"), _tip("move", "move")]
    point = {"mark": {"type": "point", "filled": True, "size": 60, "cursor": "pointer"},
             "encoding": {**shared, "y": y, "tooltip": tips}}  # fmt: skip
    about = (
        f"Running tolls of {len({v['series'] for v in values})} series from {values[0]['day']} to {values[-1]['day']}"
    )
    return {"description": about, "data": {"values": values}, "height": 260, "layer": [rule, line, point]}


def _step(row: Row, label: str) -> Row:
    return {
        "series": label,
        "day": str(row["as_of"]),
        "best": row["best"],
        "low": row["low"] if row["low"] is not None else row["best"],
        "high": row["high"] if row["high"] is not None else row["best"],
        "phase": row["phase"],
        "said": f"{row['best']:,g}",
        "move": row["move"],
        "claim": row["claim_id"],
    }
