"""Who a mention names, from its own words: country, sectors, person.

"Serbian Deputy Prime Minister Nebojsa Stefanovic" is read from its head noun ("deputy prime
minister", GOV) and its modifiers ("Serbian", SRB); what stands behind the head is the name. Nothing
outside the mention is looked at here; `mentions` does that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from dragoman.resolving.knowledge.loader import SUPRANATIONAL, Entry, Hit, Knowledge, Noun
from dragoman.resolving.mention_hits import covered, scan_mention
from dragoman.resolving.shared_names import is_shared
from dragoman.resolving.words import Word, words

__all__ = ["SUPRANATIONAL", "Reading", "counts_only", "read_mention"]

_FROM = frozenset({"of", "from", "for"})
_AT = frozenset({"in", "at", "near", "inside", "across", "around", "on"})
_AWAY = frozenset({"to", "against", "with", "over", "by", "after", "including", "via", "outside"})
_BREAKS = frozenset({",", ";", ":", "(", ")", "–", "—", "who", "which", "that", "and"})
#: "US-backed fighters" are not American.
_NOT_OWN = frozenset(
    "backed made built trained funded armed supplied occupied sponsored educated based bound wide "
    "style speaking designed manufactured allied aligned linked".split()
)
_FORMER = frozenset({"former", "ex", "onetime", "deposed", "ousted"})
#: In front of "of" these only count or pick out what stands behind it: "two of the men".
_PARTITIVE = frozenset(
    "a an the at least about around some nearly almost more less fewer than over up to only another all both any "
    "one two three four five six seven eight nine ten eleven twelve dozen dozens score scores hundred hundreds "
    "thousand thousands tens million millions several many most few none each half part parts number numbers group "
    "groups crowd crowds handful couple pair majority rest remainder member members others some elements convoy "
    "column band gang bands pack string team teams thirty forty fifty sixty twenty".split()
)
#: They are of whatever they lead or serve: "the miners' leader", "rebel commanders", "union officers".
_OF_PRINCIPAL = frozenset(
    "leader chief commander chairman chairwoman boss officer official member activist organiser militant delegation "
    "representative negotiator veteran".split()
)
#: Titles in front of a name that no noun of the tables is; "Major" and "General" are adjectives elsewhere.
_TITLES = {
    title: sector
    for sector, titles in (
        ("MIL", "major maj col lt gen capt sgt cpl pte pvt brig brigadier adm cmdr corporal lance"),
        ("LEG", "rep sen mp mep congressman congresswoman"), ("JUD", "justice"), ("GOV", "gov amb"),
        ("REL", "rev fr mons msgr ven imam pastor bishop sister mullah maulvi"), ("COP", "insp supt det constable"),
        ("EDU", "prof"),
    )
    for title in titles.split()
}  # fmt: skip
#: Last words of companies' names.
_COMPANY = frozenset(
    "energy minerals mining airlines airways holdings ltd inc corp petroleum oil gas motors steel telecom foods "
    "industries shipping logistics resources gold".split()
)
#: Seats that stand for a body other than their country's government when they act alone.
_SEATS = {"Brussels": ("EUR", "European Union")}
_STATES = ("country", "adjective", "demonym")
_OWN, _ORIGIN, _LOCATION, _BORN, _WEAK = range(5)
#: Words between the last two of a list: ", and the".
_LIST_GAP = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a mention says by itself. `noun` is the head noun; `why` names the words relied on.

    With `shared` the country rests on a name that organisations of other countries have, too.
    """

    country: str | None = None
    sectors: tuple[str, ...] = ()
    name: str | None = None
    noun: Noun | None = None
    located: bool = False
    shared: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Candidate:
    rank: int
    hit: Hit
    entry: Entry


def read_mention(text: str, knowledge: Knowledge, day: date | None = None) -> list[Reading]:
    """Readings of a mention; more than one where it names several states ("Serbian and Greek envoys").

    `day` is when the event happened, or the report was published: names have their time.
    An empty list means that no word of the mention is known.
    """
    return list(_read(text, knowledge, day))


