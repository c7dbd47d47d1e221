"""Tables that users bring along: checked, kept in one folder, and stronger than the package's own."""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import platformdirs
import pycountry

from dragoman.codebook import load_codebook
from dragoman.errors import KnowledgeError

__all__ = ["TABLES", "Added", "add_table", "faults_of", "from_wikidata", "table_of", "user_folder"]

#: Columns of each table that can be extended; the first is the name that a row is found by.
TABLES: dict[str, tuple[str, ...]] = {
    "countries": (
        "code", "name", "aliases", "adjectives", "demonyms", "capital", "metonyms", "sectors", "start", "end",
    ),
    "organisations": ("name", "aliases", "code", "sectors", "start", "end"),
    "leaders": ("name", "aliases", "country", "office", "sectors", "start", "end"),
    "nouns": ("noun", "plural", "sectors", "kind"),
}  # fmt: skip
_NOUN_KINDS = frozenset({"body", "force", "group", "office", "person", "place", "spokesperson"})
_WIDER = frozenset({"KOS", "PSE", "UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"})
_TIME = re.compile(r"\d{4}(?:-\d\d-\d\d)?")


@dataclass(frozen=True, slots=True)
class Added:
    """A table that was added: of which kind, how many rows, and where it is kept now."""

    table: str
    rows: int
    path: Path


def user_folder() -> Path:
    """Where added tables lie: `DRAGOMAN_KNOWLEDGE`, else the user's data folder."""
    told = os.environ.get("DRAGOMAN_KNOWLEDGE")
    return Path(told) if told else Path(platformdirs.user_data_dir("dragoman", appauthor=False)) / "knowledge"


def table_of(columns: Sequence[str]) -> str | None:
    """Which table has exactly these columns, in any order."""
    return next((name for name, own in TABLES.items() if set(own) == set(columns)), None)


def add_table(source: Path, folder: Path | None = None) -> Added:
    """Check a CSV file and keep a copy of it; a file of the same name replaces the one added before.

    Raises:
        KnowledgeError: it cannot be read, or has faults (all of them are told, nothing is kept).
    """
    try:
        with source.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            columns, rows = list(reader.fieldnames or []), list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise KnowledgeError(f"{source} cannot be read as CSV in UTF-8: {error}") from error
    table = table_of(columns)
    if table is None:
        wanted = "; ".join(f"{name}: {','.join(own)}" for name, own in TABLES.items())
        raise KnowledgeError(f"{source}: its header {','.join(columns)!r} is of no table. The tables: {wanted}")
    faults = [f"line {line}: {fault}" for line, row in enumerate(rows, 2) for fault in faults_of(table, row)]
    if faults:
        raise KnowledgeError(f"{source} was not added:\n  " + "\n  ".join(faults))
    return _keep(table, rows, source.stem, folder)


def _keep(table: str, rows: Sequence[Mapping[str, str]], stem: str, folder: Path | None) -> Added:
    folder = folder or user_folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{table}-{re.sub(r'[^A-Za-z0-9_-]+', '-', stem)}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, TABLES[table], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return Added(table, len(rows), path)


def faults_of(table: str, row: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a row, each as a line that says what to do."""
    if None in row or None in row.values():
        yield f"has not the {len(TABLES[table])} columns of the header; quote cells that hold a comma"
        return
    if not row[TABLES[table][0]].strip() or ("name" in row and not row["name"].strip()):
        yield "has no name"
    code = row.get("code", row.get("country"))
    if code is not None and code not in _WIDER and pycountry.countries.get(alpha_3=code) is None:
        yield f"{code!r} is no country code; use ISO 3166 alpha-3 or one of {', '.join(sorted(_WIDER))}"
    known = load_codebook().sectors
    for sector in filter(None, row["sectors"].split("|")):
        if sector not in known:
            yield f"{sector!r} is no sector; use {', '.join(sorted(known))}"
    if table == "nouns" and row["kind"] not in _NOUN_KINDS:
        yield f"{row['kind']!r} is no kind; use {', '.join(sorted(_NOUN_KINDS))}"
    yield from _time_faults(row)


def _time_faults(row: Mapping[str, str]) -> Iterator[str]:
    for column in ("start", "end"):
        value = row.get(column, "")
        if value and not _is_time(value):
            yield f"{column} {value!r} is no ISO date or year; write 2020-08-11 or 2020"
    start, end = row.get("start", ""), row.get("end", "")
    if start and end and start[:4] > end[:4]:
        yield f"ends ({end}) before it starts ({start})"


def _is_time(value: str) -> bool:
    if not _TIME.fullmatch(value):
        return False
    try:
        date.fromisoformat(value if len(value) > 4 else f"{value}-01-01")
    except ValueError:
        return False
    return True


def from_wikidata(source: Path, folder: Path | None = None) -> Added:
    """Take office holders from the result of the query in docs/knowledge.md (SPARQL 1.1 JSON).

    Rows without a name, country code or beginning are left out; several terms of one person stay several rows.

    Raises:
        KnowledgeError: the file is no SPARQL result, or has not the query's variables.
    """
    try:
        bindings = json.loads(source.read_text(encoding="utf-8"))["results"]["bindings"]
        rows = [row for binding in bindings if (row := _leader({k: v["value"] for k, v in binding.items()}))]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        advice = "save it from the query service as JSON"
        fault = f"{source} is no result of the query in docs/knowledge.md: {advice} ({error!r})"
        raise KnowledgeError(fault) from error
    if not rows:
        raise KnowledgeError(f"{source} holds no office holder with personLabel, iso3, officeLabel and start")
    unique = list({tuple(row.items()): row for row in rows}.values())
    return _keep("leaders", _good(unique), source.stem, folder)


def _leader(values: Mapping[str, str]) -> dict[str, str] | None:
    if not all(values.get(k) for k in ("personLabel", "iso3", "officeLabel", "start")):
        return None
    name = values["personLabel"]
    if re.fullmatch(r"Q\d+", name):  # no English label
        return None
    aliases = [a for a in values.get("aliases", "").split("|") if a and a != name]
    return {
        "name": name, "aliases": "|".join(aliases), "country": values["iso3"], "office": values["officeLabel"],
        "sectors": "GOV", "start": values["start"][:10], "end": values.get("end", "")[:10],
    }  # fmt: skip


def _good(rows: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    return [row for row in rows if not list(faults_of("leaders", row))]
