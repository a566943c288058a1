"""`tallybook check`: tables in, reports out, and an exit code that a pipeline can rely on.

Everything that can be wrong with the question (files, profiles, suites, configuration) is a `Stop`: exit code 2. What
is wrong with the tables is in the report: exit code 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from builder.validation.config import NAME, Config
from builder.validation.config import load as load_config
from builder.validation.exceptions import Exceptions
from builder.validation.exceptions import load as load_exceptions
from builder.validation.formats import FORMATS, Where
from builder.validation.inputs import Given, Refused, given, line_numbers
from builder.validation.profiles import CLAIMS, names, profile
from builder.validation.suites import Suite, SuiteError, load, refuse_twins

if TYPE_CHECKING:
    import pandas as pd

    from builder.validation.report import Report

STDOUT = ("terminal", "github")
"""Formats for several tables at once: they can follow each other."""


class Stop(Exception):
    """The check could not run."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says; None is for what the configuration may say."""

    fail_on: str | None = None
    profile: str | None = None
    formats: tuple[str, ...] = ("terminal",)
    config: Path | None = None
    exceptions: Path | None = None
    previous: Path | None = None
    texts: Mapping[str, str] | None = None
    today: date | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """The report on one table or release, as text for standard output, and whether it passed."""

    report: Report
    output: str
    ok: bool


def check_paths(paths: Sequence[Path], options: Options) -> list[Checked]:
    """Check tables and releases one after the other; the start-up is paid once. Raises Stop."""
    try:
        wanted = [_format(name) for name in options.formats]
        if len(paths) > 1 and any(target or name not in STDOUT for name, target in wanted):
            raise Stop(f"several tables: only {' and '.join(STDOUT)} can show more than one")
        config = _config(options.config)
        options = replace(
            options,
            profile=options.profile or config.profile or CLAIMS,
            fail_on=options.fail_on or config.fail_on or "error",
        )
        suites = _suites(options.profile or CLAIMS, config)
        return [_check(path, suites, config, options, wanted) for path in paths]
    except (Refused, SuiteError) as error:
        raise Stop(str(error)) from error
    except OSError as error:
        raise Stop(f"{error.filename}: {error.strerror}") from error


def _format(given: str) -> tuple[str, Path | None]:
    """`html=report.html` is a format and a file; without a file it goes to standard output."""
    name, _, target = given.partition("=")
    if name not in FORMATS:
        raise Stop(f"there is no format {name!r} (there are {', '.join(FORMATS)})")
    return name, Path(target) if target else None


def _config(path: Path | None) -> Config:
    if path is None:
        path = Path(NAME)
        return load_config(path) if path.is_file() else Config()
    return load_config(path)


def _suites(name: str, config: Config) -> tuple[Suite, ...]:
    """Our suites (or those of the profile), the team's own, and what the configuration changes in them."""
    if name not in names():
        raise Stop(f"there is no profile {name!r} (there are {', '.join(names())})")
    own = load(*config.suites) if config.suites else ()
    suites = (*(load() if name == CLAIMS else profile(name).suites()), *own)
    refuse_twins(suites)
    return config.applied(suites)


def _check(
    path: Path,
    suites: Sequence[Suite],
    config: Config,
    options: Options,
    wanted: Sequence[tuple[str, Path | None]],
) -> Checked:
    from builder.validation import check_tables

    name = options.profile or CLAIMS
    found = given(path, name)
    exceptions = _exceptions(path, config, options)
    report = check_tables(
        found.tables,
        suites,
        options.texts or found.texts,
        previous=_previous(options.previous, name),
        exceptions=exceptions,
        partial=name != CLAIMS,
    )
    ok = report.ok(options.fail_on or "error")
    return Checked(report, _written(report, _where(found, exceptions), wanted), ok)


def _previous(path: Path | None, name: str) -> pd.DataFrame | None:
    return given(path, name).tables.get(CLAIMS) if path else None


def _exceptions(path: Path, config: Config, options: Options) -> Exceptions:
    """The file that was named, or etc/exceptions.toml beside the folder of the release."""
    folder = path if path.is_dir() else path.parent
    beside = folder.resolve().parent / "etc" / "exceptions.toml"
    file = options.exceptions or config.exceptions or (beside if beside.is_file() else None)
    return load_exceptions(file, today=options.today) if file else Exceptions()


def _where(found: Given, exceptions: Exceptions) -> Where:
    files = {table: file.as_posix() for table, file in found.files.items()}
    return Where(
        files | ({"exceptions": exceptions.file} if exceptions.file else {}),
        lambda table, at: line_numbers(found, table, at) if table in found.files else {},
    )


def _written(report: Report, where: Where, wanted: Sequence[tuple[str, Path | None]]) -> str:
    """Write the formats that have a file; the others, one after the other, are returned."""
    shown = []
    for name, target in wanted:
        text = FORMATS[name](report, where)
        if target:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8", newline="\n")
        else:
            shown.append(text)
    return "".join(shown)
