"""News reports put together from parts, for tests that need many that differ: the same number, the same report."""

from __future__ import annotations

import random

SOUNDS = ["ar", "bel", "dun", "esk", "for", "gal", "hem", "is", "kor", "lan", "mir", "os"]
WHO = ["governor of {}", "hospital in {}", "police of {}", "coast guard at {}", "mayor of {}", "bishop of {}"]
WHAT = ["a bridge on the {} fell", "the ferry {} sank", "the dam at {} gave way", "fire swept the market of {}"]
WHERE = ["near the old mill of {}", "on the road to {}", "beside the harbour of {}", "below the hill of {}"]
WHEN = ["on the feast of {}", "as the bells of {} rang", "when workers left the yard of {}", "in the rain over {}"]
OPENING = [
    "{who} said that {dead} people were killed when {what} {where} {when}, in what {other} called the worst such day",
    "At least {dead} people died in {place} after {what} {where} {when}, according to {who} and to {other}",
    "{dead} people have been killed in {place}, {who} said, after {what} {where} {when}; {other} gave no figure",
]
LINES = [
    "Crews from {place} worked through the night {where}, though {who} warned that little time was left",
    "{who} told reporters {when} that the road to {place} would stay shut until engineers had seen it",
    "In {place} people stood {where} and waited for names, and {other} asked them to go home",
    "A woman who sells fruit {where} said she had heard a sound like thunder {when} and then nothing at all",
    "Two years ago {what} {where} as well, and an inquiry in {place} blamed men who were never charged",
    "Flags in {place} were lowered {when}, and {who} announced days of mourning over the objections of {other}",
    "The owner, whose offices are {where}, did not answer calls; {other} said that papers had been taken away {when}",
    "Rain is forecast for {place}, and {who} fears that the ground {where} may move again",
    "Neighbours of the dead remembered them {when}: a teacher, a driver, a boy who played the drum {where}",
    "Aid is on its way to {place}, {other} said, but lorries had not been seen {where} by the evening",
]


def story(seed: int, dead: int, lines: int = 8) -> str:
    """A report of some 200 words: paragraphs chosen by `seed`, with a toll."""
    chance = random.Random(seed)

    def name() -> str:
        return "".join(chance.choice(SOUNDS) for _ in range(chance.choice((2, 3)))).capitalize()

    def filled(pattern: str) -> str:
        who, other = ("the " + words.format(name()) for words in chance.sample(WHO, 2))
        phrases = {"what": WHAT, "where": WHERE, "when": WHEN}
        parts = {part: chance.choice(words).format(name()) for part, words in phrases.items()}
        said = pattern.format(who=who, other=other, place=name(), dead=dead, **parts)
        return said[0].upper() + said[1:] + "."

    patterns = [chance.choice(OPENING), *chance.sample(LINES, lines)]
    return "\n\n".join(filled(pattern) for pattern in patterns)
