"""Every lexicon entry is found in its own example, for every word it has, and in none of its counter-examples."""

from __future__ import annotations

import pytest

from builder.language.inflect import forms_of
from builder.language.lexicon import Entry, LexiconError, Phrases, load, read_phrases
from builder.language.tokens import tokenize

ROOMS = load("en")
ENTRIES = [
    pytest.param(room, entry, id=f"{name}: {entry.words[0]}") for name, room in ROOMS.items() for entry in room.entries
]


@pytest.mark.parametrize(("room", "entry"), ENTRIES)
def test_each_word_is_found_in_the_example(room: Phrases, entry: Entry) -> None:
    for word in entry.words:
        found = [m.entry for m in room.find(tokenize(entry.example.replace("{}", word)).words)]
        assert entry in found, f"{word!r} is not found in {entry.example!r}"


@pytest.mark.parametrize(("room", "entry"), ENTRIES)
def test_counter_examples_are_not_found(room: Phrases, entry: Entry) -> None:
    for sentence in entry.counter:
        assert entry not in [m.entry for m in room.find(tokenize(sentence).words)], sentence


@pytest.mark.parametrize("name", ROOMS)
def test_no_word_stands_twice_in_a_file(name: str) -> None:
    seen: dict[str, Entry] = {}
    for entry in ROOMS[name].entries:
        for word in entry.words:
            assert seen.get(word.lower(), entry) is entry, f"{word!r} stands in two entries of {name}"
            seen[word.lower()] = entry


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ('[[entry]]\nwords = ["a"]\n', "'example' is missing"),
        ('[[entry]]\nwords = ["a"]\nexample = "a"\n', "no {} for its words"),
        ('[[entry]]\nwords = ["a"]\nexample = "{}"\nfoo = "x"\n', "unknown feature 'foo'"),
        ('[schema]\nuse = ["b"]\n[[entry]]\nwords = ["a"]\nexample = "{}"\nuse = "c"\n', "use = 'c' is not one of b"),
        ("[schem]\n", "unknown table 'schem'"),
    ],
)
def test_a_wrong_file_is_refused_by_name(source: str, message: str) -> None:
    with pytest.raises(LexiconError, match=f"bad.toml.*{message}"):
        read_phrases("bad.toml", source)


def test_plurals_of_one_word_and_of_many() -> None:
    assert list(forms_of("fire chief", "noun")) == [("fire chief", "one"), ("fire chiefs", "many")]
    assert list(forms_of("policeman/policemen", "noun")) == [("policeman", "one"), ("policemen", "many")]
    assert list(forms_of("young man/men", "noun")) == [("young man", "one"), ("young men", "many")]
    assert list(forms_of("prisoner of war/prisoners of war", "noun"))[1] == ("prisoners of war", "many")


@pytest.mark.parametrize("room", ["subjects", "things", "sources", "shelters", "effects"])
def test_no_form_of_an_inflected_word_keeps_its_slash(room: str) -> None:
    forms = {word for entry in load()[room].entries for word, name in entry.forms if name}
    assert not {word for word in forms if "/" in word} - {"Twitter/X user", "Twitter/X users"}
