"""The calendar behind the wordings of time: what they count from, and the arithmetic of readings.

A reading that lacks the publication date or a neighbouring date says so; no day is invented in its
place.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

__all__ = [
    "HOLIDAYS", "NTH", "ONES", "TENS", "Context", "MissingDateError", "Reading", "calendar_day", "count_of",
    "days", "latest_weekday", "month_number", "month_of", "next_weekday", "one_day", "real_day", "shifted", "span_of",
    "week_of", "weekday_number", "year_of",
]  # fmt: skip

NO_PUBLICATION = "relative to a publication date that is unknown"
NO_NEIGHBOUR = "relative to another date that is unknown"

#: How far ahead of the publication a month and day without a year may lie in a report about the past.
_JUST_AHEAD = timedelta(days=45)
#: "Two weeks ago" is said of eleven to seventeen days; annotators agree on two days to either side.
_ABOUT = timedelta(days=2)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_COUNT = {word: n for n, word in enumerate(ONES)} | TENS | {"a": 1, "an": 1, "a couple of": 2, "couple of": 2}
NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
        "ninth": 9, "tenth": 10}  # fmt: skip
#: Month and day of the holidays whose date never moves.
HOLIDAYS = {
    "new year's eve": (12, 31), "new year's day": (1, 1), "new year's morning": (1, 1),
    "the new year": (1, 1), "valentine's day": (2, 14),
    "international women's day": (3, 8), "may day": (5, 1), "bastille day": (7, 14), "christmas eve": (12, 24),
    "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """First and last day that an expression bounds, how exact it is and by which rule."""

    first: date | None = None
    last: date | None = None
    precision: str = "unknown"
    why: str = ""


class MissingDateError(Exception):
    """A reader asked for a date that the context doesn't hold."""


@dataclass(frozen=True, slots=True)
class Context:
    """What relative expressions count from: the publication date and the days of a neighbouring date.

    `past` says whether "on Friday" looks back (what news mostly does) or ahead.
    """

    published: date | None
    past: bool = True
    neighbour: tuple[date, date] | None = None

    @property
    def today(self) -> date:
        """The publication date, for readers that can't do without."""
        if self.published is None:
            raise MissingDateError(NO_PUBLICATION)
        return self.published

    @property
    def near(self) -> tuple[date, date]:
        """The neighbouring date, for readers that can't do without."""
        if self.neighbour is None:
            raise MissingDateError(NO_NEIGHBOUR)
        return self.neighbour


def days(n: int) -> timedelta:
    """So many days."""
    return timedelta(days=n)


def one_day(day: date, why: str) -> Reading:
    """A reading of a single day."""
    return Reading(day, day, "day", why)


def span_of(first: date, last: date, why: str, precision: str = "span") -> Reading:
    """A reading of first to last day."""
    return Reading(first, last, "day" if first == last else precision, why)


def real_day(year: int, month: int, day: int) -> date | None:
    """The day, if the calendar has it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_number(word: str) -> int:
    """1 to 12, by the first three letters."""
    return _MONTHS.index(word[:3].lower()) + 1


def weekday_number(word: str) -> int:
    """0 (Monday) to 6, by the first three letters."""
    return _WEEKDAYS.index(word[:3].lower())


def count_of(words: str | None) -> int | None:
    """The number that words or digits tell; None for "several" and the like."""
    words = " ".join((words or "a").lower().replace("-", " ").split())
    if words.isdecimal():
        return int(words)
    if words in _COUNT:
        return _COUNT[words]
    tens, _, ones = words.partition(" ")
    return TENS[tens] + _COUNT[ones] if tens in TENS and ones in ONES[1:10] else None


def latest_weekday(weekday: int, day: date) -> date:
    """The latest such weekday up to a day."""
    return day - days((day.weekday() - weekday) % 7)


def next_weekday(weekday: int, day: date) -> date:
    """The first such weekday from a day on."""
    return day + days((weekday - day.weekday()) % 7)


def week_of(day: date, shift: int = 0) -> tuple[date, date]:
    """Monday and Sunday of the week of a day, or of one so many weeks away."""
    monday = latest_weekday(0, day) + days(7 * shift)
    return monday, monday + days(6)


def month_of(year: int, month: int, why: str) -> Reading:
    """A reading of a whole month."""
    last = monthrange(year, month)[1]
    return Reading(date(year, month, 1), date(year, month, last), "month", why)


def year_of(year: int, why: str) -> Reading | None:
    """A reading of a whole year; None where the calendar has none such."""
    return Reading(date(year, 1, 1), date(year, 12, 31), "year", why) if 1 <= year <= 9999 else None


def _without_year(month: int, day: int, when: Context) -> date | None:
    """The latest such day not after the publication, or the next one for what lies ahead.

    A day that is only just ahead is hardly meant to be last year's.
    """
    years = range(when.today.year + 1, when.today.year - 9, -1)
    candidates = [d for y in years if 1 <= y <= 9999 and (d := real_day(y, month, day))]
    if not when.past:
        return min((d for d in candidates if d >= when.today), default=None)
    return max((d for d in candidates if d - when.today <= _JUST_AHEAD), default=None)


def calendar_day(month: int, day: int, year: str | None, when: Context) -> date | None:
    """The day in the year told ("2020", "last year"), or else in the year that the context suggests."""
    if year is None:
        return _without_year(month, day, when)
    if year[:1].isdigit():
        return real_day(int(year), month, day)
    return real_day(when.today.year + {"last": -1, "this": 0, "next": 1}[year.split()[0].lower()], month, day)


def shifted(count: int, unit: str, base: tuple[date, date], sign: int, why: str) -> Reading:
    """So many hours, days, weeks, months or years before (-1) or after (+1) a base."""
    first, last = base
    if unit.startswith(("hour", "minute")):
        step = days(sign * (count // 24 if unit.startswith("hour") else 0))
        return span_of(first + step, last + step, why)
    if unit.startswith(("day", "night")) or (count == 1 and unit.startswith("week")):
        step = days(sign * count * (7 if unit.startswith("week") else 1))
        return span_of(first + step, last + step, why)
    if unit.startswith(("week", "fortnight")):
        step = days(sign * count * (14 if unit.startswith("fortnight") else 7))
        return Reading(first + step - _ABOUT, last + step + _ABOUT, "week", why)
    if unit.startswith("month"):
        months = first.year * 12 + first.month - 1 + sign * count
        if not 12 <= months < 120_000:
            raise OverflowError
        return month_of(months // 12, months % 12 + 1, why)
    years = count * (10 if unit.startswith("decade") else 1)
    return year_of(first.year + sign * years, why) or Reading(why="outside the calendar")
