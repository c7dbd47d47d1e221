"""Kinds of participants that need a rule of their own when their country is not told, by their nouns and words."""

from __future__ import annotations

import re

__all__ = [
    "ABROAD",
    "ANOTHER",
    "ANY",
    "ARMED",
    "AT_PLACE",
    "BANDS",
    "BODIES",
    "CAUSE",
    "COUNTS",
    "COURTS",
    "FACING",
    "FACING_WORDS",
    "FOLLOWERS",
    "FOREIGN_OFFICE",
    "HOLDING",
    "LOCAL",
    "LOSSES",
    "MASKED",
    "MISSION",
    "MONITORS",
    "NAMES",
    "NGOS",
    "NOT_FROM_HERE",
    "NOT_KNOWN",
    "OF_SEVERAL",
    "PAIR",
    "PEERS",
    "PLAIN",
    "RULING",
    "SEVERAL_STATES",
    "SIDES",
    "SOURCES",
    "STATES",
    "STRANGERS",
    "THING",
    "TRAVELLING",
    "WEAPON",
]

#: Words that say that somebody is not from the country of which the report speaks.
NOT_FROM_HERE = frozenset("foreign western international overseas european neighbouring neighboring arab".split())
#: Sectors of sectorless nouns ("member", "spokesman") that the context has given a country.
PLAIN = {"person": "CVL", "group": "CVL", "office": "GOV", "spokesperson": "GOV", "body": "GOV"}
#: Short for an international organisation that the report names, if it names one.
BODIES = frozenset(
    "alliance bloc coalition commission community council expert inspector meeting mission monitor observer office "
    "peacekeeper secretariat secretary-general spokesperson summit team troika verifier watchdog".split()
) | {"secretary general", "member state", "head of state", "peacekeeping mission", "monitoring mission"}
#: Which armed group they are the report told by name.
BANDS = frozenset({
    "the armed group", "the group", "the guerrillas", "the islamist group", "the jihadist group", "the jihadists",
    "the militant group", "the militants", "the rebel group", "the terrorist group",
})  # fmt: skip
COURTS = frozenset({"court", "judge", "prosecutor", "tribunal", "appeals chamber", "trial chamber", "panel"})
#: They work wherever there is need; a country that has its own says so.
NGOS = frozenset({
    "aid agency", "aid group", "aid organisation", "aid organization", "aid worker", "human rights group",
    "relief agency", "relief organisation", "relief organization", "relief worker", "rights group",
})  # fmt: skip
#: Of another country than the one where they are, which only the report can tell.
STRANGERS = frozenset({"asylum seeker", "boat person", "castaway", "foreigner", "migrant", "refugee", "smuggler"})
#: Whoever is called so may be from anywhere.
NOT_KNOWN = ("unidentified ", "unknown ")
#: Last words for those who do not show whose they are: annotators of the corpus give a country to half of them at most.
MASKED = ("gunman", "hacker", "pirate", "somebody", "someone", "suicide bomber", "trafficker")
#: Quoted without a name they are seldom of the country where they serve, and of which other is not told.
SOURCES = frozenset({"diplomat", "diplomatic source"})
#: They serve in another country than their own.
ABROAD = frozenset({"ambassador", "charge d'affaires", "consul", "consulate", "diplomat", "embassy", "envoy"})
#: Those of a mission are of the state that sends it, not of the town where it stands.
MISSION = re.compile(r"(?i)\b(?:embassy|consulate|legation|high commission)\b")
STATES = frozenset({"capital", "country", "government", "nation", "state"})
#: Bodies of several states, unless a country stands beside them: no country of context is theirs.
OF_SEVERAL = frozenset({
    "alliance", "ally", "coalition", "donor", "donor country", "international community", "member state", "monitor",
    "monitoring mission", "observer", "observer mission", "proxy", "quartet",
    "troika", "western country", "world power",
})  # fmt: skip


