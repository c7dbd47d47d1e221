"""Amounts in a text: numerals in words and figures, the words that bound them, and names of money.

Invariant: offsets lie inside the text, amounts don't overlap and stand in its order, `min <= max` where
both are known. Figures that count nothing (years, dates, ages, times, designations such as `Mi-24`) are
no amounts; so are spans of time, which news text holds far more often than it counts days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

__all__ = ["Amount", "currency", "find_amounts", "names_currency"]


@dataclass(frozen=True, slots=True)
class Amount:
    """How many, with the offsets of the words that say so; a bound is None where it is left open."""

    start: int
    end: int
    min: float | None
    max: float | None
    why: str


_UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_SCALES = {
    "dozen": 12, "score": 20, "hundred": 100, "thousand": 10**3, "k": 10**3, "lakh": 10**5, "million": 10**6,
    "mn": 10**6, "mln": 10**6, "m": 10**6, "crore": 10**7, "billion": 10**9, "bn": 10**9, "trillion": 10**12,
    "tn": 10**12,
}  # fmt: skip
#: What a plural says at least: two of its kind, as the annotation decides.
_VAGUE = {"tens": 20, "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "lakhs": 200_000,
          "millions": 2_000_000, "billions": 2_000_000_000}  # fmt: skip

#: What has more digits is a serial number or noise.
_MOST = 10**15
#: Words that bound a number stand this many characters before it at most.
_REACH = 60

_SMALL = rf"(?:(?:{'|'.join(_TENS)})(?:[\s-]+(?:{'|'.join(list(_UNITS)[:9])}))?|{'|'.join(reversed(_UNITS))})"
_SCALE = r"(?:dozen|hundred|thousand|lakh|million|crore|billion|trillion)"
_FIGURE = r"(?:\d{1,3}(?:[, ]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
_IN_FIGURES = rf"{_FIGURE}(?:[\s-]*(?:{_SCALE}|mn|mln|bn|tn|[mk])\b){{0,2}}"
_IN_WORDS = (
    rf"half\s+an?\s+{_SCALE}\b|"
    # A number goes on behind "hundred" or "thousand" alone: "killed three and nine were hurt" tells two.
    rf"(?:{_SMALL}(?:[\s-]+{_SCALE}\b)+|an?\s+{_SCALE}\b(?:\s+{_SCALE}\b)*)"
    rf"(?:[\s-]+(?:and\s+)?{_SMALL}(?:[\s-]+{_SCALE}\b)+){{0,3}}(?:(?:\s+and)?[\s-]+{_SMALL}\b)?|{_SMALL}\b|"
    r"(?:a\s+)?(?:couple|pair|trio)\b|both\b"
)
_PLURALS = (
    r"(?:tens|dozens|scores|hundreds|thousands|lakhs|millions|billions)\b(?:\s+of\s+(?:thousands|millions)\b)?|"
    rf"(?:(?:a\s+)?few|several|many)\s+(?:tens|{_SCALE})s?\b"
)
_NUMERAL = re.compile(
    r"(?:(?<![\w.,:/])(?<![^\W\d][-–/])|(?<=\b[KNR])(?=\d{1,3},\d|[\d.]+\s?(?:m|bn|million|billion)\b)|(?<=\bRs)(?=\d)|(?<=\bEUR)|(?<=\bUSD)|(?<=\bGBP))"
    rf"(?:(?P<figure>{_IN_FIGURES})|(?P<plural>{_PLURALS})|(?P<words>{_IN_WORDS}))"
    r"(?!\w)(?!,?\d)",
    re.IGNORECASE,
)

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
)
_TIME_UNIT = r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|weekends?|months?|years?|decades?|centur(?:y|ies))"
_CURRENCY_SIGN = re.compile(r"[$€£¥₹₦₺₽₴₪₩]\s?$")
_GROUP = (
    r"(?:crowd|group|total|force|convoy|column|band|mob|gang|team|fleet|maximum|minimum|sum|contingent|"
    r"majority|coalition|delegation|wave|loan|fine|ransom|grant|credit|batch|series)"
)
#: What stands before a figure that counts nothing.
_NOT_AFTER = re.compile(
    rf"(?:\b{_MONTH}\s+(?:the\s+)?|\b(?:aged?|ages)\s+(?:of\s+)?(?:about\s+|only\s+|perhaps\s+)?|#|\bNo\.\s*|"
    r"\b(?i:article|resolution|section|chapter|route|highway|paragraph|page|number|channel|flight|phase)\s+)$"
)
_NOT_BEFORE = re.compile(
    rf"\s+(?:of\s+)?{_MONTH}(?=\W|$)|[:.]\d\d\b|\s?(?:%|percent\b|per\s+cent\b|[ap]\.?m\b|GMT\b|o'clock\b|°)|"
    rf"[\s-]+(?:(?:more|full|long|consecutive|other)\s+)?{_TIME_UNIT}\b|/\d|"
    r"[\s-]+(?:yrs?|mos?)[\s-]+old\b",
    re.IGNORECASE,
)
#: "833 Anderson St.", "100 West Ash Avenue".
_ADDRESS = re.compile(
    r"\s+(?:[A-Z][\w.'’]*\s+){1,3}(?:St|Street|Ave|Avenue|Rd|Road|Dr|Drive|Lane|Blvd|Boulevard|Court|Way|Circle)\b"
)
_HYPHENATED = re.compile(r"-(?!plus\b|dollar|euro|pound|strong\b)[A-Za-z]")
#: A date, a telephone number ("214-671-3642", "(540) 853-2212", "427-1222"; round ones are ranges).
_NO_AMOUNT = re.compile(
    r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}:\d\d(?::\d\d)?|\(?\b\d{3}\)?[-. ]\d{3}[-. ]\d{4}\b|"
    r"\b\d{3}-\d{3}[1-9]\b"
)
#: A year may follow one of these, a count may not.
_YEAR_AFTER = re.compile(
    r"\b(?:in|since|until|till|by|before|after|during|early|late|mid|from|to|of|year|the|summer|winter|spring|"
    r"autumn|fall|and)[\s-]+$",
    re.IGNORECASE,
)
_COUNTED_NEXT = re.compile(
    r"\s+(?!(?:was|is|has|its|his|this|whereas|as)\b)(?:people|men|women|children|police|[a-z]+\s+(?:people|men)|[a-z]{3,}s)\b"
)
_AGE_BEFORE = re.compile(
    rf"[^\W\d],\s+$|\ban?\s+(?:[\w-]+\s+)?(?!{_GROUP}\b)[\w-]+\s+of\s+(?:about\s+|only\s+)?$", re.IGNORECASE
)
_AGE_AFTER = re.compile(r"\s*(?:[,.;)]|$)")
_OLDEST = 110
#: "ages 20 and | 25,"; "Jared Orr, | 8 —", not "In Aleppo, 13 —".
_AGES_BEFORE = re.compile(r"\bage[sd]\s+(?:\d+,\s+)*\d+,?\s+and\s+$", re.IGNORECASE)
_NAMED_BEFORE = re.compile(r"[A-Z][\w'’-]+\s+[A-Z][\w'’-]+,\s+$")
_PLACED_BEFORE = re.compile(
    r"\b(?:in|at|on|near|from|outside|around)\s+(?:\w+\s+)?[A-Z]\S*(?:\s+[A-Z]\S*)*,\s+$", re.IGNORECASE
)
_DASH_AFTER = re.compile(r"\s+[—–]\s")

_LOWER = (
    r"at\s+least|at\s+the\s+least|(?:no|not)\s+(?:less|fewer)\s+than|a\s+minimum\s+of|more\s+than|over|above|"
    r"upwards?\s+of|exceeding|in\s+excess\s+of|well\s+over"
)
_UPPER = (
    r"up\s+to|as\s+many\s+as|(?:no|not)\s+more\s+than|fewer\s+than|less\s+than|at\s+most|a\s+maximum\s+of|under|"
    r"nearly|almost|close\s+to"
)
_ABOUT = (
    r"about|some|around|approximately|roughly|perhaps|maybe|an?\s+estimated|circa|"
    r"only|just|exactly|another|a\s+further|an\s+additional|a\s+total\s+of|as\s+few\s+as"
)
_SIGN = r"(?:(?:US|A|C|NZ|HK)?[$€£¥₹₦₺₽₴₪₩]\s?|(?:EUR|USD|GBP|US\s*dollars?|K|Rs\.?|R|N)\s?)?"
_BOUND = re.compile(
    rf"\b(?:(?P<lower>{_LOWER})|(?P<upper>{_UPPER})|(?P<about>{_ABOUT}))\s+"
    rf"(?:(?:{_ABOUT}|the|a)\s+)?{_SIGN}$",
    re.IGNORECASE,
)
#: Verbs whose "over" or "under" bounds nothing: "handed over 44,000 tonnes".
_PARTICLE = re.compile(
    r"\b(?:hand|turn|t[ao]k|taken|pass|send|sent|roll|run|ran|fl[ey]w?|sign|shot|kn?ock|row|disputes?|clash|protests?|"
    r"war|come|came|gone|went|held|brought|placed)(?:e|s|ed|es|ing)?\s+(?:over|under|above|just|only)\s+$",
    re.IGNORECASE,
)
_OR_MORE = re.compile(r"(?:\s+or\s+more\b|\s*\+|-plus\b|\s+plus\b)", re.IGNORECASE)
_OR_FEWER = re.compile(r"\s+or\s+(?:fewer|less)\b", re.IGNORECASE)
_RANGE = re.compile(rf"(?:\s+to\s+|\s+or\s+|\s?[-–—]\s?){_SIGN}", re.IGNORECASE)
_BETWEEN = re.compile(rf"\bbetween\s+(?:{_ABOUT}\s+)?{_SIGN}$", re.IGNORECASE)
_AND = re.compile(rf"\s+and\s+{_SIGN}", re.IGNORECASE)
_FROM = re.compile(rf"\bfrom\s+{_SIGN}$", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:r[io]se|risen|rising|raised|grew|grown|increased|up|fell|fallen|down|revised|cut)\b[^.;]{0,30}$"
)

_ARTICLE = re.compile(
    rf"\b(?:an?|another)\s+(?!(?:few|lot|number|bit|little|half|quarter|third|great\s+many|handful|(?!second){_TIME_UNIT}|"
    r"couple|pair|trio|dozen|while|result|row|total)\b)(?=[\w\"'])",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\b(?:no(?![-\s]+(?:longer|more|less|fewer|doubt|matter|idea|way|sooner)\b)(?!\.\s*\d)(?!-(?!one\b))(?:[\s-]one\b)?|"
    r"none|nobody|zero)\b",
    re.IGNORECASE,
)
_NOT_ONE = re.compile(r"\b(?:no|any|each|every|this|which)[\s-]+$", re.IGNORECASE)


def find_amounts(text: str) -> list[Amount]:
    """All amounts of a text, in its order."""
    others = [match.span() for match in _NO_AMOUNT.finditer(text)]
    numerals = [
        _numeral(match)
        for match in _NUMERAL.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in others)
    ]
    # Ranges first: only the second half of "five to seven days" stands before the word that rules it out.
    joined = [_bounded(text, amount) for amount in _ranges(text, numerals) if _counts(text, amount)]
    return _with_determiners(text, joined)


def _numeral(match: re.Match[str]) -> Amount:
    words = match.group().lower()
    if match["figure"]:
        value = _from_figures(words)
    elif match["plural"]:
        return Amount(match.start(), match.end(), _from_plural(words), None, f"'{words}' names no upper bound")
    else:
        value = _from_words(words)
    return Amount(match.start(), match.end(), value, value, "numeral")


def _from_figures(words: str) -> float:
    figure = re.match(r"[\d., ]*\d", words)
    digits = figure.group() if figure else "0"
    scales = [_SCALES[word] for word in re.findall(r"[a-z]+", words[len(digits) :])]
    if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", digits) and not scales:
        # "1.200 men": a full stop between thousands, as most languages of the continent write it.
        digits = digits.replace(".", "")
    value = _plain(float(digits.replace(",", "").replace(" ", "")))
    for scale in scales:
        value = _plain(round(value * scale, 4))
    return value


def _plain(value: float) -> float:
    """Whole numbers as int, so that a record reads 12 and not 12.0."""
    return int(value) if value < _MOST and value == int(value) else value


def _from_plural(words: str) -> int:
    parts = re.findall(r"[a-z]+", words)
    if parts[0] in _VAGUE:
        value = _VAGUE[parts[0]]
        return value * _SCALES[parts[2].removesuffix("s")] if len(parts) == 3 else value
    last = parts[-1]
    return 20 if last == "tens" else 2 * _SCALES[last.removesuffix("s")]


def _from_words(words: str) -> float:
    total, current = 0.0, 0.0
    for word in re.findall(r"[a-z]+", words):
        if word in ("couple", "pair", "both"):
            return 2
        if word == "trio":
            return 3
        if word == "half":
            current = 0.5
        elif word in _UNITS or word in _TENS:
            current += _UNITS.get(word) or _TENS[word]
        elif word in _SCALES:
            current = (current or 1) * _SCALES[word]
            if _SCALES[word] >= 1000:
                total, current = total + current, 0
    return _plain(total + current)


def _counts(text: str, amount: Amount) -> bool:
    """Whether a numeral counts something, rather than dating, naming or measuring time."""
    before, after = text[max(0, amount.start - 40) : amount.start], text[amount.end : amount.end + 40]
    words = text[amount.start : amount.end].lower()
    if amount.min is not None and amount.min >= _MOST:
        return False
    if words == "one" and (_NOT_ONE.search(before) or after.lower().startswith(" another")):
        return False
    if (
        re.search(r"\d[mk]\b|\d\s+[mk]\b", words)
        and words.endswith("m")
        and not (_CURRENCY_SIGN.search(before) or names_currency(after[:12]))
    ):
        return False
    if _NOT_AFTER.search(before) or any(p.match(after) for p in (_NOT_BEFORE, _HYPHENATED, _ADDRESS)):
        return False
    return not (_is_year(words, before, after) or _is_age(amount, before, after))


def _is_year(words: str, before: str, after: str) -> bool:
    if not re.fullmatch(r"(?:1[5-9]|20)\d\d", words) or _CURRENCY_SIGN.search(before):
        return False
    bound = _BOUND.search(before)
    counted = not _YEAR_AFTER.search(before) and _COUNTED_NEXT.match(after)
    return not bound and not counted


def _is_age(amount: Amount, before: str, after: str) -> bool:
    """`Barrutia, 84, was taken`, `a boy of 15`."""
    if amount.max is None or amount.max > _OLDEST:
        return False
    if _DASH_AFTER.match(after):
        return bool(_NAMED_BEFORE.search(before)) and not _PLACED_BEFORE.search(before)
    if _AGES_BEFORE.search(before):
        return not _COUNTED_NEXT.match(after)
    return bool(_AGE_AFTER.match(after) and _AGE_BEFORE.search(before))


def _ranges(text: str, amounts: list[Amount]) -> list[Amount]:
    joined: list[Amount] = []
    for amount in amounts:
        merged = _range(text, joined[-1], amount) if joined else None
        if merged:
            joined[-1] = merged
        else:
            joined.append(amount)
    return joined


def _range(text: str, first: Amount, last: Amount) -> Amount | None:
    """The two as one, where the words between and before make them its bounds."""
    edge = max(0, first.start - _REACH)
    gap, before = text[first.end : last.start], text[edge : first.start]
    between = _BETWEEN.search(before)
    if first.max is None or first.min != first.max or last.min is None:
        return None
    if not (between and _AND.fullmatch(gap)) and not _RANGE.fullmatch(gap):
        return None
    origin = _FROM.search(before)
    if origin and _CHANGE.search(before):
        # "rose from 20 to 58" tells an old number and a new one.
        return None
    low = _shared_scale(text, first, last)
    if low >= last.min:
        return None
    opened = between or origin
    start = edge + opened.start() if opened else first.start
    return Amount(start, last.end, low, last.max, "range")


def _shared_scale(text: str, first: Amount, last: Amount) -> float:
    """`2-3 million` means two million: the first takes the scale of the last where it has none."""
    words = re.findall(r"[a-z]+", text[last.start : last.end].lower())
    scale = _SCALES.get(words[-1]) if words else None
    has_own = any(w in _SCALES for w in re.findall(r"[a-z]+", text[first.start : first.end].lower()))
    low = first.min or 0
    return _plain(low * scale) if scale and not has_own and low < 1000 else low


def _bounded(text: str, amount: Amount) -> Amount:
    """With the words before and behind that open one of its sides."""
    edge = max(0, amount.start - _REACH)
    before = _BOUND.search(text[edge : amount.start])
    if before and not _PARTICLE.search(text[edge : edge + before.end()]):
        start, words = edge + before.start(), " ".join(before.group().split()).lower()
        if before["lower"]:
            return replace(amount, start=start, max=None, why=f"'{words}' opens the upper side")
        if before["upper"] and amount.max is not None:
            return replace(amount, start=start, min=None, why=f"'{words}' opens the lower side")
        amount = replace(amount, start=start)
    if more := _OR_MORE.match(text, amount.end):
        return replace(amount, end=more.end(), max=None, why="'or more' opens the upper side")
    if fewer := _OR_FEWER.match(text, amount.end):
        return replace(amount, end=fewer.end(), min=None, why="'or fewer' opens the lower side")
    return amount


def _with_determiners(text: str, amounts: list[Amount]) -> list[Amount]:
    """Adds `a driver` and `no casualties`, where no numeral stands in the same phrase."""
    found = list(amounts)
    for match in _ARTICLE.finditer(text):
        start, end = match.start(), match.start() + len(match.group().rstrip())
        if not _introduces(text, end, amounts) and not _overlaps(start, end, amounts):
            found.append(Amount(start, end, 1, 1, "article"))
    for match in _NONE.finditer(text):
        if not _overlaps(match.start(), match.end(), found):
            found.append(Amount(match.start(), match.end(), 0, 0, "negation"))
    return sorted(found, key=lambda a: a.start)


def _overlaps(start: int, end: int, amounts: list[Amount]) -> bool:
    return any(a.start < end and start < a.end for a in amounts)


_LEADS_IN = re.compile(rf"\s+(?:[\w-]+\s+)?{_SIGN}|\s+(?:[\w-]+\s+)?{_GROUP}\s+of\s+(?:the\s+)?{_SIGN}", re.IGNORECASE)


def _introduces(text: str, end: int, amounts: list[Amount]) -> bool:
    """Whether an article only leads to a numeral: `a $15 million credit`, `a crowd of some 10,000`."""
    following = next((a for a in amounts if a.start >= end), None)
    if following is None or following.start - end > 40:
        return False
    gap = text[end : following.start]
    return bool(_LEADS_IN.fullmatch(gap)) and not re.search(r"\b(?:and|or|of)\s*$", gap.split(" of ")[0])


#: ISO 4217 codes by sign, code or name; `$` alone is taken for the United States' dollar.
_CURRENCIES = {
    "USD": r"US\s?\$|\$|\bUSD|dollars?\b", "EUR": r"€|\bEUR|euros?\b", "GBP": r"£|\bGBP|pounds?(?:\s+sterling)?\b",
    "JPY": r"¥|\byen\b", "CNY": r"\byuan\b|\brenminbi\b", "RUB": r"₽|\brou?bles?\b", "UAH": r"₴|\bhryvn\w+",
    "TRY": r"₺|\blira\b", "NGN": r"₦|\bnaira\b|\bN(?=\d)", "THB": r"\bbaht\b",
    "ILS": r"₪|\bshekels?\b", "KRW": r"₩|\bwon\b",
    "AMD": r"\bdrams?\b", "AZN": r"\bmanats?\b", "GEL": r"\blari\b", "KZT": r"\btenge\b", "PLN": r"\bzlot\w+",
    "HUF": r"\bforints?\b", "ZAR": r"\brands?\b|\bR(?=\d)", "GHS": r"\bcedis?\b", "ETB": r"\bbirr\b",
    "BDT": r"\btaka\b",
    "VND": r"\bdong\b", "MYR": r"\bringgit\b", "IDR": r"\brupiahs?\b", "BRL": r"\breais\b",
    "CHF": r"\bSwiss\s+francs?\b", "ZMW": r"\bK(?=\d)", "AFN": r"\bafghanis?\b", "RON": r"\blei\b|\bleu\b",
    "AOA": r"\bkwanzas?\b",
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


def names_currency(words: str) -> bool:
    """Whether a sign, a code or the name of a currency stands among the words."""
    return bool(_SHARED_NAME.search(words) or re.search(r"\bRs\.?\s?\d", words)) or any(
        p.search(words) for p in _CURRENCY.values()
    )


def currency(words: str, sentence: str) -> str | None:
    """ISO 4217, or None where several states share the name and the sentence names none of them."""
    shared = _SHARED_NAME.search(re.sub(r"\bRs\.?(?=\s?\d)", "rupees ", words))
    if shared and "Swiss" not in words:
        states = _SHARED[shared[1]]
        return next((code for name, code in states.items() if name in sentence), None)
    if "ollar" in words or "$" in words:
        return next((code for name, code in _OTHER_DOLLARS.items() if name in words), "USD")
    return next((code for code, pattern in _CURRENCY.items() if pattern.search(words)), None)
