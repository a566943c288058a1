"""What event pages are made of, without a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from builder.site.charts import rivals, tolls
from builder.site.events import Event, event_of_claims, events_of, labels, tolls_of
from builder.site.figures import Figure, figure, lines, said
from builder.site.release import Release, read_release
from tests import site_events, site_release


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return read_release(site_release.write(tmp_path_factory.mktemp("events")))


def claim(**more: Any) -> dict[str, Any]:
    known: dict[str, Any] = {"claim_id": "c", "measure": "killed", "qualifier": "exact", "value_text": "dozens"}
    known |= {"value": None, "value_low": None, "value_high": None, "source_text": None, "source_relation": None}
    known |= {"subject_text": None, "period_end": None, "published": None, "stance": "asserted", "unit": "person"}
    return known | {"publisher": "Wire", "title": None, "url": None} | more


def test_figures_in_words() -> None:
    assert said(claim(value=1234.0)) == "1,234"
    assert said(claim(value=1234.0, qualifier="at_least")) == "at least 1,234"
    assert said(claim(value_low=16.0, value_high=20.0, qualifier="range")) == "16 to 20"
    assert said(claim(value_low=24.0, qualifier="vague")) == "dozens"
    assert said(claim(qualifier="undisclosed")) == "not disclosed"


def test_lines_of_a_chart() -> None:
    sources = ("The ministry", "the Ministry", "A doctor", None, "Amnesty")
    figures = [figure(claim(source_text=source)) for source in sources]
    assert lines(figures) == ["ministry", "ministry", "doctor", "Wire (the text itself)", "Amnesty"]
    assert lines([figure(claim(unit="item", subject_text="tanks"))]) == ["Wire (the text itself): tanks"]


def test_one_figure_is_no_comparison() -> None:
    numbers: list[Figure] = [figure(claim(value=float(n))) for n in (3, 900)]
    assert rivals(numbers[:1], None) is None
    assert rivals([numbers[0], figure(claim(qualifier="undisclosed"))], None) is None
    spec = rivals(numbers, None)
    assert spec is not None
    assert spec["layer"][-1]["encoding"]["x"]["scale"]["type"] == "symlog"
    assert spec["description"] == "Figures of 1 source on one axis, from 3 to 900"


def test_events_with_their_figures(release: Release) -> None:
    [event] = events_of(release)
    assert event.name == "Clash <at> Arba"
    [part] = event.parts
    assert [one.said for one in part.figures if one.role == "superseded"] == ["61"]
    assert [one.who for one in part.figures if one.relation == "the enemy"] == ["rebels"]
    assert event.best["killed"]["best"] == 104
    assert event_of_claims(release) == {row[0]: site_events.EVENT for row in site_events.FIGURES}


def test_an_event_without_a_title_is_called_by_what_where_and_when(release: Release) -> None:
    [event] = events_of(release)
    bare = {**event.row, "title": None}
    assert Event(bare, {}, [], []).name == "Clash, Arba, 2022"
    bare |= {"cause": None, "place_text": None}
    assert Event(bare, {}, [], []).name == "Untitled event, 2022"
    assert Event({**bare, "date_start": None}, {}, [], []).name == "Untitled event"


def test_tolls(release: Release) -> None:
    [one] = tolls_of(release)
    assert len(one.steps) == 6
    assert set(one.labels.values()) == {"the health ministry: since 2022-02-24", "a monitor: since 2022-02-24"}
    assert one.chart is not None
    assert one.chart["description"] == "Running tolls of 2 series from 2022-03-01 to 2022-06-01"
    assert tolls([row for row in one.steps if row["step"] == 1], labels(one.steps)) is None


def test_a_release_without_events_has_none(tmp_path: Path) -> None:
    folder = site_release.write(tmp_path / "release")
    (folder / "links.csv").unlink()
    bare = read_release(folder)
    assert (events_of(bare), tolls_of(bare), event_of_claims(bare)) == ([], [], {})
