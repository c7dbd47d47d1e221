"""Persons whom a report introduces: an office and a name, side by side or joined by a comma or a verb.

"Serbian Deputy Prime Minister Nebojsa Stefanovic", "Ana Petrova, the Interior Minister of Serbia",
"Ana Petrova is also Interior Minister of Serbia". Office holders of the tables need no introduction.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from dragoman.resolving.actors import Reading, read_mention
from dragoman.resolving.knowledge.loader import Hit, Knowledge
from dragoman.resolving.name_origins import given_names
from dragoman.resolving.name_words import NO_NAME, TITLES, NameWords, joined
from dragoman.resolving.persons import Person, merged
from dragoman.resolving.words import Word

__all__ = ["Introductions"]

_LINKS = frozenset({"of", "the", "for", "-"})
_SAID = frozenset("said says told warned announced claimed confirmed".split())
#: Words of an office behind its first noun at most, with the name that follows.
_LONGEST_OFFICE = 16
#: A person called by age and nationality: "The sixteen-year-old Swede".
_COMPATRIOT = re.compile(r"\b[Tt]he (?:\d+|\w+(?:-\w+)?)-year-old (?P<who>[A-Z][a-z]+)\b")
#: Characters between a person's name and such words, up to which they are his.
_JUST_BEFORE = 250
#: Behind a nationality that stands by itself.
_BEHIND_PEOPLE = frozenset("aged by from in living of residing who whose with".split())
#: Behind them stands a place or a body, not a person who is told of.
_PLACING = frozenset("at from in near of on outside".split())
#: Those of one cabinet hold offices that end so.
_CABINET = ("chancellor", "minister", "premier", "president")
#: Between two who hold offices of one country.
_AND = " and "
#: Hosts and guests are of two countries.
_FACING = re.compile(r"\b(?:between|hosted|met|meets|received|talks with|visiting|Visiting)\b")
_AGE = re.compile(r",\s*(?:aged\s+)?\d{1,2}\b")


class _Phrase(NamedTuple):
    """Words that introduce a person: their offsets, the name, where the person is first named, the office."""

    start: int
    end: int
    name: str
    at: int
    hit: Hit


class Introductions:
    """Finds the persons of one report.

    Args:
        country_near: the country of context at an offset for a person so named, for introductions that tell none.
        sentences: where each sentence begins, in order.
    """

    def __init__(
        self,
        text: str,
        tokens: Sequence[Word],
        hits: Sequence[Hit],
        knowledge: Knowledge,
        day: date | None,
        country_near: Callable[[int, str], str | None],
        sentences: Sequence[int],
    ) -> None:
        self._text = text
        self._words = tokens
        self._hits = hits
        self._knowledge = knowledge
        self._day = day
        self._country_near = country_near
        self._names = NameWords(text, tokens, hits, knowledge, sentences)
        self._read: dict[str, list[Reading]] = {}  # readings of phrases: persons are asked for whenever a place is new
        self._by_end = {h.last: h for h in hits}
        self._inside = {i for h in hits for i in range(h.first, h.last)}

    def persons(self) -> list[Person]:
        """One entry a surname, in the order in which they are introduced; their countries by the present context."""
        found = [*self._officials(), *self._office_holders, *map(self._aged, self._ages)]
        return merged([*found, *self._nationals, *self._compatriots(found)])

    @cached_property
    def _offices(self) -> list[_Phrase]:
        """The phrases that introduce somebody by an office."""
        offices = [h for h in self._hits if h.noun and h.noun.kind in ("office", "person", "spokesperson")]
        phrases = (self._behind_office(h) or self._apposed(h) or self._revealed(h) for h in offices)
        return [phrase for phrase in phrases if phrase]

    def _officials(self) -> Iterator[Person]:
        """Whom an office introduces; "and Energy Minister Ilan Katz" is of the country of the one before him."""
        before: Person | None = None
        end = 0
        for phrase in self._offices:
            person = self._person(phrase)
            beside = before if phrase.start == end + len(_AND) and self._text.endswith(_AND, 0, phrase.start) else None
            if beside and beside.told and not person.told and self._is_of_cabinet(beside, person):
                why = f"{person.why} beside one of {beside.country}"
                person = replace(person, country=beside.country, why=why)
            before, end = person, phrase.end
            yield person

    def _is_of_cabinet(self, one: Person, other: Person) -> bool:
        """Whether two who are named in one breath may serve one state: no state has two foreign ministers."""
        if not one.office.endswith(_CABINET) or not other.office.endswith("minister") or one.office == other.office:
            return False
        head, end = self._text.rfind(".", 0, one.at) + 1, self._text.find(".", other.at)
        return not _FACING.search(self._text, head, end if end > 0 else len(self._text))

    @cached_property
    def _office_holders(self) -> list[Person]:
        return list(self._known_leaders())

    def _known_leaders(self) -> Iterator[Person]:
        for hit in self._hits:
            leader = next((e for e in hit.entries if e.kind == "leader" and e.holds(self._day)), None)
            if leader:
                yield Person(
                    name=leader.name,
                    country=leader.code,
                    sectors=leader.sectors,
                    office=leader.office,
                    at=self._words[hit.first].start,
                    why=f"{leader.office} of {leader.code} in the table of office holders",
                )

    @cached_property
    def _ages(self) -> list[tuple[int, int, str]]:
        """ "Hatidza Sejdinovac, 54,": ages are given of people who hold no office. Offsets and name of each."""
        found = []
        ends = {w.end: i for i, w in enumerate(self._words)}
        for match in _AGE.finditer(self._text):
            end = ends.get(match.start())
            name = [] if end is None else self._names.before(end + 1)
            if len(name) > 1:
                found.append((name[0].start, match.end(), joined(name)))
        return found

    def _aged(self, told: tuple[int, int, str]) -> Person:
        at, end, name = told
        return Person(
            name=name, country=self._country_near(at, name), sectors=("CVL",), office="",
            at=at, why=f"introduced as {self._text[at:end]!r}", told=False,
        )  # fmt: skip

    @cached_property
    def _nationals(self) -> list[Person]:
        """ "Aino Lepik, an Estonian" and "an Estonian, Aino Lepik,"."""
        return [person for hit in self._hits if (person := self._national(hit))]

    def _national(self, hit: Hit) -> Person | None:
        people = next((e for e in hit.entries if e.kind == "demonym" and e.holds(self._day)), None)
        first = self._article_before(hit.first)
        if people is None or first is None or self._is_adjective(hit.last):
            return None
        name = self._apposed_name(hit.last)
        if not name and first > 1 and self._words[first - 1].folded == ",":
            name = self._appositive_of(first - 1)
        if not name:
            return None
        told = self._text[self._words[first].start : self._words[hit.last - 1].end]
        return Person(
            name=joined(name), country=people.code, sectors=("CVL",), office="", at=name[0].start,
            why=f"called {told!r}",
        )  # fmt: skip

    def _apposed_name(self, comma: int) -> list[Word]:
        """The full name between a comma and the next: ", Aino Lepik," is one, ", Reuters reported" none."""
        if comma >= len(self._words) or self._words[comma].folded != ",":
            return []
        name = self._names.behind(comma + 1)
        end = comma + 1 + len(name)
        closed = end < len(self._words) and self._words[end].folded in ",()"
        return name if len(name) > 1 and closed and not self._is_known_between(comma + 1, end) else []

    def _appositive_of(self, comma: int) -> list[Word]:
        """The name before a comma, if it is no place; a surname alone must be known from a full name."""
        name = self._names.before(comma)
        first = comma - len(name)
        if not name or self._is_known_between(first, comma):
            return []
        if first > 0 and self._words[first - 1].lower in _PLACING and not self._names.ends_sentence(first - 1):
            return []
        return name if len(name) > 1 or name[0].lower in self._surnames else []

    def _is_known_between(self, first: int, last: int) -> bool:
        return any(i in self._inside for i in range(first, last))

    @cached_property
    def _surnames(self) -> frozenset[str]:
        """The last words of what may be names in full."""
        return frozenset(
            b.lower for a, b in pairwise(self._words) if a.is_name and b.is_name and a.lower not in NO_NAME
        )

    def _article_before(self, at: int) -> int | None:
        """The index of "a" or "an", at most two words in small letters before a word."""
        for i in range(at - 1, max(-1, at - 4), -1):
            if self._words[i].lower in ("a", "an"):
                return i
            if not self._words[i].text.islower():
                return None
        return None

    def _is_adjective(self, at: int) -> bool:
        """Whether a nationality that ends before word `at` only goes before what somebody is: "an Estonian general"."""
        if at >= len(self._words) or self._names.ends_sentence(at - 1):
            return False
        return self._words[at].folded not in {",", ";", ")"} and self._words[at].lower not in _BEHIND_PEOPLE

    def _compatriots(self, found: Sequence[Person]) -> Iterator[Person]:
        """ "The sixteen-year-old Swede is ...": the one person who was named just before."""
        for match in _COMPATRIOT.finditer(self._text):
            country = next((e.code for e in self._knowledge.names(match["who"]) if e.kind == "demonym"), None)
            before = self._text[max(0, match.start() - _JUST_BEFORE) : match.start()]
            named = {p.surname: p for p in found if p.at < match.start() and p.name in before}
            if country and len(named) == 1:
                (person,) = named.values()
                yield replace(person, country=country, why=f"called {match[0]!r}", told=True)

    def _behind_office(self, hit: Hit) -> _Phrase | None:
        """ "Serbian Deputy Prime Minister Nebojsa Stefanovic" and "the prosecutor, Lorcan Tuohy"."""
        if self._names.ends_sentence(hit.last - 1):
            return None
        name = self._names.behind(hit.last)
        if not name:
            name = self._names.behind(self._comma_behind(hit.last) + 1) or self._name_behind_body(hit.last)
            if len(name) < 2:
                return None
        name = [w for w in name if w.lower not in TITLES]
        if not name or (len(name) == 1 and self._names.is_known(name[0])):
            return None
        first = self._phrase_start(hit.first)
        start = self._words[first].start
        return _Phrase(start, name[-1].end, joined(name), start, hit)

    def _comma_behind(self, at: int) -> int:
        """The comma behind an office and what it is the office of: "the Interior Minister of Serbia, Ana ..."."""
        end = at
        while (
            end < len(self._words) - 1
            and end - at < 6
            and (self._words[end].lower in _LINKS or end in self._inside or self._words[end].is_name)
        ):
            end += 1
        return end if end < len(self._words) and self._words[end].folded == "," else len(self._words)

    def _name_behind_body(self, at: int) -> list[Word]:
        """ "Head of the Department of the Presidential Administration Ana Petrova": a name behind a body's noun.

        It must begin with a usual given name, since bodies go on alike: "the Senate Armed Services".
        """
        if at >= len(self._words) or self._words[at].lower != "of":
            return []
        end = at
        while end < min(len(self._words), at + _LONGEST_OFFICE) and not self._names.ends_sentence(end):
            name = self._names.behind(end + 1) if self._noun_up_to(end) else []
            if len(name) in (2, 3) and name[0].folded in given_names():
                return name
            if not (end in self._inside or self._words[end].is_name or self._words[end].lower in _LINKS):
                break
            end += 1
        return []

    def _noun_up_to(self, i: int) -> bool:
        """Whether word `i` is the last of a body's noun, written as in a name ("Administration")."""
        hit = self._by_end.get(i + 1)
        return bool(hit and hit.noun and hit.noun.kind == "body" and self._words[i].text[:1].isupper())

    def _apposed(self, hit: Hit) -> _Phrase | None:
        """ "Ana Petrova, the Interior Minister of Serbia" and "Ana Petrova is also Interior Minister"."""
        at = self._phrase_start(hit.first) - 1
        while at > 0 and self._words[at].lower in ("the", "a", "an", "also", "currently", "secretary", "former"):
            at -= 1
        if at < 2 or self._words[at].lower not in (",", "is", "was", "as"):
            return None
        name = self._names.before(at)
        if len(name) < 2:
            return None
        end = hit.last
        while end < len(self._words) and self._words[end].folded not in ",;()–—" and end - hit.last < 8:
            end += 1
        first = self._phrase_start(hit.first)
        return _Phrase(self._words[first].start, self._words[end - 1].end, joined(name), name[0].start, hit)

    def _revealed(self, hit: Hit) -> _Phrase | None:
        """ "..., a South Korean lawmaker has said. Park Byeong-seug told ...": the next sentence names who spoke."""
        first = self._phrase_start(hit.first)
        if first == 0 or self._words[first - 1].lower not in ("a", "an"):
            return None
        verb = next((i for i, w in enumerate(self._words[hit.last : hit.last + 3], hit.last) if w.lower in _SAID), None)
        name = self._names.behind(verb + 1) if verb is not None and self._words[verb].text.endswith(".") else []
        if verb is None or len(name) < 2:
            return None
        behind = self._words[verb + 1 + len(name) :][:1]
        if not any(w.folded == "," or w.lower in _SAID for w in behind):
            return None
        return _Phrase(self._words[first].start, self._words[hit.last - 1].end, joined(name), name[0].start, hit)

    def _phrase_start(self, first: int) -> int:
        """First word of the noun phrase whose head begins at word `first`."""
        at = first
        while at > 0 and first - at < 7:
            before = self._words[at - 1]
            if before.folded in ",;:()–—" or "\n" in self._text[before.end : self._words[at].start]:
                break
            if self._names.ends_sentence(at - 1):
                break
            if not (before.is_name or at - 1 in self._inside or before.lower in _LINKS):
                break
            at -= 1
        return at

    def _person(self, told: _Phrase) -> Person:
        phrase, noun = self._text[told.start : told.end], told.hit.noun
        if phrase not in self._read:
            self._read[phrase] = read_mention(phrase, self._knowledge, self._day)
        readings = self._read[phrase]
        assert noun is not None
        country = readings[0].country if readings else None
        return Person(
            name=told.name,
            country=country or self._country_near(told.at, told.name),
            sectors=readings[0].sectors if readings else noun.sectors,
            office=noun.noun,
            at=told.at,
            why=f"introduced as {phrase!r}",
            told=country is not None and not readings[0].located,
        )
