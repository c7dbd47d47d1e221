"""When an event happened: time expressions of a text and the days that they stand for.

Invariant: a day is given only where the words, the publication date and a neighbouring date lead to
it; everything else has no days, keeps how coarse it is, and `why` says what was missing. What an undated event
takes from the events around it is the matter of `retellings` and `fresh`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dragoman.event import EventDate
from dragoman.frame import Span
from dragoman.reading.clean import clean
from dragoman.resolving.date_rules import BARE_RULES, RULES, Rule, is_time_of_day, read
from dragoman.resolving.date_words import Context, Reading

__all__ = ["TimeExpression", "find_times", "resolve_date"]

_TO = re.compile(r"\s*(?:[-–—]|\b(?:to|till|until|through|into)\b)\s*")
_AND = re.compile(r"\s*,?\s*\band\b\s*(?:on\s+)?")
_FROM = re.compile(r"\bfrom\s+$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\s+(?:(?:early|late|at\s+least)\s+)?(?:on\s+)?$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till)\s+(?:(?:early|late|at\s+least)\s+)?$", re.IGNORECASE)
#: What an anniversary is of is never the day of the event told.
_ANNIVERSARY = re.compile(r"\banniversary\s+of\b[^,;.]{0,60}$", re.IGNORECASE)
_WHEN = re.compile(r",\s+when\b")
#: How far before an expression its preposition is looked for.
_BEFORE = 80
#: Dates vaguer than a week are no days: their bounds hold too much else.
_VAGUE = frozenset({"month", "year"})
_AHEAD = frozenset({"future", "hypothetical"})
#: A supposition about the past.
_SUPPOSED = re.compile(r"\b(?:may|might|could|would|must)\s+(?:not\s+)?have\b|\bhad\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that tell a time: `text` stands at `start:end` of the text they were found in.

    `first` and `last` bound what the words stand for. For a `precision` of month or year they are the
    bounds of the month or year; they are null where something was missing that `why` tells.
    """

    text: str
    start: int
    end: int
    first: date | None
    last: date | None
    precision: str
    why: str


@dataclass(frozen=True, slots=True)
class _Found:
    """A match of a rule with its reading; the match is kept since its surroundings may change the reading.

    `core` is where the words begin without a preposition such as "since", `point` what they then say.
    """

    rule: Rule
    match: re.Match[str]
    start: int
    end: int
    reading: Reading
    core: int
    point: Reading

    @property
    def days(self) -> tuple[date, date] | None:
        """First and last day, if the reading has both and is no vaguer than a week."""
        first, last = self.reading.first, self.reading.last
        return (first, last) if first and last and self.reading.precision not in _VAGUE else None

    def again(self, when: Context) -> Reading:
        """The reading of the same words in another context."""
        return read(self.rule, self.match, when) or self.reading


def find_times(text: str, published: date | None, *, past: bool = True) -> list[TimeExpression]:
    """Every time expression of a cleaned text, in its order.

    `past` says whether "on Friday" or "July 12" looks back from the publication date or ahead.
    """
    return [
        TimeExpression(
            text[f.start : f.end],
            f.start,
            f.end,
            f.reading.first,
            f.reading.last,
            f.reading.precision,
            f.reading.why,
        )
        for f in _find(text, Context(published, past))
    ]


def resolve_date(
    mention: Span | None,
    sentence: Span,
    *,
    published: date | None,
    status: str,
    anchor: EventDate | None = None,
    dating: str = "told",
    vague: bool = False,
) -> EventDate:
    """The date of an event whose date `mention` was marked in `sentence`, or that has none marked.

    `anchor` is the date of a neighbouring event; "two days later" and the like count from it, else
    from another date of the sentence. `dating` (one of `DATINGS`) tells whether the coder takes an event without
    a date for fresh news. With `vague` months and years have days, too.
    """
    ahead = status in _AHEAD and not (status == "hypothetical" and _SUPPOSED.search(sentence.text))
    when = Context(published, not ahead, _anchor_days(anchor))
    if mention is not None:
        marked = _marked(mention, sentence, when)
        if marked is not None:
            return _event_date(marked, mention, vague=vague)
        if not is_time_of_day(mention.text):
            return _unknown("these words lead to no day", mention)
        if when.neighbour is not None and when.neighbour[0] == when.neighbour[1]:
            day, _ = when.neighbour
            return _event_date(Reading(day, day, "day", "an hour, taken as one of the neighbouring date"), mention)
        if (reading := _only_day(sentence, when)) is not None:
            return _event_date(replace(reading, why="an hour, taken as one of the sentence's only date"), mention)
    return _undated(when, status, dating)


