"""tallybook: news into a dataset of numeric claims.

    import builder
    builder.extract("Police said 12 people were hurt on Monday.", published="2021-03-02")    a DataFrame
    builder.build(["articles/"], "out")                                                      files, and a Build
    print(builder.explain("Police said 12 people were hurt on Monday."))                     why each claim was made

Nothing heavy is imported before it is used.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from datetime import date
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from builder.pipeline import Build

__all__ = ["__version__", "build", "explain", "extract"]
__version__ = "0.1.0"


def extract(
    text: str,
    published: date | str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    families: Sequence[str] | None = None,
    language: str | None = None,
) -> pd.DataFrame:
    """The claims of one text, with exactly the columns and dtypes of the claims table; `families`: only claims of
    these ("casualty", "damage", "statistic").

    `published` (YYYY-MM-DD) is what "on Monday" and "since Sept. 27" are resolved against; without it they stay null.
    Only English is read. `language` says what the text is in ("en", "German"); without it a text of 60 letters or more
    is asked. What is not English gives no claims, and a warning that says so.
    Raises ValueError if the text is empty, or a date, family or language is none.
    """
    from builder.documents import Record, document
    from builder.documents.languages import foreign
    from builder.documents.reading import known_families
    from builder.engines import extractor
    from builder.tables.claims import claims_frame

    fields = {"text": text, "published": published, "title": title, "publisher": publisher, "url": url}
    article, wanted = document(Record("text", None, fields)), known_families(families)
    if told := foreign(text, language):
        warnings.warn(f"{told}: no claims are made of it", stacklevel=2)
    return claims_frame([(article, [] if told else extractor()(article, wanted))])


def build(
    inputs: Sequence[str | PathLike[str]] | str | PathLike[str],
    out: str | PathLike[str],
    published: date | str | None = None,
    workers: int | None = None,
    check: bool = True,
    resume: bool = False,
    **more: Any,
) -> Build:
    """What `tallybook build` does: files, folders and globs to a folder of validated tables; s3://bucket/folder may
    stand for any of them. Further keywords are the fields of builder.documents.Reading (`html="fast"`) and of
    builder.pipeline.Options (`estimates=False`).

    Raises builder.pipeline.BuildError if no document could be read or `out` cannot be written, ValueError for a date,
    family or other word that is none. A failed check is no error: ask `Build.ok()`.
    """
    from dataclasses import fields
    from pathlib import Path

    from builder import pipeline
    from builder.documents import Reading, to_date

    names = [fspath(name) for name in ([inputs] if isinstance(inputs, str | PathLike) else inputs)]
    how = {field.name: more.pop(field.name) for field in fields(Reading) if field.name in more}
    options = pipeline.Options(workers, check, resume=resume, **more)
    place = fspath(out)
    return pipeline.build(names, place if "://" in place else Path(place), Reading(to_date(published), **how), options)


def explain(text: str, published: date | str | None = None, language: str | None = None) -> str:
    """Each sentence with its mentions marked, each claim as a small table, and the rule and words that made it. Only
    English is read: of a text in another language (`language` as in `extract`) it says so."""
    from builder.documents import Record, document
    from builder.trail import explanation

    return explanation(document(Record("text", None, {"text": text, "published": published})), language)
