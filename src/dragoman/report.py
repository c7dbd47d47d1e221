"""A report: one news text as it was handed in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

__all__ = ["Report", "text_id"]


def text_id(*parts: str) -> str:
    """A stable id of 16 hexadecimal digits for a sequence of strings (SHA-256, truncated)."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One news text with what is known about its publication.

    `text` is never changed after reading: every span of every event counts its Unicode code points.
    `dateline` is the place in the dateline; `date_why` says where the date comes from
    ("given", "row", "dateline", "byline"), and is empty where there is none.
    """

    id: str
    text: str
    date: date | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    dateline: str | None = None
    date_why: str = ""
