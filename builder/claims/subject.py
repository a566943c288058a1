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
    owned = owner_word(reading, data)
    if owned is not None:
        return owner_of(context.sentences, context.text, sentence.index, owned)
    return party_of(sentence, context.text, i, j, reading.parties) if j > i else None


def owner_word(reading: Reading, data: Quantity | Individual) -> int | None:
    """The token `its` or `their` before the counted ("41 of its soldiers")."""
    words = reading.sentence.tokens.words
    first, last = (data.i, data.i) if isinstance(data, Individual) else (data.number.right, data.phrase.i)
    return next((k for k in range(first, min(last + 1, len(words))) if words[k] in _OWNERS), None)
