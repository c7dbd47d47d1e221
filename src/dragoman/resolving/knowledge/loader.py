"""Reads the tables and makes them searchable by the words of a text."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import pycountry

from dragoman.errors import KnowledgeError
from dragoman.resolving.words import Word, key

__all__ = [
    "SUPRANATIONAL",
    "Cue",
    "Entry",
    "Hit",
    "Knowledge",
    "Noun",
    "alpha3",
    "load_cues",
    "load_knowledge",
    "read_table",
]

#: PLOVER's codes of what belongs to no one country.
SUPRANATIONAL = frozenset({"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"})

_LONGEST = 8
#: Names of so many letters stay as they are: with an "s" they are other words ("Malis", "Limas").
_SHORT = 4
#: Plurals and names of persons and things, no possessives: "the two Koreas", "Frances Haugen".
_NO_POSSESSIVE = frozenset(
    "Americas Chads Chiles Chinas Congos Frances Georgias Germanys Guineas Irelands Jerseys Jordans Koreas Reunions "
    "Samoas Sudans Turkeys Vietnams Yemens".split()
)
_MONTHS = frozenset("january february march april may june july august september october november december".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that a name stands for.

    `kind` is country | adjective | demonym | capital | metonym | province | organisation | leader. `start` and
    `end` bound the time for which it holds, as ISO dates or years; empty is open. `own` marks what a user added.
    """

    kind: str
    name: str
    code: str
    sectors: tuple[str, ...] = ()
    office: str = ""
    start: str = ""
    end: str = ""
    own: bool = False

    @property
    def is_of_one_country(self) -> bool:
        """Whether it is an organisation of the tables that belongs to one country; what a user added is not asked."""
        return self.kind == "organisation" and self.code not in SUPRANATIONAL and not self.own

    def holds(self, day: date | None) -> bool:
        """Whether it holds on a day; an unknown day contradicts nothing."""
        if day is None:
            return True
        now = day.isoformat()
        return (not self.start or self.start <= now) and (not self.end or now[: len(self.end)] <= self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """A common noun for an actor: "gendarmes" are COP."""

    noun: str
    sectors: tuple[str, ...]
    kind: str
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """Words `first` to `last` (exclusive) of a mention and what they stand for."""

    first: int
    last: int
    entries: tuple[Entry, ...] = ()
    noun: Noun | None = None


class Knowledge:
    """All tables, looked up by phrases: names by their case, nouns in lower case.

    Args:
        folder: holds the package's tables.
        own: a folder with tables that a user added; a name that they hold is no longer looked up in the others.
    """

    def __init__(self, folder: Traversable, own: Path | None = None) -> None:
        self._names: dict[str, list[Entry]] = {}
        self._nouns: dict[str, Noun] = {}
        self.countries: dict[str, str] = {}
        self._read_countries(_rows(folder / "countries.csv"))
        self._read_provinces(_rows(folder / "provinces.csv"))
        self._read_organisations(_rows(folder / "organisations.csv"))
        self._read_leaders(_rows(folder / "leaders.csv"))
        self._read_nouns(_rows(folder / "nouns.csv"))
        self._read_misspellings(_rows(folder / "misspellings.csv"))
        if own is not None and own.is_dir():
            self._read_own(own)
        self._lost = dict(self._without_apostrophe())

    def _read_own(self, folder: Path) -> None:
        readers = {
            "countries": self._read_countries, "organisations": self._read_organisations,
            "leaders": self._read_leaders, "nouns": self._read_nouns,
        }  # fmt: skip
        names, nouns = self._names, self._nouns
        self._names, self._nouns = {}, {}
        for path in sorted(folder.glob("*.csv")):
            table = path.name.partition("-")[0]
            if table in readers:
                readers[table](_rows(path))
        added = {name: [replace(e, own=True) for e in entries] for name, entries in self._names.items()}
        self._names, self._nouns = {**names, **added}, {**nouns, **self._nouns}

    def _without_apostrophe(self) -> Iterator[tuple[str, tuple[Entry, ...]]]:
        """Possessives of states and capitals in texts that lost their apostrophes: "Moscows invasion"."""
        for name, entries in self._names.items():
            lost = f"{name}s"
            may = name.isalpha() and name[0].isupper() and name[-1] != "s" and len(name) > _SHORT
            known = lost in self._names or lost.lower() in self._nouns or lost in _NO_POSSESSIVE
            if may and not known and entries[0].kind in ("country", "capital"):
                yield lost, tuple(entries)

    def leaders(self) -> list[tuple[str, str]]:
        """Name and country of every office holder, in alphabetical order."""
        return sorted({(e.name, e.code) for entries in self._names.values() for e in entries if e.kind == "leader"})

    def _add(self, phrase: str, entry: Entry) -> None:
        name = key(phrase)
        if name:
            entries = self._names.setdefault(name, [])
            if all((e.kind, e.code, e.start) != (entry.kind, entry.code, entry.start) for e in entries):
                entries.append(entry)

    def _read_countries(self, rows: Iterator[dict[str, str]]) -> None:
        kinds = {"aliases": "country", "adjectives": "adjective", "demonyms": "demonym", "capital": "capital",
                 "metonyms": "metonym"}  # fmt: skip
        for row in rows:
            code, name = row["code"], row["name"]
            self.countries.setdefault(code, name)

            def entry(kind: str, row: dict[str, str] = row) -> Entry:
                return Entry(
                    kind=kind,
                    name=row["name"],
                    code=row["code"],
                    sectors=_list(row["sectors"]),
                    start=row["start"],
                    end=row["end"],
                )

            self._add(name, entry("country"))
            for column, kind in kinds.items():
                for phrase in _list(row[column]):
                    self._add(phrase, entry(kind))

    def _read_provinces(self, rows: Iterator[dict[str, str]]) -> None:
        for row in rows:
            self._add(row["name"], Entry(kind="province", name=row["name"], code=row["code"]))

    def _read_organisations(self, rows: Iterator[dict[str, str]]) -> None:
        for row in rows:
            entry = Entry(
                kind="organisation", name=row["name"], code=row["code"], sectors=_list(row["sectors"]),
                start=row["start"], end=row["end"],
            )  # fmt: skip
            for phrase in (row["name"], *_list(row["aliases"])):
                self._add(phrase, entry)

    def _read_leaders(self, rows: Iterator[dict[str, str]]) -> None:
        for row in rows:
            entry = Entry(
                kind="leader", name=row["name"], code=row["country"], sectors=_list(row["sectors"]),
                office=row["office"], start=row["start"], end=row["end"],
            )  # fmt: skip
            for phrase in (row["name"], *_list(row["aliases"])):
                self._add(phrase, entry)

    def _read_nouns(self, rows: Iterator[dict[str, str]]) -> None:
        for row in rows:
            for plural, forms in ((False, [row["noun"]]), (True, _list(row["plural"]))):
                for form in forms:
                    noun = Noun(noun=row["noun"], sectors=_list(row["sectors"]), kind=row["kind"], plural=plural)
                    self._nouns.setdefault(key(form).lower(), noun)

    def names(self, phrase: str) -> tuple[Entry, ...]:
        """Entries of a name, as it is written."""
        return tuple(self._names.get(key(phrase), ()))

    def noun(self, phrase: str) -> Noun | None:
        """The head noun, whatever its case."""
        return self._nouns.get(key(phrase).lower())

    def scan(self, mention: Sequence[Word]) -> list[Hit]:
        """Names and nouns in a mention, longest first, without overlap, in the order of the text."""
        hits, at = [], 0
        while at < len(mention):
            hit = self._longest(mention, at)
            if hit:
                hits.append(hit)
                at = hit.last
            else:
                at += 1
        return hits

    def _read_misspellings(self, rows: Iterator[dict[str, str]]) -> None:
        for row in rows:
            for entry in self.names(row["right"]):
                self._add(row["wrong"], entry)

    @cached_property
    def _reach(self) -> dict[str, int]:
        """Words of the longest name or noun that begins with a word (in lower case); most words begin none."""
        reach: dict[str, int] = {}
        for name in (*self._names, *self._nouns):
            first, *rest = name.split(" ")
            reach[first.lower()] = min(_LONGEST, max(reach.get(first.lower(), 0), 1 + len(rest)))
        return reach

    def _longest(self, mention: Sequence[Word], at: int) -> Hit | None:
        longest = self._reach.get(mention[at].lower, 0)
        if not longest:
            return self._possessive(mention, at)
        phrase: list[str] = []
        ends: list[int] = []
        nouns = 0  # a noun phrase ends with a possessive, a name may go on: "Korean People's Army"
        for i in range(at, len(mention)):
            folded = mention[i].folded
            if folded in ",;:()–—":
                break
            if folded != "-":
                phrase.append(folded)
                ends.append(i + 1)
            if len(phrase) == longest:
                break
            if mention[i].possessive and not nouns:
                nouns = len(phrase)
        for size in range(len(phrase), 0, -1):
            name = " ".join(phrase[:size])
            if entries := self._names.get(name):
                return Hit(at, ends[size - 1], tuple(entries))
            if (not nouns or size <= nouns) and (noun := self._nouns.get(name.lower())):
                return Hit(at, ends[size - 1], noun=noun)
        return None

    def _possessive(self, mention: Sequence[Word], at: int) -> Hit | None:
        """A possessive without its apostrophe; beside another name it is rather a person's."""
        entries = self._lost.get(mention[at].folded)
        beside = [w for w in (*mention[max(0, at - 1) : at], *mention[at + 1 : at + 2]) if w.is_name]
        if entries and all(w.lower in _MONTHS for w in beside):
            return Hit(at, at + 1, entries)
        return None


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _rows(file: Traversable | Path) -> Iterator[dict[str, str]]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise KnowledgeError(f"the table {file} cannot be read: {error}") from error
    reader = csv.DictReader(lines)
    columns = reader.fieldnames or []
    for row in reader:
        if None in row or None in row.values():
            raise KnowledgeError(f"{file}, line {reader.line_num}: has not the {len(columns)} columns of its header")
        yield row


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of one of the package's own tables, by their columns."""
    return list(_rows(resources.files(__package__) / name))


@cache
def load_knowledge() -> Knowledge:
    """The tables that come with the package and those that the user added, read once.

    Raises:
        KnowledgeError: a table is missing or malformed.
    """
    from dragoman.resolving.knowledge.user import user_folder  # noqa: PLC0415 - it reads the codebook

    return Knowledge(resources.files("dragoman.resolving.knowledge"), user_folder())


@cache
def alpha3(alpha2: str) -> str | None:
    """ISO 3166 alpha-3 of an alpha-2 code; Kosovo, which ISO leaves out, is KOS."""
    if alpha2 == "XK":
        return "KOS"
    country = pycountry.countries.get(alpha_2=alpha2)
    return country.alpha_3 if country else None


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of saying: `kind` as in `attributions.KINDS`, `takes` clause | noun | person."""

    kind: str
    takes: str


@cache
def load_cues() -> dict[str, Cue]:
    """Every form of the verbs that attribute, in lower case."""
    return {form: Cue(row["kind"], row["takes"]) for row in read_table("cues.csv") for form in row["forms"].split()}
