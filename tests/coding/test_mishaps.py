"""Deaths that nobody caused."""

from __future__ import annotations

import pytest

from dragoman.coding.mishaps import without_mishaps
from dragoman.frame import Frame, RoleSpan, Span


def _frame(text: str, trigger: str, actor: str = "", event: str = "ASSAULT") -> Frame:
    def span(quote: str) -> Span:
        start = text.index(quote)
        return Span(text=quote, start=start, end=start + len(quote))

    roles = (RoleSpan(role="actor", span=span(actor), score=1.0),) if actor else ()
    whole = Span(text=text, start=0, end=len(text))
    return Frame(event=event, trigger=span(trigger), sentence=whole, roles=roles)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The former president died. He was aged 84.", "died"),
        ("A cook who had fallen ill was found dead on Monday.", "found dead"),
        ("The chief executive died of a heart attack, aged 84, after a cardiac arrest.", "died"),
        ("An army helicopter crashed on Friday near the border.", "crashed"),
        ("Ministers mourned the death of a singer in a traffic accident.", "the death"),
    ],
)
def test_deaths_that_nobody_caused_are_no_violence(text: str, trigger: str) -> None:
    assert without_mishaps([_frame(text, trigger)], text) == []


@pytest.mark.parametrize(
    ("text", "trigger", "actor"),
    [
        ("A clerk was found dead. Police speak of a murder, the gun and two shots.", "found dead", ""),
        ("Six are dead in Kotla.", "dead", ""),
        ("A man aged 75 was shot dead in Belfast on Sunday.", "shot dead", ""),
        ("An imam aged 81 was stabbed to death. Officials ruled out an accident.", "stabbed to death", ""),
        ("Nine farmers were hacked to death in Benue. The eldest was aged 82.", "hacked to death", ""),
        ("A pupil has died from a gunshot wound in a hunting accident.", "has died", ""),
        ("Naval drones collided with a warship.", "collided", "Naval drones"),
        ("The youngest of the dead was aged 12.", "the dead", ""),
        ("The rebels left six dead, aged 30 to 62.", "dead", "The rebels"),
        ("Rebels fired on a village; a man aged 84 died in the shelling, and soldiers fled.", "died", ""),
        ("A man of 84, ill with cancer, was murdered.", "was murdered", ""),
    ],
)
def test_other_deaths_stay(text: str, trigger: str, actor: str) -> None:
    frame = _frame(text, trigger, actor)
    assert without_mishaps([frame], text) == [frame]


def test_only_violence_is_asked_about() -> None:
    text = "The former president died. He was aged 84."
    frame = _frame(text, "died", event="ACCUSE")
    assert without_mishaps([frame], text) == [frame]