#: They are what is acted with; whose they are is told beside them or not at all.
WEAPON = re.compile(
    r"(?i)^(?:an?|the|two|three|several|their|its|his)?\s*(?:[\w-]+\s+){0,4}(?:explosive devices?|IEDs?|bombs?|shells?|"
    r"rockets?|missiles?|land ?mines?|grenades?|mortars?|blasts?|explosions?|gunfire|bullets?|shrapnel)$"
)
#: What is banned, found or carried is no party, unless it is told whose it is.
THING = re.compile(
    r"(?:[\w-]+ ){0,4}(?:[Bb]ills?|burqas?|cargo|databases?|drugs?|elections?|findings?|flags?|garments?|helmets?|"
    r"hijabs?|identities|laws?|licen[cs]es?|niqabs?|permits?|veils?)"
)
#: Somebody who has such a thing is a party: "those carrying drugs".
HOLDING = re.compile(
    r"(?i)\b(?:any(?:one|body)|carrying|everyone|for|holding|in|of|people|persons|wearing|who|with|without)\b"
)
#: "Pro-democracy" of "pro-democracy protests" says what they are for.
CAUSE = re.compile(r"(?:[Aa]nti|[Pp]ro)-[A-Za-z]+(?<!s)")
#: Councils of places, never short for that of an organisation.
LOCAL = re.compile(r"(?i)\b(?:borough|church|city|county|district|local|municipal|parish|town|tribal|village)\b")
#: Short forms for two.
PAIR = re.compile(r"(?i)both(?: of them)?|the (?:two|pair)")
COUNTS = {"three": 3, "four": 4, "five": 5, "six": 6}
#: States that were told one by one before.
SEVERAL_STATES = re.compile(
    rf"(?i)(?:all|all the|the|these|those) (?P<count>{'|'.join(COUNTS)}) "
    r"(?:countries|governments|nations|states|powers)"
)
#: "Any other country" is none that was named.
ANY = re.compile(r"(?i)^(?:another|any|every|no|other)\b")
#: Several names, as of persons: "David and Louise Turpin".
NAMES = re.compile(r"\b[A-Z][a-z]+(?:,)? (?:and )?[A-Z][a-z]+")
#: Words that put somebody somewhere.
AT_PLACE = re.compile(r"(?i)\b(?:at|from|in|near|of)\s+(?:the\s+)?[A-Z]|[\w][\'’]s\b|-based\b")

#: Of the country that the speaker's or the other side faces, never of its own.
FACING = frozenset({
    "adversary", "aggressor", "counterpart", "enemy", "foe", "neighbor", "neighbour", "neighbouring country",
    "neighbouring state", "opposite number",
})  # fmt: skip
ANOTHER = frozenset({"counterpart", "neighbor", "neighbour", "neighbouring country", "neighbouring state"})
FACING_WORDS = re.compile(r"(?i)\b(?:the|its|their|his|her|our) (?:other (?:side|party)|enemy)\b|^the other$")
PEERS = frozenset({"colleague", "counterpart", "homologue", "opposite number"})
#: Men and the like are what he is whose men they are.
FOLLOWERS = frozenset({"comrade", "fighter", "follower", "force", "man", "troop", "unit"})
ARMED = (("MIL",), ("COP",), ("REB",), ("PRM",), ("CRM",), ("UAF",))
#: What acts for a state: towards another state it is not that state's own.
RULING = (("GOV",), ("MIL",), ("LEG",), ("JUD",), ("SPY",))
#: Who acts abroad as often as at home.
TRAVELLING = frozenset({"GOV", "MIL", "SPY", "REB", "REF", "UAF"})
MONITORS = frozenset({"monitor", "monitoring mission", "truce monitor", "verifier"})
FOREIGN_OFFICE = re.compile(r"(?i)\bforeign (?:affairs|minist\w+|office|secretar\w+|service|policy)\b")
#: Whoever loses soldiers loses his own.
LOSSES = re.compile(r"(?i)(?:has |have |had |were |was )?(?:los[est]|suffer)")
#: Two sides that need not be two states.
SIDES = re.compile(r"(?i)\b(?:sides?|parties|delegations|both|the two)$")
