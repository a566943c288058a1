"""Who or what was counted: words and side."""

from __future__ import annotations

from builder.claims.context import Context, Reading
from builder.mentions.chunks import Quantity
from builder.mentions.individuals import Individual
from builder.mentions.parties import owner_of, party_of
from builder.model import Sentence

_OWNERS = frozenset({"its", "their"})


def words_of(context: Context, sentence: Sentence, data: Quantity | Individual) -> str | None:
    """The counted noun phrase as printed, without number and qualifier."""
    if isinstance(data, Individual):
        return sentence.span(data.i, data.j).of(context.text)
    phrase = data.phrase
    return (
        sentence.span(phrase.i, phrase.j).of(context.text) if phrase.head is not None and phrase.j > phrase.i else None
    )


def party(context: Context, reading: Reading, data: Quantity | Individual) -> str | None:
    """The side the counted belong to; `its` is resolved to its owner."""
    sentence = reading.sentence
    i, j = (data.i, data.j) if isinstance(data, Individual) else (data.phrase.i, data.phrase.j)
    first = data.i if isinstance(data, Individual) else data.number.right
    for k in range(first, min(i + 1, len(sentence.tokens))):
        if sentence.tokens.words[k] in _OWNERS:
            return owner_of(context.sentences, context.text, sentence.index, k)
    return party_of(sentence, context.text, i, j, reading.parties) if j > i else None