def _anchor_days(anchor: EventDate | None) -> tuple[date, date] | None:
    return (anchor.start, anchor.end) if anchor and anchor.start and anchor.end else None


def _precision(first: date, last: date) -> str:
    return "day" if first == last else "span"


def _unknown(why: str, mention: Span | None = None) -> EventDate:
    return EventDate(
        text=mention.text if mention else None,
        why=why,
        span=(mention.start, mention.end) if mention else None,
    )


def _event_date(reading: Reading, quote: Span, *, vague: bool = False) -> EventDate:
    """A reading as the date of an event: without days where it is vaguer than a week, unless that is wanted."""
    vague = reading.precision in _VAGUE and not vague
    return EventDate(
        start=None if vague else reading.first,
        end=None if vague else reading.last,
        text=quote.text,
        precision=reading.precision,
        why=f"vaguer than a week: {reading.why}" if vague else reading.why,
        span=(quote.start, quote.end),
    )


def _only_day(sentence: Span, when: Context) -> Reading | None:
    told = _find(clean(sentence.text), replace(when, neighbour=None))
    return told[0].reading if len(told) == 1 and told[0].days else None


def _undated(when: Context, status: str, dating: str) -> EventDate:
    """The date of an event that has no date marked: the publication's if the coder reads it so, else none.

    On annotated reports another date of the sentence, or the publication date for every undated event, is wrong
    more often than right.
    """
    if status == "historical":
        return _unknown("background, no date told")
    if status not in ("actual", "negated"):
        return _unknown(f"{status}, no date told")
    if when.published is None:
        return _unknown("no date told, and no publication date")
    if dating == "day":
        day = when.published
        return EventDate(
            start=day, end=day, precision="day", why="no date told; read as news of the day of publication"
        )
    if dating in ("eve", "week"):
        return _unknown(f"no date told; read as fresh news, published on {when.published.isoformat()}")
    return _unknown(f"no date told; published on {when.published.isoformat()}")


def _marked(mention: Span, sentence: Span, when: Context) -> Reading | None:
    """What the marked words say; None where they hold no time expression.

    The sentence is read, not the mention alone: a mention may be cut ("July 12" of "from July 12 till
    July 16"), and what it counts from may stand beside it.
    """
    start, end = mention.start - sentence.start, mention.end - sentence.start
    text = clean(sentence.text)
    if sentence.text[max(0, start) : max(0, end)] != mention.text:
        text, start, end = clean(mention.text), 0, len(mention.text)
    found = _find(text, when)
    if when.neighbour is None:
        others = [f for f in found if f.days and (f.end <= start or f.start >= end)]
        nearest = min(others, key=lambda f: min(abs(f.end - start), abs(f.start - end)), default=None)
        if nearest is not None:
            when = replace(when, neighbour=nearest.days)
            found = _find(text, when)
    chosen = [f for f in found if f.start < end and f.end > start] or _bare(text, start, end, when)
    return _together(text, [_as_marked(text, f, start) for f in chosen]) if chosen else None


def _bare(text: str, start: int, end: int, when: Context) -> list[_Found]:
    """What a mention says that is a time only because it was marked as one: "March", "1992"."""
    return _scan(text, BARE_RULES, when, start, end)[:1]


def _as_marked(text: str, found: _Found, start: int) -> _Found:
    """Without its "since" where that wasn't marked and a clause tells what happened on the day itself.

    "Closed since Saturday, when gunmen stormed it": Saturday is the storming's day.
    """
    if found.core > found.start and start >= found.core and _WHEN.match(text, found.end):
        return replace(found, start=found.core, reading=found.point)
    return found


def _together(text: str, chosen: Sequence[_Found]) -> Reading:
    """One reading of all marked expressions: of "on Monday and Tuesday" both days, else the first with days."""
    dated = [f for f in chosen if f.days]
    if not dated:
        return chosen[0].reading
    run = dated[:1]
    for found in dated[1:]:
        if not _AND.fullmatch(text, run[-1].end, found.start):
            break
        run.append(found)
    if len(run) == 1:
        return run[0].reading
    days = [f.days for f in run if f.days]
    first, last = min(d[0] for d in days), max(d[1] for d in days)
    return Reading(first, last, _precision(first, last), "all days told")