@lru_cache(maxsize=8192)  # a report's mentions are asked for again and again: as the other side, as an antecedent
def _read(text: str, knowledge: Knowledge, day: date | None) -> Sequence[Reading]:
    if text in _SEATS:
        code, body = _SEATS[text]
        return [Reading(country=code, name=body, why=f"{text!r} stands for the {body}")]
    tokens, hits = scan_mention(text, knowledge)
    if not tokens:
        return []
    core = _core_end(tokens, hits)
    noun = _head_noun(tokens, hits, core)
    name = _person_name(tokens, hits, noun)
    candidates = _candidates(tokens, hits, core, noun, name, day)
    if not candidates:
        if noun is None or noun.noun is None:
            return [_of_name(name)] if name else []
        sectors = _sectors(tokens, hits, noun, None)
        return [Reading(sectors=sectors, name=_words(name), noun=noun.noun, why=f"head noun {noun.noun.noun!r}")]
    return _readings(tokens, hits, noun, name, candidates, day)


def _of_name(name: Sequence[Word]) -> Reading:
    """A name that no table knows, with what its title or its last word tells."""
    sector = _TITLES.get(name[0].lower) if len(name) > 1 else None
    if sector:
        return Reading(sectors=(sector,), name=_words(name), why=f"{_words(name)!r} is a name with a title")
    if len(name) > 1 and name[-1].lower in _COMPANY:
        return Reading(sectors=("BUS",), name=_words(name), why=f"{_words(name)!r} is a company by its last word")
    return Reading(name=_words(name), why=f"{_words(name)!r} is a name")


def _readings(
    tokens: Sequence[Word],
    hits: Sequence[Hit],
    noun: Hit | None,
    name: Sequence[Word],
    candidates: list[_Candidate],
    day: date | None,
) -> list[Reading]:
    best = min(c.rank for c in candidates)
    chosen = [c for c in candidates if c.rank == best]
    own_words = [c for c in chosen if c.entry.kind not in ("capital", "metonym", "province")]
    chosen = own_words or chosen
    if best == _LOCATION or not _listed(tokens, chosen):
        # Without "and" between them one country modifies the whole: the last one nearest the head.
        organisations = [c for c in chosen if c.entry.kind == "organisation"]
        if organisations and noun is None and chosen[0].entry.kind in _STATES:
            # "Nepal's Maoists" are Nepal's, whichever Maoists the table holds; "Iran's UN envoy" has a noun.
            supranational = organisations[-1].entry.code in SUPRANATIONAL
            own = replace(chosen[0].entry, sectors=organisations[-1].entry.sectors)
            chosen = [organisations[-1]] if supranational else [replace(chosen[0], entry=own)]
        else:
            chosen = [organisations[-1]] if organisations and noun is None else chosen[:1]
    readings, seen = [], set()
    for c in chosen:
        if c.entry.code in seen:
            continue
        seen.add(c.entry.code)
        quote = " ".join(w.text for w in tokens[c.hit.first : c.hit.last])
        why = f"{c.entry.kind} {quote!r}"
        if noun is not None and noun.noun is not None:
            why += f", head noun {noun.noun.noun!r}"
        person = c.entry.name if c.entry.kind == "leader" else _words(name)
        readings.append(
            Reading(
                country=c.entry.code or None,
                sectors=_sectors(tokens, hits, noun, c),
                name=person,
                noun=noun.noun if noun else None,
                located=best == _LOCATION,
                shared=c.entry.is_of_one_country and (is_shared(tokens, hits, c.hit) or not c.entry.holds(day)),
                why=why,
            )
        )
    return readings


def _listed(tokens: Sequence[Word], chosen: Sequence[_Candidate]) -> bool:
    """Whether the candidates are joined by "and", commas or a hyphen ("Franco-German" is, "Secretary-General" not)."""
    gaps = [[w.lower for w in tokens[a.hit.last : b.hit.first]] for a, b in pairwise(chosen)]
    return len(chosen) > 1 and all("and" in gap or "," in gap or gap in (["-"], ["–"]) for gap in gaps)


def _core_end(tokens: Sequence[Word], hits: Sequence[Hit]) -> int:
    """Index of the first word behind the core noun phrase: a preposition or comma outside a hit."""
    inside = covered(hits)
    within = _list_end(tokens, hits)
    for i, word in enumerate(tokens):
        if i in inside or i == 0 or i < within:
            continue
        if word.lower in _FROM and _counts_only(tokens[:i]):
            continue
        if word.lower in _FROM | _AT | _AWAY or word.folded in _BREAKS - {"and"} or word.lower in ("who", "that"):
            return i
    return len(tokens)


