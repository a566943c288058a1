"""The house rules a machine can hold: who may import whom, no lexicon unread, nothing too long for one sitting."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import builder

HOUSE = Path(builder.__file__).parent
FILES = sorted(HOUSE.rglob("*.py"))
LEXICON = sorted(path.stem for path in (HOUSE / "language" / "en").glob("*.toml"))
LONGEST_FILE, LONGEST_FUNCTION = 300, 50

MAY_SEE = {
    "model": set(),
    "language": {"model"},
    "documents": {"model"},
    "mentions": {"model", "language"},
    "claims": {"model", "language", "mentions"},
    "strict": set(),
    "tables": {"model", "language", "claims", "strict"},
    "validation": {"tables", "strict"},
    "linking": {"model", "language", "tables"},
    "policies": set(),
    "estimates": {"model", "linking", "tables", "policies"},
    "engines": {"model", "documents", "claims", "tables"},
    "publish": {"documents", "tables", "validation"},
    "site": {"tables", "validation", "publish", "downloads", "metadata"},
    "downloads": {"publish", "tables"},
    "metadata": {"publish", "tables", "downloads"},
    "serve": {"publish", "tables", "downloads", "metadata"},
    "review": {"publish", "tables"},
    "release": {"publish", "tables", "downloads", "metadata", "validation"},
}
"""Room -> the rooms it may import. Rooms not named here (pipeline, cli ...) put the others together and may see all."""

TOO_LONG: set[str] = set()
"""Files still to be split: a strict list, a file that has become short enough must leave it."""


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def room(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def rooms_imported(path: Path) -> Iterator[str]:
    """The rooms of the house a file imports, anywhere in it."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        for parts in (name.split(".") for name in names):
            if parts[0] == "builder" and len(parts) > 1 and parts[1] != "__version__":
                yield parts[1]


@pytest.mark.parametrize("path", [p for p in FILES if room(p) in MAY_SEE], ids=lambda p: str(p.relative_to(HOUSE)))
def test_imports_go_one_way(path: Path) -> None:
    own = room(path)
    assert set(rooms_imported(path)) <= MAY_SEE[own] | {own}


def test_no_room_sees_itself_through_others() -> None:
    for name, seen in MAY_SEE.items():
        assert all(name not in MAY_SEE[other] for other in seen)


@pytest.mark.parametrize("name", LEXICON)
def test_each_lexicon_file_is_read(name: str) -> None:
    said = (node.value for path in FILES for node in ast.walk(tree(path)) if isinstance(node, ast.Constant))
    assert name in {value for value in said if isinstance(value, str)}


def names_made(path: Path) -> Iterator[str]:
    """The names that a file gives to what stands in it."""
    for node in tree(path).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_no_private_name_is_left_over(path: Path) -> None:
    used = {node.id for node in ast.walk(tree(path)) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    private = [name for name in names_made(path) if name.startswith("_") and not name.startswith("__")]
    assert [name for name in private if name not in used] == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_a_file_is_short(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    assert (lines > LONGEST_FILE) == (str(path.relative_to(HOUSE)) in TOO_LONG), f"{lines} lines"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_functions_are_short(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef) and node.end_lineno:
            length = node.end_lineno - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{node.name}, line {node.lineno}: {length} lines"
