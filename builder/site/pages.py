"""Templates to pages. All text is escaped where it is set; a page asks nothing of any other host, and may not."""

from __future__ import annotations

import datetime
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from builder import __version__
from builder.site.downloads import size
from builder.site.events import brief, heading
from builder.site.facts import plain

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent
POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file: data:; "
    "base-uri 'none'; form-action 'none'"
)
"""Scripts and styles are files of the site, nothing else is loaded. `file:` is what 'self' means to browsers that give
every file an origin of its own."""


class MissingExtra(RuntimeError):
    """A library is not installed; the message names the extra that brings it."""


@cache
def environment() -> Environment:
    """The templates, strict about names they do not know."""
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
    except ModuleNotFoundError:
        raise MissingExtra("publish needs jinja2: pip install 'tallybook[site]'") from None

    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {
        "number": number,
        "day": day,
        "size": size,
        "plain": plain,
        "web": web,
        "quoted": quoted,
        "jsonld": jsonld,
        "heading": heading,
        "brief": brief,
    }
    made.globals |= {"policy": POLICY, "version": __version__}
    return made


def render(template: str, root: str = "", **values: Any) -> str:
    """A page; `root` leads from it to the top of the site."""
    return environment().get_template(template).render(root=root, **values)


def number(value: float | None) -> str:
    """Digits in groups of three; nothing for null."""
    if value is None:
        return ""
    return f"{value:,.0f}" if value == int(value) else f"{value:,g}"


def day(iso: str) -> str:
    """A date as people write it: 2023-08-12 is 12 August 2023."""
    date = datetime.date.fromisoformat(iso)
    return f"{date.day} {date:%B} {date.year}"


def web(address: str | None) -> str | None:
    """An address that may become a link: of the web, and nothing that runs."""
    try:
        parts = urlsplit((address or "").strip())
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None


def quoted(value: object) -> str:
    """A value inside an address."""
    return quote(str(value), safe="")


def jsonld(value: Any) -> Any:
    """An object for a script element of data: nothing in it can close the element."""
    from markupsafe import Markup

    text = json.dumps(value, ensure_ascii=False, indent=1)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
