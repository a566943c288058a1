"""How the time of every pattern, and of a whole document, grows with its length: `python -m benchmarks.patterns`.

Each regular expression that the package compiles (caught while it is imported and reads a text), and each in a suite,
is run over texts made to trouble it, a few thousand and some more characters long; so is the whole extraction. Printed
is the worst exponent of each: 1 is linear, 2 is what a hostile text can stop a machine with. `--short` takes
fewer texts. Exit 1 if one is above 1.2 (patterns used for whole short strings only are asked for whole strings).
"""

from __future__ import annotations

import ast
import importlib
import math
import pkgutil
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import regex

LINEAR, LEAST = 1.2, 0.004
"""The exponent up to which growth counts as linear; seconds below which a run is too short to tell."""
LONGEST, FIRST, DOCUMENT = 1 << 15, 1 << 10, 1 << 13
"""Characters: no text is longer, the first is this long, and the first of whole documents."""
UNITS = (
    *("1", "1,", "1 ", "1.", "1-", "(1) ", "1,000,", "and ", "and and ", ", ", ",", '"', "'", "“", "(", "[", "(("),
    *(" ", "\t", "\n", " \n", "\r\n", ".", "-", "–", "a", "A", "A ", "A. ", "a.", "A.B.", "a, ", "A, ", "no ", "the "),
    *("two hundred ", "é", "killed ", "to ", "of them ", "5 people, ", "2020-10-", "in 19", "A-", "’s "),
)
SHORT = ("1", " ", ".", "A.B.", ", ", "to ")
ENDS = ("", "\nx")
DOCUMENTS = {
    "digits": "1",
    "commas": ", ",
    "numbers nested": "(5 killed (",
    "one sentence": "five people were killed and ",
    "a list": "two men, ",
    "numbers": "12 killed ",
    "chained": "1-",
    "open quotes": '"He said five died. ',
    "and": "and and ",
    "brackets": "(",
    "white space": " \n",
    "money": "$5 ",
    "capitals": "KILLED 5 ",
    "parts": "5 killed, including 3 police, ",
    "sentences": "Five people were killed in Arba on May 5, police said. ",
}


class Found(NamedTuple):
    """A pattern and where it is compiled; `whole`: it is only asked for whole strings or their beginnings."""

    pattern: Any
    where: str
    whole: bool


def collected() -> list[Found]:
    """Every pattern the package compiles while all of it is imported and a text is read, and those of the suites."""
    caught: dict[tuple[str, str, int], tuple[Any, str]] = {}
    for module in (re, regex):
        module.compile = _catching(module, module.compile, caught)  # type: ignore[attr-defined]
    import builder

    modules = [m.name for m in pkgutil.walk_packages(builder.__path__, "builder.")]
    for name in modules:
        importlib.import_module(name)
    builder.extract("ARBA, May 5 (Post) - At least 12 people, including two police officers, were killed, police said.")
    methods = _methods(Path(builder.__file__).parent)
    whole = {name for name, called in methods.items() if called <= {"match", "fullmatch"}}
    found = [Found(p, where, where.split(".")[-1] in whole) for p, where in caught.values()]
    return sorted([*found, *_of_suites()], key=lambda one: one.where)


def _catching(module: Any, compile: Callable[..., Any], caught: dict[Any, Any]) -> Callable[..., Any]:
    def caught_compile(pattern: Any, *given: Any, **named: Any) -> Any:
        made = compile(pattern, *given, **named)
        frame = sys._getframe(1)
        owner = str(frame.f_globals.get("__name__", ""))
        if owner.startswith("builder.") and isinstance(made.pattern, str):
            line = Path(frame.f_code.co_filename).read_text("utf-8").splitlines()[: frame.f_lineno]
            named = re.match(r"(\w+)\b[^=]* = ", line[-1])
            name = named[1] if named else made.pattern[:24]
            caught[(module.__name__, made.pattern, made.flags)] = made, f"{owner.removeprefix('builder.')}.{name}"
        return made

    return caught_compile


def _methods(house: Path) -> dict[str, set[str]]:
    """Name of a pattern -> what is called on it anywhere in the package."""
    found: dict[str, set[str]] = {}
    for path in house.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                found.setdefault(node.value.id, set()).add(node.attr)
    return found


def _of_suites() -> Iterator[Found]:
    from builder.validation.suites import load

    for rule in (rule for suite in load() for rule in suite.rules):
        for name in ("pattern", "unless", "regex"):
            if name in rule.kwargs:
                yield Found(re.compile(rule.kwargs[name], re.IGNORECASE), f"suite {rule.id}", False)


def exponent(run: Callable[[str], object], unit: str, end: str = "", first: int = FIRST) -> tuple[float, int, float]:
    """Exponent, characters of the longest text that was tried, seconds it took."""
    length, before, now = first, 0.0, 0.0
    while True:
        text = (unit * (length // len(unit) + 1))[:length] + end
        before, now = now, min(_seconds(run, text) for _ in range(2 if now < 0.1 else 1))
        if length >= LONGEST or (now > 8 * LEAST and before > LEAST):
            break
        length *= 2
    return (math.log2(now / before) if before > LEAST else 1.0), length, now


def _seconds(run: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    run(text)
    return time.process_time() - start


def worst(found: Found, units: tuple[str, ...]) -> tuple[float, int, float, str]:
    """The text that troubles a pattern most; an exponent above the bound is measured once more."""

    def scan(text: str) -> None:
        if found.whole:
            found.pattern.match(text), found.pattern.fullmatch(text)
        else:
            for _ in found.pattern.finditer(text):
                pass

    tried = []
    for unit in units:
        for end in ENDS:
            each = exponent(scan, unit, end)
            tried.append((*(min(each, exponent(scan, unit, end)) if each[0] > LINEAR else each), unit + "…" + end))
    return max(tried)


def main(short: bool) -> int:
    """Print exponents; how many are above the bound."""
    patterns, units, bad = collected(), SHORT if short else UNITS, 0
    print(f"{len(patterns)} patterns, {len(units) * len(ENDS)} texts each")
    for found in patterns:
        e, length, seconds, text = worst(found, units)
        bad += e > LINEAR
        if not short or e > LINEAR:
            print(f"{e:5.2f}  {found.where:44} {seconds * 1000:7.1f} ms for {length:,} of {text!r}")
    from builder import extract

    for name, unit in DOCUMENTS.items():
        e, length, seconds = exponent(extract, unit, ".", DOCUMENT)
        e = min(e, exponent(extract, unit, ".", DOCUMENT)[0]) if e > LINEAR else e
        bad += e > LINEAR
        print(f"{e:5.2f}  a document of {name:30} {seconds:7.2f} s for {length:,}")
    print(f"above {LINEAR}: {bad}")
    return bad


if __name__ == "__main__":
    sys.exit(main("--short" in sys.argv) > 0)
