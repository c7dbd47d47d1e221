"""A frame: what the encoder saw in the text. Spans only, no knowledge of the world."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DATINGS", "PARTIES", "ROLES", "Frame", "RoleSpan", "Span"]

#: The roles that a span can play for a trigger, in the order of the model's outputs.
ROLES = ("actor", "recipient", "said_by", "date", "place", "quantity")
#: Those of them that somebody plays.
PARTIES = ROLES[:3]

#: How a reader dates an event: by words of the text; else, as fresh news, on the day of publication,
#: the day before it or in the week up to it; else (background, plans) not at all.
DATINGS = ("told", "day", "eve", "week", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A quote from the report: `report.text[start:end] == text`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleSpan:
    """A span that plays a role, with the model's probability."""

    role: str
    span: Span
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A trigger with its type, qualifiers and the spans of its roles.

    `score` is the model's probability that the trigger names an event of this type; `dating` one of
    `DATINGS`.
    """

    event: str
    trigger: Span
    sentence: Span
    mode: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    status: str = "actual"
    dating: str = "told"
    roles: tuple[RoleSpan, ...] = ()
    score: float = 1.0

    def spans(self, role: str) -> tuple[Span, ...]:
        """The spans that play `role`, in the order of the text."""
        return tuple(r.span for r in self.roles if r.role == role)
