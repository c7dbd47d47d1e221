"""What a report itself says of its persons and countries, and what its short forms stand for.

`Memory` reads a report once: it notes who is introduced with which office ("Nebojsa Stefanovic is also
Interior Minister of Serbia"), where each country and person is named, and which country a bare noun
("the delegation") had when it was named in full. Resolution is conservative: what stays unclear is
left unresolved.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.resolving.actors import Reading, read_mention
from dragoman.resolving.knowledge.loader import Hit, Knowledge
from dragoman.resolving.words import Word, fold, words

__all__ = ["BOTH", "FIRST_PERSON", "PRONOUNS", "THEY", "Memory", "Person"]

HE = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
THEY = frozenset({"they", "them", "their", "themselves", "those", "these"})
FIRST_PERSON = frozenset({"we", "us", "our", "i", "me", "my", "ourselves"})
PRONOUNS = HE | THEY | FIRST_PERSON | {"it", "its", "itself"}
BOTH = re.compile(
    r"(?i)\b(?:both (?:sides|countries|nations|states|parties|governments|leaders|neighbou?rs)|"
    r"(?:the )?two (?:sides|countries|nations|states|parties|neighbou?rs|leaders|governments|ministers|presidents)|"
    r"(?:the )?(?:sides|parties)|each other|one another|either side|both)\b"
)
_SAID = (
    r"(?:said|says|told|added|stated|stressed|noted|warned|declared|announced|explained|insisted|wrote|argued|"
    r"replied|remarked|continued|claimed|tweeted|commented|reiterated|vowed|promised|complained|admitted)"
)
_SAID_RE = re.compile(rf"\b{_SAID}\b")
_SUPRANATIONAL = frozenset({"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"})
_LINKS = frozenset({"of", "the", "for", "and", "-"})
_TITLES = frozenset({"mr", "mrs", "ms", "dr", "sir", "lord", "gen", "col", "lt", "maj", "capt", "sgt", "sheikh"})
_QUOTE = re.compile(r'"[^"]{2,1500}"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody whom the report introduces at offset `at`, with the words that introduce him."""

    name: str
    country: str | None
    sectors: tuple[str, ...]
    office: str
    at: int
    why: str

    @property
    def surname(self) -> str:
        """Last word of the name, folded."""
        return fold(self.name.split()[-1])


@dataclass(frozen=True, slots=True)
class _Named:
    at: int
    country: str


