"""Lines of a list whose label is a noun that says what happened: `Evacuees: 12,000`, `IDPs 4,410`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from builder.claims.bonds import Bond
from builder.mentions.chunks import Chunked
from builder.mentions.noun_phrases import rooms

_LABEL = regex.compile(r"(?:^|(?<=[,;]))[wa]{0,2}(?P<label>N);?(?P<q>[QB])(?=$|[,;(])")


def labelled(line: Chunked, bonds: Sequence[Bond]) -> Iterator[Bond]:
    """A bond for each number that stands behind such a noun alone, at the beginning of a sentence or list item."""
    if "N" not in line.kinds:
        return
    taken = {bond.chunk for bond in bonds if bond.measure != "statistic"}
    for found in _LABEL.finditer(line.kinds):
        noun = line.chunks[found.start("label")]
        said = rooms().subjects.at(line.sentence.tokens.words, noun.i)
        if said and said.j == noun.j and said.entry.get("measure") and found.start("q") not in taken:
            yield Bond(found.start("q"), said.entry.get("measure"), "label-noun", 0.75)