def _find(text: str, when: Context) -> list[_Found]:
    """The time expressions of a text, ranges put together and read with their prepositions."""
    found = [f for f in _scan(text, RULES, when) if not _ANNIVERSARY.search(text, max(0, f.start - _BEFORE), f.start)]
    told: list[_Found] = []
    for one in (_with_preposition(text, f, when) for f in _joined(text, found, when)):
        # A preposition may already belong to the words before: "night since | until 1000".
        overlaps = bool(told) and one.start < told[-1].end
        told.append(replace(one, start=one.core) if overlaps else one)
    return told


def _scan(text: str, rules: Sequence[Rule], when: Context, start: int = 0, end: int | None = None) -> list[_Found]:
    """All matches of rules; an earlier rule keeps its words from the later ones."""
    found: list[_Found] = []
    for rule in rules:
        for match in rule.pattern.finditer(text, start, len(text) if end is None else end):
            if any(match.start() < f.end and f.start < match.end() for f in found):
                continue
            reading = read(rule, match, when)
            if reading is not None:
                found.append(_Found(rule, match, match.start(), match.end(), reading, match.start(), reading))
    return sorted(found, key=lambda f: f.start)


def _joined(text: str, found: Sequence[_Found], when: Context) -> Iterator[_Found]:
    """The expressions, with "from A to B" and "between A and B" made one each."""
    rest = list(found)
    while rest:
        one = rest.pop(0)
        span = _range(text, one, rest[0], when) if rest else None
        if span is not None:
            rest.pop(0)
        yield span or one


def _range(text: str, one: _Found, two: _Found, when: Context) -> _Found | None:
    if one.reading.precision != "day" or two.reading.precision != "day":
        return None
    opening = _BETWEEN.search(text, max(0, one.start - _BEFORE), one.start)
    if not (_AND if opening else _TO).fullmatch(text, one.end, two.start):
        return None
    opening = opening or _FROM.search(text, max(0, one.start - _BEFORE), one.start)
    first, last = _ends(one, two, when)
    if first is None or last is None or first > last:
        return None
    reading = Reading(first, last, _precision(first, last), "first and last day told")
    start = opening.start() if opening else one.start
    return _Found(two.rule, two.match, start, two.end, reading, start, reading)


def _ends(one: _Found, two: _Found, when: Context) -> tuple[date | None, date | None]:
    """Both ends of a range: what looks back counts from the end, what looks ahead from the beginning."""
    if when.past:
        return one.again(replace(when, published=two.reading.last)).first, two.reading.last
    return one.reading.first, two.again(replace(when, published=one.reading.first)).last


def _with_preposition(text: str, found: _Found, when: Context) -> _Found:
    """ "Since Monday" lasts until the publication, "until Monday" begins with it."""
    since = _preposition(_SINCE, "since", text, found)
    if since is not None:
        return replace(found, start=since, reading=_since(found.again(replace(when, past=True)), when))
    until = _preposition(_UNTIL, "until", text, found)
    if until is not None:
        ahead = found.again(replace(when, past=False))
        if when.past and _is_behind(found.reading, ahead, when):
            ahead = found.reading  # "until July 16", told in August
        return replace(found, start=until, reading=_until(ahead, when))
    return found


def _is_behind(past: Reading, ahead: Reading, when: Context) -> bool:
    """Whether a day read as past is much nearer to the publication than the same read as ahead."""
    if past.last is None or ahead.last is None or when.published is None:
        return False
    return 2 * (when.published - past.last).days < (ahead.last - when.published).days


def _preposition(pattern: re.Pattern[str], word: str, text: str, found: _Found) -> int | None:
    """Where a preposition before an expression, or at its beginning, starts."""
    before = pattern.search(text, max(0, found.start - _BEFORE), found.start)
    if before:
        return before.start()
    return found.start if text[found.start : found.end].lower().startswith(f"{word} ") else None


def _since(reading: Reading, when: Context) -> Reading:
    if reading.first is None or when.published is None or reading.first > when.published:
        return replace(reading, first=None, last=None, precision="unknown")
    precision = reading.precision if reading.precision in _VAGUE else _precision(reading.first, when.published)
    return Reading(reading.first, when.published, precision, f"since then, up to the publication date; {reading.why}")


def _until(reading: Reading, when: Context) -> Reading:
    if reading.last is None or when.published is None or reading.last < when.published:
        return reading if reading.precision in _VAGUE else Reading(why="only the end is told")
    precision = reading.precision if reading.precision in _VAGUE else _precision(when.published, reading.last)
    return Reading(when.published, reading.last, precision, f"from the publication date on; {reading.why}")
