"""Who says it: every stretch of a document that is somebody's words, with the one who is the innermost source.

Codebook, part 2 ("Who says so") and part 5. Reporting words come from mentions.reporting; here they get a scope
(claims.scopes), a resolved source (claims.speakers) and the quotations that belong to them (claims.quotes).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from builder.claims.quotes import Said, find_quotes, owners
from builder.claims.scopes import content, scope_of
from builder.claims.speakers import Speaker, Speakers
from builder.claims.turns import find_turns
from builder.mentions.report import Report
from builder.mentions.reporting import find_reports
from builder.mentions.small_words import QUOTES, small_words
from builder.mentions.source_edges import known
from builder.model import Attribution, Sentence, Span

_REACH = 4000
"""No attribution is longer than this many characters."""
_FINDERS = frozenset({"expert", "document", "media"})
"""Who tells what it finds; when the police find nine men, they do not say so."""
_AROUND = " \t\n\xa0,;:-–—"
"""What stands between a tag and what is said, and belongs to neither."""


def find_attributions(text: str, sentences: Sequence[Sentence]) -> list[Attribution]:
    """All attributions of a document, sorted by start, outer before inner."""
    speakers = Speakers(text, sentences)
    said = [one for s in sentences if (reports := find_reports(s)) for one in _sentence(s, reports, speakers)]
    said = sorted([*said, *_continued(sentences, said)], key=lambda one: one.sentence.index)
    quotes = find_quotes(text)
    found = [
        _attribution(one, part)
        for one in said
        for bare in content(_within(one, quotes), one.tag)
        if (part := _trimmed(text, bare)).end > part.start
    ]
    found += _turns(text, speakers)
    found += [_attribution(one, quote) for one, quote in owners(text, sentences, quotes, said, speakers)]
    return sorted(dict.fromkeys(found), key=lambda a: (a.start, -a.end))


def attribution_at(attributions: Sequence[Attribution], position: int) -> Attribution | None:
    """The innermost attribution (the smallest stretch) that covers a character; `attributions` as found, sorted."""
    best: Attribution | None = None
    for k in range(bisect_right(attributions, position, key=lambda a: a.start) - 1, -1, -1):
        one = attributions[k]
        if one.end > position and (best is None or one.end - one.start < best.end - best.start):
            best = one
        if position - one.start > _REACH:
            break
    return best


def _turns(text: str, speakers: Speakers) -> list[Attribution]:
    """What is said in a transcript, by the names of those who speak."""
    found = []
    for turn in find_turns(text):
        speaker, said = speakers.called(turn.who), _trimmed(text, turn.said)
        if said.end > said.start:
            found.append(Attribution(said.start, said.end, speaker.text, speaker.type or "other", ":", speaker.span))
    return found


def _trimmed(text: str, span: Span) -> Span:
    piece = span.of(text)
    return Span(span.end - len(piece.lstrip(_AROUND)), span.start + len(piece.rstrip(_AROUND)))


def _attribution(one: Said, part: Span) -> Attribution:
    speaker = one.speaker
    return Attribution(
        part.start, part.end, speaker.text, speaker.type or "other", one.cue, speaker.span, one.via, one.report.hedge
    )


def _sentence(s: Sentence, reports: list[Report], speakers: Speakers) -> list[Said]:
    found: list[Said] = []
    last: Speaker | None = None
    for n, report in enumerate(reports):
        speaker = speakers.hear(s, report.source) if report.source else last or speakers.subject(s, report.i)
        if speaker is None or (not report.source and report.use == "find" and speaker.type not in _FINDERS):
            continue
        if not speaker.type and speaker.names and _of_kin(s, report):
            speaker = speakers.retype(speaker, "family")
        cue = " ".join(s.span(report.i, report.j).of(speakers.text).split())
        one = Said(s, report, speaker, _via(s, report, speakers), scope_of(s, reports, n), cue)
        if found and _same_words(found[-1], one):
            one = _innermost(found.pop(), one)
        found.append(one)
        last = speaker
    return found


def _via(s: Sentence, report: Report, speakers: Speakers) -> str | None:
    """The outlet that was told, if it is one."""
    heard = speakers.new(s, report.via) if report.via else None
    return heard.text if heard and heard.type == "media" else None


def _same_words(first: Said, second: Said) -> bool:
    """True if two tags hold for the same words: "X reported, citing Y, ...", "X said ..., according to Y"."""
    if sum(word in QUOTES for word in first.sentence.tokens.words[first.report.j : second.report.start]) % 2:
        return False  # the second stands in a quotation that the first brings
    if first.report.use == "cite" and first.report.source is not None:
        return first.report.way != "after" or first.report.stop + 1 >= second.report.i
    if second.report.use == "cite" and second.report.source is not None:
        return True
    opens = first.report.way == "after" and first.report.start <= 2
    return (
        opens
        and second.report.way in ("before", "around")
        and second.scope.start <= first.scope.start
        and second.report.source is not None
    )


def _innermost(first: Said, second: Said) -> Said:
    """Of two who say the same: the one who is cited, else no outlet, else the later; the other handed it on."""
    wide = Span(min(first.scope.start, second.scope.start), max(first.scope.end, second.scope.end))
    if first.report.use == "cite":
        source, outlet = first, second
    elif second.report.use == "cite":
        source, outlet = second, first
    elif second.speaker.type == "media" and first.speaker.type != "media":
        source, outlet = first, second
    else:
        source, outlet = second, first
    via = outlet.speaker.text if outlet.speaker != source.speaker else None
    host = outlet if outlet.report.way == "after" else source
    return host._replace(speaker=source.speaker, cue=source.cue, via=via, scope=wide)


def _within(one: Said, quotes: list[Span]) -> Span:
    """A scope ends with the quotation its tag stands in."""
    tag, scope = one.tag, one.scope
    for quote in quotes:
        if quote.start < tag.start and tag.end <= quote.end:
            return Span(max(scope.start, quote.start + 1), min(scope.end, quote.end - 1))
    return scope


def _continued(sentences: Sequence[Sentence], said: list[Said]) -> list[Said]:
    """Sentences that go on with the words of the one before: "They arrested three." after "The sheriff said ..."."""
    last = {
        one.sentence.index: one for one in said if one.report.way == "after" and one.scope.end >= one.sentence.end - 1
    }
    busy = {one.sentence.index for one in said}
    found: list[Said] = []
    for index in sorted(last):
        one, k = last[index], index + 1
        while k < len(sentences) and k not in busy and _goes_on(sentences[k], one.sentence):
            found.append(one.carried(sentences[k]))
            k += 1
    return found


def _goes_on(s: Sentence, before: Sentence) -> bool:
    words, w = s.tokens.words, small_words()
    return s.paragraph == before.paragraph and (words[0] in w.group or words[0] in ("that", "this", "these", "their"))


def _of_kin(s: Sentence, report: Report) -> bool:
    """True if the speaker tells of "their cousin", "my father": one who says so is family."""
    words = s.tokens.words
    return any(
        words[k] in small_words().possessive
        and words[k + 1] != "family"
        and any(m.entry.get("type") == "family" for m in known(s, k + 1, k + 2))
        for k in range(report.j, len(words) - 1)
    )
