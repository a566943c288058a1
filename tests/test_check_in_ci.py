"""The composite action and the pre-commit hook run what they say, with the exit codes a pipeline reads."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner

from builder.cli import main
from tests.test_check_command import ERROR, WARNING, write

ROOT = Path(__file__).parents[1]
ACTION = (ROOT / "action.yml").read_text("utf-8")
HOOKS = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")


def script() -> str:
    """The shell script of the action's last step."""
    return dedent(ACTION[ACTION.index("      run: |\n") + len("      run: |\n") :])


@pytest.fixture(autouse=True)
def _in_tmp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run_action(**inputs: str) -> subprocess.CompletedProcess[str]:
    """The script as the runner starts it: bash -e -o pipefail, inputs in the environment, `uvx --from DIR` a program
    that runs this tree."""
    tools = Path("tools")
    tools.mkdir()
    uvx = tools / "uvx"
    command = shlex.join([sys.executable, "-m", "builder.cli"])
    uvx.write_text(
        f'#!/bin/bash\n[ "$1" = --from ] && [ -d "$2" ] && [ "$3" = tallybook ] || exit 99\nshift 3\n{command} "$@"\n'
    )
    uvx.chmod(0o755)
    names = re.findall(r"^        ([A-Z_]+): \$\{\{ inputs", ACTION, re.MULTILINE)
    given = dict.fromkeys(names, "") | {name.upper(): value for name, value in inputs.items()}
    path = f"{tools.resolve()}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | given | {"PATH": path, "GITHUB_ACTION_PATH": str(ROOT), "PYTHONPATH": str(ROOT)}
    Path("step.sh").write_text(script())
    bash = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "step.sh"]
    return subprocess.run(bash, capture_output=True, text=True, env=environment)


@pytest.mark.parametrize(
    ("make", "inputs", "code", "said"),
    [
        (lambda: write("one"), {}, 0, "claims: 29 rows"),
        (lambda: write("one", **ERROR), {}, 1, "::error file=one/claims.csv,line="),
        (lambda: write("one", **WARNING), {}, 0, "::warning file=one/claims.csv,line="),
        (lambda: write("one", **WARNING), {"fail_on": "warning", "report": "html=r.html"}, 1, "::warning file="),
        (lambda: Path("nowhere"), {}, 2, ""),
    ],
)
def test_the_action_hands_on_the_exit_code(make: object, inputs: dict[str, str], code: int, said: str) -> None:
    path = make()  # type: ignore[operator]
    done = run_action(tables=str(path), **inputs)
    assert done.returncode == code, done.stderr
    assert said in done.stdout
    assert Path("r.html").is_file() == ("report" in inputs)


def test_every_input_of_the_action_is_used() -> None:
    inputs = re.findall(r"^  ([a-z-]+):\n    description", ACTION, re.MULTILINE)
    used = set(re.findall(r"inputs\.([a-z-]+)", ACTION))
    assert set(inputs) == used


def test_the_hook_runs_on_several_tables() -> None:
    entry = re.search(r"entry: tallybook (.*)", HOOKS)
    files = re.search(r"files: (.*)", HOOKS)
    assert entry
    assert files
    good, bad = write("good") / "claims.csv", write("bad", **ERROR) / "claims.csv"
    assert all(re.search(files[1], path.as_posix()) for path in (good, bad))
    assert not re.search(files[1], "good/myclaims.csv")
    assert CliRunner().invoke(main, [*shlex.split(entry[1]), str(good)]).exit_code == 0
    assert CliRunner().invoke(main, [*shlex.split(entry[1]), str(good), str(bad)]).exit_code == 1
