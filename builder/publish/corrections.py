"""What was corrected in a release, for everybody to see: corrections.csv, if there is anything to show."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Sequence
from pathlib import Path

from builder.publish.files import write_text
from builder.tables.corrections import Applied

NAME = "corrections.csv"


def write_corrections(out: Path, made: Sequence[Applied]) -> None:
    """One row a correction, with its reason and who decided; a file of an earlier build that has none is removed."""
    if not made:
        (out / NAME).unlink(missing_ok=True)
        return
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(field.name for field in dataclasses.fields(Applied))
    writer.writerows([_cell(value) for value in dataclasses.astuple(one)] for one in made)
    write_text(out / NAME, buffer.getvalue())


def _cell(value: object) -> object:
    """Whole numbers without a point, as in the other tables."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
