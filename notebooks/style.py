"""How the figures of these notebooks look: plain enough for a printed page, and drawn without a network."""

from __future__ import annotations

import altair as alt

OWN, ENEMY, OTHER = "#1b6ca8", "#c2410c", "#5b6470"
"""Blue, orange, grey: told apart by the colour blind, and in print."""


def use() -> None:
    """Figures as SVG inside the notebook, one look for all."""
    alt.theme.register("paper", enable=True)(paper)
    alt.renderers.enable("svg")


def paper() -> alt.theme.ThemeConfig:
    ink = "#222222"
    axis = {"gridColor": "#e5e5e5", "domainColor": ink, "tickColor": ink, "labelColor": ink, "titleColor": ink}
    return {
        "config": {
            "font": "Helvetica, Arial, sans-serif",
            "view": {"stroke": None},
            "axis": {
                **axis,
                "labelFontSize": 11,
                "titleFontSize": 11,
                "titleFontWeight": "normal",
                "labelFlush": False,
            },
            "title": {
                "anchor": "start",
                "fontSize": 13,
                "fontWeight": "bold",
                "color": ink,
                "subtitleColor": "#555555",
            },
            "legend": {"labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": "normal", "symbolSize": 80},
            "header": {"labelFontSize": 12, "labelFontWeight": "bold", "labelAnchor": "start"},
            "range": {"category": [OWN, ENEMY, OTHER]},
        }
    }
