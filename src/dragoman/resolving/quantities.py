"""Quantities: what a number of an event counts, how many that is and whose number it is.

The kind comes from the words of the span, from the words around it and from the type of the event, in
this order. Where none of them tells it, the span yields no quantity: a gap can be seen, a wrong toll not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from dragoman.event import Quantity
from dragoman.frame import Frame, Span
from dragoman.resolving.numbers import Amount, find_amounts

__all__ = ["resolve_quantities"]

#: Words that tell a kind wherever they stand in the span ("29 dead", "9 injured women").
_OUTCOMES = {
    "killed": (
        r"kill(?:s|ed|ing|ings)?|dead|deaths?|die[sd]?|dying|slain|murder(?:s|ed|ing)?|massacred?|slaughter(?:ed)?|"
        r"bod(?:y|ies)|corpses?|fatalit(?:y|ies)|assassinat\w+|execut\w+|behead\w+|decapitat\w+|lynch\w+|perish\w*|"
        r"lives|toll|losses|buried|scalps|martyr\w*|lost|losing|starved"
    ),
    "injured": (
        r"injur\w+|wound(?:s|ed|ing)?|hurt(?:s|ing)?|beat(?:s|en|ing)?|maim\w+|tortur\w+|rap(?:e|es|ed|ing)|"
        r"stab(?:bed|bing|s)?|blinded|treat(?:ed|ing|ment)|hospitali[sz]\w+|broken?|crushed|burns|hit|bruised|"
        r"shot\s+in|lost\s+(?:an?|his|her|their)\s+(?:\w+\s+)?(?:legs?|arms?|eyes?|hands?|thumb|fingers?|foot|sight)"
    ),
    "arrested": r"arrest\w*|detain(?:ed|ing|s)?|detentions?|jail\w*|imprison\w*|custody|nabbed|apprehend\w*|rounded\s+up",
    "abducted": r"abduct(?:ed|ing|s|ions?)?|kidnap\w*|hostages?|captiv\w+|captured?|capturing",
    "displaced": r"displac\w+|fle[de]|fleeing|deport(?:ed|ing|s|ations?)|expel\w*|evacuat\w+|uprooted|homeless",
}  # fmt: skip
_CUES = {kind: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for kind, words in _OUTCOMES.items()}
#: A lost limb is no lost life; read before the words for the dead.
_CUE_ORDER = ("injured", "killed", "arrested", "abducted", "displaced")

_PERSONS = re.compile(
    r"\b(?:people|persons?|residents?|civilians?|inhabitants?|villagers?|men|man|women|woman|children|child|boys?|"
    r"girls?|families|family|citizens?|refugees?|migrants?|deportees?|passengers?|students?|workers?|members?|"
    r"prisoners?|detainees?|hostages?|inmates?|passers-?by|nationals?|of\s+(?:them|us|you)|others|himself|"
    r"[a-z]+(?:ists?|wom[ae]n))\b",
    re.IGNORECASE,
)
_FORCES = re.compile(
    r"\b(?:soldiers?|troops?|servicem[ae]n|m[ae]n|reservists?|marines?|paratroopers?|legionnaires?|police\w*|officers?|"
    r"fighters?|battalions?|brigades?|regiments?|divisions?|rebels?|gunm[ae]n|volunteers?|militia\w*|guards(?:men)?|"
    r"gendarmes?|peacekeepers?|personnel|conscripts?|recruits?|mercenaries|commandos?|insurgents?|guerrillas?|"
    r"combatants?|advisers?|forces)\b",
    re.IGNORECASE,
)
_EQUIPMENT = re.compile(
    r"\b(?:weapons?|arms|rifles?|guns?|pistols?|machine-?guns?|howitzers?|mortars?|cannons?|launchers?|missiles?|"
    r"rockets?|shells?|rounds?|bombs?|grenades?|explosives?|charges|mines|ammunition|tanks?|vehicles?|trucks?|"
    r"lorr(?:y|ies)|cars?|buses|bus|ambulances?|tractors?|carriers?|aircraft|jets?|planes?|planeloads?|helicopters?|"
    r"gunships?|warplanes?|drones?|uavs?|mig\w*|chinooks?|sukhois?|f-\d+s?|su-\d+s?|mi-\d+s?|ships?|warships?|"
    r"frigates?|destroyers?|submarines?|boats?|skiffs?|tankers?|vessels?|radars?|batter(?:y|ies)|systems?|"
    r"houses?|homes|buildings?|shops?|tents?|tarpaulins?|blankets?|panels|hospitals?|kg|kilo(?:s|grams?)|tonn?es?|"
    r"tons|bags|sacks|boxes|crates|barrels|litres|liters|gallons|goats|camels|cattle|cows|sheep|posts?|depots?|"
    r"bridges?|schools?|works|artefacts|artifacts|paintings|equipment|supplies|generators?|pumps?|doses)\b",
    re.IGNORECASE,
)
_MASS = re.compile(r"\b(?:kg|kilo(?:s|grams?)|tonn?es?|tons|litres|liters|planeloads|bags|sacks|barrels)\b", re.I)

_CURRENCIES = {
    "USD": r"US\s?\$|\$|\bUSD|dollars?\b", "EUR": r"€|\bEUR|euros?\b", "GBP": r"£|\bGBP|pounds?(?:\s+sterling)?\b",
    "JPY": r"¥|\byen\b", "CNY": r"\byuan\b|\brenminbi\b", "RUB": r"₽|\brou?bles?\b", "UAH": r"₴|\bhryvn\w+",
    "TRY": r"₺|\blira\b", "NGN": r"₦|\bnaira\b", "THB": r"\bbaht\b", "ILS": r"₪|\bshekels?\b", "KRW": r"₩|\bwon\b",
    "AMD": r"\bdrams?\b", "AZN": r"\bmanats?\b", "GEL": r"\blari\b", "KZT": r"\btenge\b", "PLN": r"\bzlot\w+",
    "HUF": r"\bforints?\b", "ZAR": r"\brands?\b", "GHS": r"\bcedis?\b", "ETB": r"\bbirr\b", "BDT": r"\btaka\b",
    "VND": r"\bdong\b", "MYR": r"\bringgit\b", "IDR": r"\brupiahs?\b", "BRL": r"\breais\b", "CHF": r"\bSwiss\s+francs?\b",
    "ZMW": r"\bK(?=\d)", "AFN": r"\bafghanis?\b", "RON": r"\blei\b", "HTG": r"\bgourdes?\b", "AOA": r"\bkwanzas?\b",
}  # fmt: skip
_CURRENCY = {code: re.compile(words) for code, words in _CURRENCIES.items()}
#: Names that several states share, by a word of the sentence that tells which one is meant.
_SHARED = {
    "rupee": {"India": "INR", "Pakistan": "PKR", "Sri Lanka": "LKR", "Nepal": "NPR", "Delhi": "INR"},
    "peso": {"Mexic": "MXN", "Argentin": "ARS", "Chile": "CLP", "Colombia": "COP", "Philippin": "PHP", "Cuba": "CUP"},
    "kwacha": {"Malawi": "MWK", "Zambia": "ZMW"},
    "shilling": {"Kenya": "KES", "Uganda": "UGX", "Tanzania": "TZS", "Somali": "SOS"},
    "dinar": {"Iraq": "IQD", "Serbia": "RSD", "Kuwait": "KWD", "Libya": "LYD", "Jordan": "JOD", "Algeria": "DZD",
              "Tunisia": "TND", "Bahrain": "BHD"},
    "riyal": {"Saudi": "SAR", "Qatar": "QAR", "Yemen": "YER", "Iran": "IRR"},
    "rial": {"Iran": "IRR", "Yemen": "YER", "Oman": "OMR"},
    "krona": {"Swed": "SEK"}, "kronor": {"Swed": "SEK"}, "krone": {"Norw": "NOK", "Danish": "DKK", "Denmark": "DKK"},
    "kroner": {"Norw": "NOK", "Danish": "DKK", "Denmark": "DKK"}, "dirham": {"Morocc": "MAD", "Emirat": "AED"},
    "franc": {"CFA": "XOF", "Congo": "CDF", "Rwanda": "RWF", "Burundi": "BIF", "Guinea": "GNF"},
}  # fmt: skip
_SHARED_NAME = re.compile(rf"\b({'|'.join(sorted(_SHARED, key=len, reverse=True))})s?\b")
_OTHER_DOLLARS = {"Australia": "AUD", "Canad": "CAD", "A$": "AUD", "C$": "CAD", "NZ$": "NZD", "HK$": "HKD",
                  "New Zealand": "NZD", "Hong Kong": "HKD", "Taiwan": "TWD", "Singapore": "SGD"}  # fmt: skip