def _list_end(tokens: Sequence[Word], hits: Sequence[Hit]) -> int:
    """Where the first list of three or more states ends ("Greek, Cypriot and French ministers"); 0 without one."""
    states = [h for h in hits if any(e.kind in _STATES for e in h.entries)]
    for begin in range(len(states) - 2):
        for one, two in pairwise(states[begin:]):
            gap = [w.folded for w in tokens[one.last : two.first]]
            if "and" in gap and one is not states[begin] and len(gap) <= _LIST_GAP:
                return two.last
            if gap not in ([","], [",", "the"]):
                break
    return 0


def counts_only(text: str) -> bool:
    """Whether a mention only counts or picks out ("the five", "fifty of them"): of whom, stands elsewhere."""
    return _counts_only([w for w in words(text) if w.lower not in ("of", "them", "these", "those", "than", "still")])


def _counts_only(before: Sequence[Word]) -> bool:
    return all(w.lower in _PARTITIVE or w.text[:1].isdigit() or w.folded in ("-", ",") for w in before)


def _head_noun(tokens: Sequence[Word], hits: Sequence[Hit], core: int) -> Hit | None:
    nouns = [h for h in hits if h.noun and h.first < core]
    if nouns:
        return nouns[-1]
    # "Ana Petrova, the Interior Minister of Serbia": the apposition holds the head.
    behind = [h for h in hits if h.noun and h.first >= core]
    apposed = core < len(tokens) and tokens[core].folded == ","
    return behind[0] if behind and apposed else None


def _person_name(tokens: Sequence[Word], hits: Sequence[Hit], noun: Hit | None) -> list[Word]:
    """Capitalised words behind the office, or in front of an apposition."""
    if noun is not None:
        name = _capitalised(tokens, noun.last)
        if name or noun.noun is None:
            return name
        # "The prosecutor, Lorcan Tuohy", "the commissioner of information, Hajiya Laraba Gummi"
        comma = next((i for i in range(noun.last, len(tokens)) if tokens[i].folded == ","), len(tokens))
        if name := _capitalised(tokens, comma + 1):
            return name
        if noun.first > 1 and any(w.folded == "," for w in tokens[: noun.first]):
            return _capitalised(tokens, 0)
        return []
    if any(h.entries for h in hits):
        people = any(e.kind == "demonym" for e in hits[0].entries)
        comma = hits[0].last  # "An Estonian, Aino Lepik"
        one = tokens[0].lower in ("a", "an") and len(hits) == 1
        named = people and one and comma < len(tokens) and tokens[comma].folded == ","
        name = _capitalised(tokens, comma + 1) if named else []
        return name if len(name) > 1 else []
    name = _capitalised(tokens, 0)
    return name if len(name) == len(tokens) or (len(name) < len(tokens) and tokens[len(name)].folded == ",") else []


def _capitalised(tokens: Sequence[Word], at: int) -> list[Word]:
    name: list[Word] = []
    for word in tokens[at:]:
        particle = bool(name) and word.lower in (
            "al",
            "bin",
            "ben",
            "van",
            "von",
            "de",
            "el",
            "-",
            "da",
            "der",
            "ibn",
        )
        if not (word.is_name or particle):
            break
        name.append(word)
        if word.possessive:
            break
    while name and not name[-1].is_name:
        name.pop()
    return name if name and name[0].lower not in ("the", "a", "an", "his", "her", "their") else []


def _words(name: Sequence[Word]) -> str | None:
    if not name:
        return None
    joined = " ".join(w.text for w in name).replace(" - ", "-")
    return joined[:-2] if name[-1].possessive and joined.endswith(("'s", "’s")) else joined


def _candidates(
    tokens: Sequence[Word],
    hits: Sequence[Hit],
    core: int,
    noun: Hit | None,
    name: Sequence[Word],
    day: date | None,
) -> list[_Candidate]:
    named = {w.start for w in name}
    result = []
    for hit in hits:
        if not hit.entries:
            continue
        entry = _entry(hit, noun, day)
        is_name = tokens[hit.first].start in named and entry.kind != "leader"
        if is_name and len(name) > hit.last - hit.first and hit.first > 0:
            continue  # "President Jordan Brook": part of a person's name
        result.append(_Candidate(_rank(tokens, hits, hit, core), hit, entry))
    return [c for c in result if c.rank <= _BORN]


