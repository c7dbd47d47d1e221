"""The wordings of time in English news: a pattern each, and what reads it.

A reader may ask its context for the publication date or for a neighbouring date. Month and year
wordings are read with their bounds and their precision: what to do with dates that vague is the
caller's decision.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from dragoman.resolving.date_periods import end_of_month, month_alone, part_of_year, vague, year_alone
from dragoman.resolving.date_words import (
    HOLIDAYS,
    NTH,
    ONES,
    TENS,
    Context,
    MissingDateError,
    Reading,
    calendar_day,
    count_of,
    days,
    latest_weekday,
    month_number,
    next_weekday,
    one_day,
    real_day,
    shifted,
    span_of,
    week_of,
    weekday_number,
)

__all__ = ["BARE_RULES", "RULES", "Match", "Rule", "is_time_of_day", "read"]

Match = re.Match[str]
Reader = Callable[[Match, Context], Reading | None]


class Rule(NamedTuple):
    """A wording and what reads it."""

    pattern: re.Pattern[str]
    reader: Reader


def read(rule: Rule, match: Match, when: Context) -> Reading | None:
    """What a rule reads out of its match; None where the words are no time expression after all."""
    try:
        return rule.reader(match, when)
    except MissingDateError as missing:
        return Reading(why=str(missing))
    except OverflowError:
        return Reading(why="outside the calendar")


#: Days from the publication within which one of two readings of "3/8/2014" is taken.
_CLOSE = 31


def _month_day(match: Match, when: Context) -> Reading | None:
    day = calendar_day(month_number(match["month"]), int(match["day"]), match["year"], when)
    return (
        one_day(day, "month and day" if match["year"] else "month and day, the year by the publication date")
        if day
        else None
    )


def _days_of_month(match: Match, when: Context) -> Reading | None:
    month = month_number(match["month"])
    last = calendar_day(month, int(match["until"]), match["year"], when)
    first = real_day(last.year, month, int(match["day"])) if last else None
    return span_of(first, last, "first and last day told") if first and last and first <= last else None


def _iso(match: Match, _: Context) -> Reading | None:
    day = real_day(int(match["year"]), int(match["month"]), int(match["day"]))
    return one_day(day, "year, month and day") if day else None


def _slashed(match: Match, when: Context) -> Reading | None:
    """Two numbers before a year: a day only if no other order of them is one."""
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    readings = {d for d in (real_day(year, one, two), real_day(year, two, one)) if d}
    if len(readings) == 2:
        near = [d for d in readings if when.published and abs((when.published - d).days) <= _CLOSE]
        if len(near) != 1:
            return Reading(why="day and month can't be told apart")
        return one_day(near[0], "year, month and day, in the order that is near the publication date")
    return one_day(readings.pop(), "year, month and day") if readings else None


def _nth(match: Match, when: Context) -> Reading | None:
    """ "On the 17th", "Mon 3": the latest month whose day of that number fits."""
    number, weekday = int(match["day"]), match.groupdict().get("weekday")
    for ahead in range(0, 366):
        day = when.today - days(ahead if when.past else -ahead)
        if day.day == number and (weekday is None or day.weekday() == weekday_number(weekday)):
            return one_day(day, "day of the month, the month by the publication date")
    return None


def _on_weekday(match: Match, when: Context) -> Reading | None:
    number, which = weekday_number(match["weekday"]), (match["which"] or "").lower()
    if which.startswith(("every", "each")):
        return None
    if match["week"]:
        monday, _ = week_of(when.today, {"last": -1, "this": 0, "next": 1}[match["week"].lower()])
        return one_day(monday + days(number), "weekday of a week counted from the publication date")
    if which in ("previous", "following"):
        first, last = when.near
        day = latest_weekday(number, first - days(1)) if which == "previous" else next_weekday(number, last + days(1))
        return one_day(day, "weekday counted from the neighbouring date")
    if which in ("last", "past", "this past"):
        return one_day(
            latest_weekday(number, when.today - days(1)),
            "the latest such weekday before the publication date",
        )
    if which in ("next", "coming", "this coming"):
        return one_day(next_weekday(number, when.today + days(1)), "the next such weekday after the publication date")
    if when.past:
        return one_day(latest_weekday(number, when.today), "the latest such weekday up to the publication date")
    return one_day(next_weekday(number, when.today), "the next such weekday from the publication date on")


def _deictic(match: Match, when: Context) -> Reading | None:
    words = " ".join(match.group().lower().split())
    if match.group() == "Today" and match.string[: match.start()].endswith(("USA ", "Russia ", "India ")):
        return None
    if words.startswith("overnight"):
        return span_of(when.today - days(1), when.today, "the night before the publication date")
    shifts = {"day before yesterday": -2, "yesterday": -1, "last": -1, "day after tomorrow": 2, "tomorrow": 1}
    shift = next((n for start, n in shifts.items() if words.removeprefix("the ").startswith(start)), 0)
    return one_day(when.today + days(shift), "counted from the publication date")


def _weekend(match: Match, when: Context) -> Reading | None:
    which = (match["which"] or "the").lower()
    if which == "next" or (which in ("the", "this") and not when.past):
        saturday = next_weekday(5, when.today)
    else:
        # On a Sunday "the weekend" is the current one, "last weekend" the one before.
        saturday = latest_weekday(5, when.today - days(2 if which == "last" else 1))
    return span_of(saturday, saturday + days(1), "Saturday and Sunday, counted from the publication date")


def _this_week(match: Match, when: Context) -> Reading | None:
    which, part = match["which"].lower(), (match["part"] or "").lower()
    if which == "same":
        return Reading(*week_of(when.near[0]), "week", "the week of the neighbouring date")
    if which != "this":
        first, last = week_of(when.today, -1 if which in ("last", "previous") else 1)
        return Reading(first, last, "week", "Monday to Sunday, counted from the publication date")
    monday, sunday = week_of(when.today)
    if part.startswith("later") or not when.past:
        return Reading(when.today, sunday, "week", "what is left of the week of the publication date")
    last = max(monday, when.today - days(1)) if part.startswith("earlier") else when.today
    return Reading(monday, last, "week", "the week up to the publication date")


def _counted(match: Match, when: Context) -> Reading | None:
    """ "Two days ago / earlier / before / later / after / since": the word behind decides from where."""
    unit, way = match["unit"].lower(), match["way"].lower()
    count = count_of(match["count"])
    if count is None or (unit.endswith("s") and not match["count"]):
        if unit.startswith(("hour", "minute")):
            return span_of(*_base(way, when), "hours from it, taken as its day")
        return Reading(why=f"how many {unit} is not told")
    if way == "ago":
        return shifted(count, unit, (when.today, when.today), -1, "counted back from the publication date")
    clause = _leads_a_clause(match)
    if way == "since" or (way == "after" and clause):
        # "Freed on Tuesday, two days after gunmen seized it": the words date the seizure, two days back.
        base = when.neighbour or (when.today, when.today)
        return shifted(count, unit, base, -1, "counted back from the event that came after")
    sign = -1 if way in ("earlier", "before", "previously") else 1
    return shifted(count, unit, when.near, sign, "counted from the neighbouring date")


def _base(way: str, when: Context) -> tuple[date, date]:
    return (when.today, when.today) if way == "ago" else when.near


def _leads_a_clause(match: Match) -> bool:
    """Whether words follow that the expression belongs to ("a day after the king spoke")."""
    return bool(re.match(r"\s+\w", match.string[match.end() :]))


def _leads_a_noun(match: Match) -> bool:
    return bool(re.match(r"\s+(?:(?:the|a|an|his|her|its|their|this|that)\b|[A-Z])", match.string[match.end() :]))


def _day_beside(match: Match, when: Context) -> Reading | None:
    """ "The day before", "the following day", "the same night"; "the day after" like "a day after"."""
    words = match.group().lower()
    if "same" in words or "that" in words:
        return span_of(*when.near, "the day of the neighbouring date")
    if words.endswith("after"):
        if _leads_a_clause(match):
            return shifted(1, "day", when.neighbour or (when.today, when.today), -1, "the day before what came after")
        return shifted(1, "day", when.near, 1, "the day after the neighbouring date")
    if "next" in words or "following" in words:
        return shifted(1, "day", when.near, 1, "the day after the neighbouring date")
    if when.neighbour is None and not _leads_a_noun(match):
        return one_day(when.today - days(1), "the day before the publication date")
    return shifted(1, "day", when.near, -1, "the day before the neighbouring date")


def _past_days(match: Match, when: Context) -> Reading | None:
    count, unit = count_of(match["count"]), match["unit"].lower()
    if count is None or (unit.endswith("s") and not match["count"]):
        return Reading(why=f"how many {unit} is not told")
    if unit.startswith(("month", "year", "decade")):
        return Reading(precision="month" if unit.startswith("month") else "year", why=f"some time in {count} {unit}")
    length = {"h": max(1, round(count / 24)), "d": count, "n": count, "w": 7 * count, "f": 14 * count}[unit[0]]
    return span_of(when.today - days(length), when.today, "the days up to the publication date")


def _nth_running(match: Match, when: Context) -> Reading | None:
    """ "For a third day": the days up to the publication date; of nights only the last is told."""
    number = int(match["digits"]) if match["digits"] else NTH[match["nth"].lower()]
    length = number - 1 if match["unit"].lower() == "day" else 1
    last = latest_weekday(weekday_number(match["weekday"]), when.today) if match["weekday"] else when.today
    return span_of(last - days(length), last, "days in a row up to the last one told")


def _within_hours(_: Match, when: Context) -> Reading | None:
    return span_of(*when.near, "within hours of the neighbouring date")


def _since_then(_: Match, when: Context) -> Reading | None:
    return span_of(when.near[0], max(when.near[1], when.today), "from the neighbouring date to the publication date")


def _holiday(match: Match, when: Context) -> Reading | None:
    name = " ".join(match["holiday"].lower().split())
    day = calendar_day(*HOLIDAYS[name], match["year"], when)
    return one_day(day, "holiday with a fixed date") if day else None


_MONTH = (
    r"(?P<month>(?:January|February|March|April|May|June|July|August|September|October|November|December|JANUARY"
    r"|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)\b"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_FULL = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_LONG = rf"(?P<weekday>{_FULL}|{_FULL.upper()})"
_SHORT = r"(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)"
_MAYBE_WEEKDAY = rf"(?:(?:{_FULL}|{_SHORT}\.?),?\s+)?"
_NUMBER = r"(?P<{}>[0-9]{{1,2}})(?:st|nd|rd|th)?(?![0-9])"
_DAY, _UNTIL = _NUMBER.format("day"), _NUMBER.format("until")
_YEAR_NUMBER = r"(?:1[0-9]|20)[0-9]{2}(?![0-9])"
_YEAR = rf"(?:,?\s+(?:of\s+)?(?P<year>{_YEAR_NUMBER}|(?:last|this|next)\s+year\b))?"
_TO = r"(?:\s*[-–—/]\s*|\s+(?:to|till|until|through|and)\s+)"
_ONE_WORD = "|".join([*ONES[1:], *(rf"{tens}(?:[-\s](?:{'|'.join(ONES[1:10])}))?" for tens in TENS)])
_HOW_MANY = rf"(?P<count>[0-9]{{1,4}}|{_ONE_WORD}|(?:a\s+)?couple\s+of|(?:a\s+)?few|several|many|some|an?)"
#: "On the 26th", unless it is the 26th of something other than a month.
_DAY_NTH = (
    r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)"
    r"(?!\s+(?:anniversary|birthday|century|day|floor|night|parallel|round)\b)"
)
_UNIT = r"(?P<unit>(?:minute|hour|day|night|week|fortnight|month|year|decade)s?)"
_PART = r"(?:morning|afternoon|evening|night|day)"
#: A noun behind "and 16" shows that soldiers or the like are counted, not days.
_NO_NOUN = r"(?!\s+(?!in\b|at\b|near\b|by\b|when\b|after\b|and\b|to\b|the\b)[a-z])"


def _rule(pattern: str, reader: Reader, *, case: bool = True) -> Rule:
    return Rule(re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", 0 if case else re.IGNORECASE), reader)


#: In the order in which they claim words: what a rule has taken no later one gets.
RULES = (
    _rule(r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})", _iso),
    _rule(r"(?P<day>[0-9]{1,2})\.\s?(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})", _iso),
    _rule(r"(?P<one>[0-9]{1,2})[/-](?P<two>[0-9]{1,2})[/-](?P<year>[0-9]{4})", _slashed),
    _rule(
        rf"(?:(?:[Bb]etween|[Ff]rom)\s+)?(?:the\s+)?{_DAY}{_TO}(?:the\s+)?{_UNTIL}\s+(?:of\s+)?{_MONTH}{_YEAR}",
        _days_of_month,
    ),
    _rule(rf"(?:[Bb]etween|[Ff]rom)\s+{_MONTH}\s+{_DAY}{_TO}{_UNTIL}{_YEAR}", _days_of_month),
    _rule(rf"{_MONTH}\s+{_DAY}{_TO}{_UNTIL}{_NO_NOUN}{_YEAR}", _days_of_month),
    _rule(rf"{_MAYBE_WEEKDAY}(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}", _month_day),
    _rule(rf"{_MAYBE_WEEKDAY}{_MONTH}\s+(?:the\s+)?{_DAY}(?![:.][0-9]){_YEAR}", _month_day),
    _rule(
        rf"(?:for\s+(?:a|the)\s+|(?:in\s+)?a\s+(?=\w+\s+night\b))(?:(?P<nth>{'|'.join(NTH)})|(?P<digits>[0-9]{{1,2}})(?:st|nd|rd|th))\s+"
        r"(?:(?:straight|consecutive|successive)\s+)?(?P<unit>day|night)(?:\s+running|\s+in\s+a\s+row)?"
        rf"(?:(?=\s+on\s+{_LONG})|)",
        _nth_running, case=False,
    ),
    _rule(rf"(?P<weekday>{_FULL}|{_SHORT})\.?\s+(?:the\s+)?{_DAY}(?![:.,][0-9])(?!\s+\w)", _nth),
    _rule(rf"(?<=\b[Oo]n )the\s+{_DAY_NTH}", _nth),
    _rule(rf"(?<=\b[Ss]ince )the\s+{_DAY_NTH}", _nth),
    _rule(
        rf"(?:(?:the\s+)?(?P<which>[Ll]ast|[Nn]ext|[Tt]his\s+past|[Tt]his\s+coming|[Tt]his|[Pp]ast|[Cc]oming|[Pp]revious"
        rf"|[Ff]ollowing|[Ee]very|[Ee]ach)\s+)?(?<!Bloody )(?<!Black )(?<!Good )(?<!Palm )(?<!Easter )(?<!Ash ){_LONG}"
        rf"(?!\s+(?:Times|Telegraph|Mail|Express|Herald|Mirror|World|Post|Star|Tribune)\b)"
        rf"(?:\s+(?:of\s+)?(?P<week>last|this|next)\s+week)?(?:\s+{_PART})?",
        _on_weekday,
    ),
    _rule(
        r"(?:the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow|(?:yesterday|tomorrow)(?:\s+(?:morning|afternoon"
        r"|evening|night))?|last\s+(?:night|evening)|tonight|this\s+(?:morning|afternoon|evening|day)|today|just\s+now"
        rf"|overnight(?!\s+(?:from\s+|on\s+)?{_FULL}))",
        _deictic, case=False,
    ),
    _rule(
        rf"(?:(?:early|late|later|earlier)\s+)?(?:(?:on\s+)?(?:the|that|this)\s+(?:very\s+)?same|that|the\s+(?:next|following"
        rf"|previous)|next)\s+{_PART}",
        _day_beside, case=False,
    ),
    _rule(rf"the\s+{_PART}\s+(?:before|earlier|after)", _day_beside, case=False),
    _rule(r"(?P<which>last|this|next|the|the\s+past)\s+weekend", _weekend, case=False),
    _rule(
        r"(?:(?P<part>earlier|later|early|late)\s+)?(?:in\s+)?(?:the\s+)?(?P<which>last|this|next|previous|coming|same)\s+week",
        _this_week, case=False,
    ),
    _rule(
        rf"(?:{_HOW_MANY}\s+)?{_UNIT}\s+(?P<way>ago|earlier|before|previously|later|after|afterwards|since)",
        _counted, case=False,
    ),
    _rule(rf"(?:in|over|during|within|for)\s+the\s+(?:past|last)\s+(?:{_HOW_MANY}\s+)?{_UNIT}", _past_days, case=False),
    _rule(r"(?:within\s+(?:hours|minutes|the\s+hour|an\s+hour)|moments\s+later)(?!\s+of\b)", _within_hours, case=False),
    _rule(r"(?:ever\s+since|since\s+then)", _since_then, case=False),
    _rule(rf"(?P<holiday>{'|'.join(HOLIDAYS)}){_YEAR}", _holiday, case=False),
    _rule(
        rf"(?:[Aa]t|[Ii]n|[Tt]owards?|[Bb]y)?\s*the\s+(?P<part>end|(?:last|final|first|early)\s+days|beginning|start)"
        rf"\s+of\s+(?P<which>){_MONTH}(?:,?\s+(?P<year>{_YEAR_NUMBER}|(?:last|this|next)\s+year))?",
        end_of_month,
    ),
    _rule(
        rf"(?:the\s+)?(?P<nth>first|second|third|fourth|last|final)[\s-](?P<unit>half|quarter)(?:\s+of\s+"
        rf"(?P<year>{_YEAR_NUMBER}|(?:last|this|next)\s+year)|(?=\s+of\s+the\s+year))",
        part_of_year, case=False,
    ),
    _rule(
        rf"(?:(?:[Ee]arly|[Ll]ate|[Mm]id)[-\s]+)?(?P<which>)(?:in\s+)?{_MONTH},?\s+(?:of\s+)?"
        rf"(?P<year>{_YEAR_NUMBER}|(?:last|this|next)\s+year)",
        month_alone,
    ),
    _rule(
        rf"(?:[Ii]n|[Ss]ince|[Dd]uring|[Uu]ntil|[Bb]y)\s+(?:(?:early|late|mid)[-\s]+)?(?P<which>)(?P<year>){_MONTH}(?!\s+[0-9])",
        month_alone,
    ),
    _rule(rf"(?P<which>[Ll]ast|[Tt]his|[Nn]ext)\s+(?P<year>){_MONTH}(?!\s+[0-9])", month_alone),
    _rule(
        r"(?:(?:earlier|later|early|late)\s+)?(?:in\s+)?(?:the\s+)?(?P<which>last|this|next|previous|coming)\s+"
        r"(?P<unit>month|year|spring|summer|autumn|fall|winter|century|decade)",
        vague, case=False,
    ),
    _rule(
        rf"(?:in|since|during|until|back\s+in)\s+(?:(?:early|late|mid|the\s+year)[-\s]+)?(?P<year>{_YEAR_NUMBER})(?![,.][0-9])",
        year_alone, case=False,
    ),
)  # fmt: skip

#: What a mention may be that says nothing more: the model marks "March" or "1992" without its preposition.
BARE_RULES = (
    _rule(rf"(?P<which>)(?P<year>){_MONTH}", month_alone),
    _rule(rf"(?P<year>{_YEAR_NUMBER})", year_alone),
    _rule(r"(?:the\s+)?(?P<day>[0-9]{1,2})(?:st|nd|rd|th)", _nth),
    _rule(r"since(?=\W*\Z)", _since_then, case=False),
    _rule(r"now", _deictic, case=False),
)

_TIME_OF_DAY = re.compile(
    r"\b(?:[0-2]?[0-9][:.h][0-5][0-9]|[ap]\.?m\b|o'clock|noon|mid-?day|midnight|dawn|dusk|daybreak|sunrise"
    r"|sunset|nightfall|morning|afternoon|evening|night|nighttime|breakfast|lunchtime|hours?|GMT|local\s+time"
    r"|(?:throughout|during)\s+the\s+day"
    rf"|(?:around|about|at|by|past)\s+(?:{_ONE_WORD}))\b",
    re.IGNORECASE,
)


def is_time_of_day(words: str) -> bool:
    """Whether words tell an hour or a part of the day, which alone is no day."""
    return bool(_TIME_OF_DAY.search(words))
