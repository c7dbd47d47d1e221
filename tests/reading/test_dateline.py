from datetime import date

import pytest

from dragoman.reading import with_dateline
from dragoman.report import Report

FOUND = [
    (" date 2020-08-11 By Azernews\n\n\nText.", date(2020, 8, 11), None, "Azernews"),
    ("Friday, August 21, 2015\n\nText.", date(2015, 8, 21), None, None),
    ("Truce holds\n\n5 March 2009\n\nText.", date(2009, 3, 5), None, None),
    ("BAKU, Aug 11, 2020 (Kestrel) – Text.", date(2020, 8, 11), "Baku", "Kestrel"),
    ("BAKU, Aug 11 (Kestrel) – Text.", None, "Baku", "Kestrel"),
    ("NEW DELHI (Kestrel) - Text.", None, "New Delhi", "Kestrel"),
    ("Published: 2019-02-30\n\nText.", None, None, None),
    ("The treaty of March 3, 2001 was one of several that the ministers who met in the capital later that "
     "year signed, and it holds to this day.", None, None, None),
    ("NATO ministers met on Monday.", None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day", "place", "publisher"), FOUND)
def test_the_first_lines_tell_date_place_and_publisher(text, day, place, publisher):
    report = with_dateline(Report(id="x", text=text))
    assert (report.date, report.dateline, report.publisher) == (day, place, publisher)
    assert bool(report.date_why) == (day is not None)


def test_what_is_known_stays():
    known = Report(id="x", text=FOUND[0][0], date=date(2021, 1, 1), publisher="Other", date_why="given")
    assert with_dateline(known) == known
