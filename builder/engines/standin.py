"""A stand-in until the extraction core is there: every number in a sentence with a given word in it."""

from __future__ import annotations

from builder.language.sentences import sentences
from builder.model import Claim, Document, Qualifier, Sentence


def extract_claims(document: Document) -> list[Claim]:
    found = []
    for s in sentences(document.text):
        if "killed" not in s.tokens.words:
            continue
        for i, word in enumerate(s.tokens.words):
            if word.isascii() and word.isdigit() and len(word) < 4:
                a, b, n = s.tokens.starts[i], s.tokens.ends[i], float(word)
                line = document.text[s.start : s.end]
                kind = (document.text[a:b], line, s.start, "casualty", "killed", n, n, n, Qualifier.EXACT, "person")
                found.append(Claim(document.id, a, b, *kind, rule="standin", subject_group="unspecified"))
    return found


def analyse(document: Document) -> list[tuple[Sentence, list[tuple[int, int, str]], list[Claim]]]:
    claims = extract_claims(document)
    per = [(s, [c for c in claims if c.sentence_start == s.start]) for s in sentences(document.text)]
    return [(s, [(c.start, c.end, "number") for c in cs], cs) for s, cs in per]
