"""Checks of the evidence: the span, the sentence, and one claim for one number."""

from __future__ import annotations

import pandas as pd

from builder.validation.rules.coded import coded, codes, once, words
from builder.validation.rules.registry import Tables, Verdict, check, judge


def _mask(t: Tables, flags: list[bool]) -> pd.Series[bool]:
    return pd.Series(flags, index=t.rows.index, dtype=bool)


def _texts(t: Tables) -> list[str | None]:
    """The text of each row's document, None where it is not at hand."""

    def work() -> list[str | None]:
        ids, texts = coded(t, "document_id"), t.texts or {}
        found = [*map(texts.get, ids.listed()), None]  # the last is what code -1 finds
        return [found[code] for code in ids.codes.tolist()]

    return once(t, "texts", work)


def _spans(t: Tables) -> list[tuple[int, int]]:
    def work() -> list[tuple[int, int]]:
        starts, ends = (t.rows[c].fillna(-1).astype(int).tolist() for c in ("char_start", "char_end"))
        return list(zip(starts, ends, strict=True))

    return once(t, "spans", work)


@check("value_text", "char_start", "char_end")
def span_length_fits(t: Tables) -> Verdict:
    """The span is as long as the words it holds."""
    length = t.rows["value_text"].astype("string").str.len()
    wrong = (t.rows["char_end"] - t.rows["char_start"]).ne(length)
    return judge(length.notna(), wrong)


@check("document_id", "value_text", "char_start", "char_end", texts=True)
def span_equals_text(t: Tables) -> Verdict:
    """text[char_start:char_end] == value_text, character by character."""
    texts, printed = _texts(t), words(t, "value_text")
    same = [
        text is None or (start >= 0 and text[start:end] == word)
        for text, (start, end), word in zip(texts, _spans(t), printed, strict=True)
    ]
    return judge(_mask(t, [text is not None for text in texts]), ~_mask(t, same))


@check("document_id", "sentence", "char_start", "char_end", texts=True)
def sentence_holds_span(t: Tables) -> Verdict:
    """The sentence stands in the text, and the span stands within it (a sentence may occur more than once)."""
    texts, sentences = _texts(t), words(t, "sentence")
    held = [
        text is None or text.find(sentence, max(0, end - len(sentence)), start + len(sentence)) >= 0
        for text, (start, end), sentence in zip(texts, _spans(t), sentences, strict=True)
    ]
    return judge(_mask(t, [text is not None for text in texts]), ~_mask(t, held))


@check("sentence", "value_text")
def sentence_holds_words(t: Tables) -> Verdict:
    """The words of the number stand in the sentence: this needs no texts."""
    both = zip(words(t, "sentence"), words(t, "value_text"), strict=True)
    held = [word in sentence for sentence, word in both]
    return judge(t.rows["value_text"].notna(), ~_mask(t, held))


@check("document_id", "char_start", "char_end", "measure")
def counted_once(t: Tables) -> Verdict:
    """No two claims share document, span and measure."""
    twice = t.rows.duplicated(["document_id", "char_start", "char_end", "measure"], keep=False)
    return judge(_mask(t, [True] * len(t.rows)), twice)


@check("document_id", "char_start", "char_end", "implicit", "qualifier")
def spans_stand_apart(t: Tables) -> Verdict:
    """Spans of numbers do not overlap: the later of two that do is named. The same number counted for two measures
    (abducted and killed) is one span. Persons and silences are phrases, not numbers, and may hold one."""
    number = ~t.rows["implicit"].fillna(False).astype(bool) & t.rows["qualifier"].ne("undisclosed").fillna(True)
    number = number.fillna(False).astype(bool)
    spans = t.rows.loc[number, ["char_start", "char_end"]].assign(document_id=codes(t, "document_id")[number])
    spans = spans.drop_duplicates().sort_values(["document_id", "char_start", "char_end"], kind="stable")
    reach = spans.groupby("document_id")["char_end"].cummax()
    before = reach.groupby(spans["document_id"]).shift()
    overlap = spans["char_start"].lt(before).fillna(False).astype(bool)
    return judge(number, overlap.reindex(t.rows.index, fill_value=False))