class Memory:
    """One report's persons, countries and nouns.

    Args:
        text: the cleaned text.
        dateline: the place of the dateline, if known.
    """

    def __init__(
        self, text: str, knowledge: Knowledge, *, day: date | None = None, dateline: str | None = None
    ) -> None:
        self._text = text
        self._knowledge = knowledge
        self._day = day
        self._words = words(text)
        self._hits = knowledge.scan(self._words)
        self._countries = list(self._named_countries())
        self.persons = self._introductions()
        self._person_mentions = sorted(self._occurrences())
        self._noun_countries = list(self._bound_nouns())
        self._quotes = [m.span() for m in _QUOTE.finditer(text)]
        self.main_country, self.main_why = self._main_country(dateline)

    # -- reading the report once ------------------------------------------------------------------

    def _named_countries(self) -> Iterable[_Named]:
        for hit in self._hits:
            entry = next((e for e in hit.entries if e.holds(self._day)), None)
            if entry and entry.kind != "leader" and entry.code:
                yield _Named(self._words[hit.first].start, entry.code)

    def _main_country(self, dateline: str | None) -> tuple[str | None, str]:
        counts: Counter[str] = Counter()
        for named in self._countries:
            if named.country not in _SUPRANATIONAL:
                counts[named.country] += 2 if named.at < 300 else 1
        if dateline and (entries := self._knowledge.names(dateline)):
            counts[entries[0].code] += 2
        if not counts:
            return None, ""
        country, n = counts.most_common(1)[0]
        return country, f"{country} is the country named most ({n})"

    def _introductions(self) -> list[Person]:
        found: list[Person] = []
        for hit in self._hits:
            if hit.noun and hit.noun.kind in ("office", "person", "spokesperson"):
                person = self._behind_office(hit) or self._apposed(hit)
                if person:
                    found.append(person)
        for hit in self._hits:
            leader = next((e for e in hit.entries if e.kind == "leader" and e.holds(self._day)), None)
            if leader:
                at = self._words[hit.first].start
                why = f"{leader.office} of {leader.code} in the table of office holders"
                found.append(
                    Person(
                        name=leader.name,
                        country=leader.code,
                        sectors=leader.sectors,
                        office=leader.office,
                        at=at,
                        why=why,
                    )
                )
        return self._merged(found)

    def _behind_office(self, hit: Hit) -> Person | None:
        """ "Serbian Deputy Prime Minister Nebojsa Stefanovic"."""
        end = hit.last
        while end < len(self._words) and end - hit.last < 4 and self._may_be_name(end):
            end += 1
        name = [w for w in self._words[hit.last : end] if w.lower not in _TITLES]
        if not name:
            return None
        first = self._phrase_start(hit.first)
        return self._person(self._words[first].start, name[-1].end, name, hit)

    def _apposed(self, hit: Hit) -> Person | None:
        """ "Ana Petrova, the Interior Minister of Serbia" and "Ana Petrova is also Interior Minister"."""
        at = self._phrase_start(hit.first) - 1
        while at > 0 and self._words[at].lower in ("the", "a", "an", "also", "currently", "secretary"):
            at -= 1
        if at < 2 or self._words[at].lower not in (",", "is", "was", "as"):
            return None
        name: list[Word] = []
        while at > 0 and len(name) < 4 and self._may_be_name(at - 1):
            at -= 1
            name.insert(0, self._words[at])
        if len(name) < 2:
            return None
        end = hit.last
        while end < len(self._words) and self._words[end].folded not in ",;()–—" and end - hit.last < 8:
            end += 1
        return self._person(self._words[hit.first].start, self._words[end - 1].end, name, hit, before=True)

    def _may_be_name(self, i: int) -> bool:
        word = self._words[i]
        if not word.is_name or word.text.isdigit():
            return False
        hit = next((h for h in self._hits_at(word.start) if h.noun and h.noun.kind in ("office", "body")), None)
        joined = i == 0 or self._text[self._words[i - 1].end : word.start].strip(" -") == ""
        return hit is None and joined and word.lower not in ("the", "a", "in", "on", "he", "she", "but")

    def _hits_at(self, offset: int) -> list[Hit]:
        starts = [self._words[h.first].start for h in self._hits]
        i = bisect_left(starts, offset)
        return [self._hits[i]] if i < len(starts) and starts[i] == offset else []

    def _phrase_start(self, first: int) -> int:
        """First word of the noun phrase whose head begins at word `first`."""
        inside = {
            i for h in self._hits[max(0, self._index(first) - 4) : self._index(first)] for i in range(h.first, h.last)
        }
        at = first
        while at > 0 and first - at < 7:
            before = self._words[at - 1]
            if before.folded in ",;:()–—" or "\n" in self._text[before.end : self._words[at].start]:
                break
            if not (before.is_name or at - 1 in inside or before.lower in _LINKS - {"and"}):
                break
            at -= 1
        return at

    def _index(self, first: int) -> int:
        return bisect_left([h.first for h in self._hits], first)

    def _person(self, start: int, end: int, name: Sequence[Word], hit: Hit, *, before: bool = False) -> Person | None:
        phrase = self._text[start:end]
        readings = read_mention(phrase, self._knowledge, self._day)
        assert hit.noun is not None
        full = " ".join(w.folded if w.possessive else w.text.rstrip(".") for w in name)
        if not readings or hit.noun.sectors == ():
            sectors: tuple[str, ...] = readings[0].sectors if readings else ()
        else:
            sectors = readings[0].sectors
        country = readings[0].country if readings else None
        at = name[0].start if before else start
        if country is None:
            country = self._nearest_country(at, within=250)
        return Person(
            name=full,
            country=country,
            sectors=sectors,
            office=hit.noun.noun,
            at=at,
            why=f"introduced as {phrase!r}",
        )

    @staticmethod
    def _merged(found: list[Person]) -> list[Person]:
        """One entry a surname: the first that knows a country, under the longest name."""
        by_surname: dict[str, Person] = {}
        for person in sorted(found, key=lambda p: p.at):
            known = by_surname.get(person.surname)
            if known is None:
                by_surname[person.surname] = person
                continue
            name = max(known.name, person.name, key=len)
            best = known if known.country else person
            by_surname[person.surname] = Person(
                name=name, country=best.country, sectors=best.sectors or person.sectors, office=best.office,
                at=min(known.at, person.at), why=best.why,
            )  # fmt: skip
        return list(by_surname.values())

    def _occurrences(self) -> Iterable[tuple[int, str]]:
        surnames = {p.surname for p in self.persons}
        for word in self._words:
            if word.is_name and word.folded in surnames:
                yield word.start, word.folded

    def _bound_nouns(self) -> Iterable[tuple[int, str, str]]:
        """Nouns that stand right behind their country: ("delegation", "SRB") at an offset."""
        for before, hit in zip(self._hits, self._hits[1:], strict=False):
            if hit.noun and before.entries and hit.first - before.last <= 1:
                code = before.entries[0].code
                if code:
                    yield self._words[hit.first].start, hit.noun.noun, code

    # -- asking -----------------------------------------------------------------------------------

    def _nearest_country(self, at: int, within: int) -> str | None:
        before = [c for c in self._countries if at - within <= c.at < at and c.country not in _SUPRANATIONAL]
        return before[-1].country if before else None

    def person(self, mention: str) -> Person | None:
        """Whom a name stands for, by its last word."""
        names = [w for w in words(mention) if w.is_name]
        last = names[-1].folded if names else ""
        return next((p for p in self.persons if p.surname == last or fold(p.name) == last), None)

    def person_before(self, at: int, *, within: int = 400) -> Person | None:
        """The person named last before an offset."""
        i = bisect_left(self._person_mentions, (at, ""))
        if i == 0 or at - self._person_mentions[i - 1][0] > within:
            return None
        surname = self._person_mentions[i - 1][1]
        return next(p for p in self.persons if p.surname == surname)

    def office_holder(self, noun: str, country: str | None, at: int) -> Person | None:
        """Whom "the minister" stands for: the last one introduced whose office ends in these words."""
        fits = [
            p for p in self.persons
            if p.at < at and p.office.endswith(noun) and (country is None or p.country == country)
        ]  # fmt: skip
        if not fits:
            return None
        named = {p.surname: p for p in fits}
        earlier = [s for a, s in self._person_mentions if a < at and s in named]
        return named[earlier[-1]] if earlier else max(fits, key=lambda p: p.at)

    def country_weights(self) -> dict[str, float]:
        """How often the report names each country, as a share of the one named most."""
        counts = Counter(c.country for c in self._countries if c.country not in _SUPRANATIONAL)
        if self.main_country:
            counts[self.main_country] += 2
        most = max(counts.values(), default=1)
        return {country: n / most for country, n in counts.items()}

    def noun_country(self, noun: str, at: int) -> str | None:
        """The country that a noun had when it was last named in full."""
        earlier = [c for a, n, c in self._noun_countries if a < at and n == noun]
        return earlier[-1] if earlier else None

    def two_countries(self, at: int) -> list[str]:
        """The two countries named last before (or in the same breath as) an offset."""
        seen: list[str] = []
        for named in reversed([c for c in self._countries if c.at < at]):
            if named.country not in seen and named.country not in _SUPRANATIONAL:
                seen.append(named.country)
            if len(seen) == 2:
                break
        return seen[::-1] if len(seen) == 2 else []

    def in_quotation(self, at: int) -> tuple[int, int] | None:
        """The quotation that holds an offset."""
        return next(((a, b) for a, b in self._quotes if a <= at < b), None)

    def speaker_of(self, quotation: tuple[int, int]) -> Person | Reading | None:
        """Who says a quotation: looked for behind it, then in front, next to a verb of saying."""
        start, end = quotation
        for zone_start, zone_end in ((end, end + 140), (max(0, start - 160), start)):
            zone = self._text[zone_start:zone_end].split("\n\n")[0 if zone_start == end else -1]
            zone_at = self._text.find(zone, zone_start) if zone else zone_start
            verb = _SAID_RE.search(zone)
            if not verb:
                continue
            if speaker := self._subject(zone, zone_at, verb):
                return speaker
        return None

    def _subject(self, zone: str, zone_at: int, verb: re.Match[str]) -> Person | Reading | None:
        near = [
            (abs(at - zone_at - verb.start()), s)
            for at, s in self._person_mentions
            if zone_at <= at < zone_at + len(zone)
        ]
        if near:
            surname = min(near)[1]
            return next(p for p in self.persons if p.surname == surname)
        before = zone[: verb.start()].strip(' ,"')
        if before.lower() in HE:
            return self.person_before(zone_at)
        readings = read_mention(before[-80:], self._knowledge, self._day)
        return readings[0] if readings and readings[0].country else None