def _entry(hit: Hit, noun: Hit | None, day: date | None) -> Entry:
    """The sense of a name that fits best: valid on the day; an adjective only before a noun."""
    valid = [e for e in hit.entries if e.holds(day)] or list(hit.entries)
    before_noun = noun is not None and hit.first < noun.first
    order = {"organisation": 0, "country": 1, "leader": 2, "metonym": 3, "capital": 4, "province": 4}
    order |= {"adjective": 5, "demonym": 6} if before_noun else {"adjective": 6, "demonym": 5}
    return min(valid, key=lambda e: order[e.kind])


def _rank(tokens: Sequence[Word], hits: Sequence[Hit], hit: Hit, core: int) -> int:
    after = tokens[hit.last : hit.last + 2]
    if len(after) == 2 and after[0].folded == "-" and after[1].lower in _NOT_OWN:
        return _WEAK
    if len(after) == 2 and after[0].folded == "-" and after[1].lower == "born":
        return _BORN
    if hit.first < core:
        return _OWN
    for i in range(hit.first - 1, -1, -1):
        word = tokens[i].lower
        if any(h.first <= i < h.last for h in hits if h is not hit):
            continue
        if word in _FROM:
            return _ORIGIN
        if word in _AT:
            return _LOCATION
        if word in _AWAY:
            return _WEAK + 1
        if word == ",":
            return _ORIGIN
    return _ORIGIN


def _sectors(
    tokens: Sequence[Word], hits: Sequence[Hit], noun: Hit | None, chosen: _Candidate | None
) -> tuple[str, ...]:
    extra = ("PRE",) if chosen and "PRE" in chosen.entry.sectors else ()
    if chosen and chosen.entry.kind in ("organisation", "leader"):
        supranational = len(chosen.entry.code) == 3 and chosen.entry.code in SUPRANATIONAL
        if chosen.entry.sectors or supranational:
            return chosen.entry.sectors
    if noun is not None and noun.noun is not None:
        sectors = _noun_sectors(hits, noun, chosen)
        former = any(w.lower in _FORMER for w in tokens[: noun.first])
        if former and sectors[:1] and sectors[0] not in ("ELI", "CVL", "REB", "UAF", "CRM"):
            sectors = ("ELI",)
        return tuple(dict.fromkeys((*sectors, *extra)))
    if chosen is None:
        return ()
    named = tuple(s for s in chosen.entry.sectors if s != "PRE")
    return (*(named or (("CVL",) if _is_people(tokens, chosen) else ("GOV",))), *extra)


def _is_people(tokens: Sequence[Word], chosen: _Candidate) -> bool:
    """ "Two Serbs" are people; "the Serbs" and "Serb" alone, or before a word that no table knows, are the state's."""
    if len(tokens) == chosen.hit.last and [w.lower for w in tokens[: chosen.hit.first]] == ["the"]:
        return False
    behind = tokens[chosen.hit.last : chosen.hit.last + 1]
    if chosen.entry.kind != "demonym" or (behind and behind[0].text[:1].islower()):
        return False
    return chosen.hit.first > 0 or tokens[chosen.hit.last - 1].folded.endswith("s")


def _noun_sectors(hits: Sequence[Hit], noun: Hit, chosen: _Candidate | None) -> tuple[str, ...]:
    """The noun's own sectors; a spokesman or leader has those of whom he stands for."""
    assert noun.noun is not None
    own = noun.noun.sectors
    if noun.noun.kind != "spokesperson" and own and noun.noun.noun not in _OF_PRINCIPAL:
        return own
    others = [
        h.noun for h in hits
        if h.noun and h is not noun and h.noun.sectors and h.noun.kind != "place" and h.noun.noun not in _OF_PRINCIPAL
    ]  # fmt: skip
    if others:
        return others[0].sectors
    # "Egyptian mediators", "the American staff": a state's unless they are told to be something else.
    state = chosen is not None and chosen.entry.code not in SUPRANATIONAL
    return own or (("GOV",) if state else ())
