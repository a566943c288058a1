"""CSV and TSV, row by row. A row that is broken costs no other: what a quotation mark that is never closed has
swallowed is read again from the next line."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator

from builder.documents.fields import columns, picked
from builder.documents.inputs import Source, text_lines
from builder.documents.notes import Notes
from builder.documents.reading import LIMIT, Reading
from builder.documents.records import Record, Reject, Unreadable

_DELIMITERS = ",;\t|"

ROW = 2_000_000
"""Characters of a row that spans lines: what is longer is an open quotation mark."""

Line = tuple[int, str | Unreadable]


def read_delimited(source: Source, reading: Reading, notes: Notes) -> Iterator[Record | Reject]:
    """Every row under the header a record, with the line it starts on. Raises OSError, Unreadable."""
    csv.field_size_limit(LIMIT)
    with source.unzipped(notes) as handle:
        rows = _Rows(text_lines(handle, reading.encoding), "\t" if source.suffix in (".tsv", ".tab") else None)
        header = next(rows, None)
        if header is None:
            raise Unreadable("the table is empty")
        if isinstance(header[1], Unreadable):
            raise header[1]
        names = [name.strip() for name in header[1]]
        chosen = columns(names, reading, notes, source.name)
        for number, row in rows:
            if isinstance(row, Unreadable):
                yield row.reject(source.name, number)
            elif len(row) != len(names):
                shown = f"{len(row)} fields where the header has {len(names)}"
                yield Unreadable(shown, ",".join(row)).reject(source.name, number)
            else:
                yield Record(source.name, number, picked(dict(zip(names, row, strict=True)), chosen, notes))


class _Rows:
    """Rows with the line they start on, or why there is none. Blank lines are no rows."""

    def __init__(self, lines: Iterator[Line], delimiter: str | None) -> None:
        self._lines = lines
        self._again: deque[Line] = deque(first for first in (next(lines, None),) if first)
        self._delimiter = delimiter or self._guess()
        self._taken: list[Line] = []
        self._size = 0

    def __iter__(self) -> Iterator[tuple[int, list[str] | Unreadable]]:
        return self

    def __next__(self) -> tuple[int, list[str] | Unreadable]:
        while True:
            self._taken, self._size = [], 0
            try:
                row = next(csv.reader(self._feed(), delimiter=self._delimiter, strict=True))
            except StopIteration:
                raise StopIteration from None
            except (csv.Error, Unreadable) as error:
                return self._broken(error)
            if row:
                return self._taken[0][0], row

    def _guess(self) -> str:
        head = self._again[0][1] if self._again else ""
        return "," if isinstance(head, Unreadable) else max(_DELIMITERS, key=head.count)

    def _broken(self, error: Exception) -> tuple[int, Unreadable]:
        """The first line of the row is given up, the others are read again."""
        number, line = self._taken[0]
        self._again.extendleft(reversed(self._taken[1:]))
        if isinstance(line, Unreadable):
            return number, line
        why = str(error) if isinstance(error, csv.Error) else "a quotation mark is opened and not closed"
        return number, Unreadable(f"not a row of a table: {why}", line.strip())

    def _feed(self) -> Iterator[str]:
        while True:
            found = self._again.popleft() if self._again else next(self._lines, None)
            if found is None:
                return
            self._taken.append(found)
            if isinstance(found[1], Unreadable):
                raise found[1]
            self._size += len(found[1])
            if self._size > ROW and len(self._taken) > 1:
                raise csv.Error("a quotation mark is opened and not closed")
            yield found[1]
