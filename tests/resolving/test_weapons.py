"""Modes of violence that a report must name."""

from __future__ import annotations

import pytest

from dragoman.resolving.weapons import told_modes


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The chef was found dead in a hotel.", ()),
        ("The chef was found dead. Neighbours had heard shots.", ("firearms",)),
        ("The chef was found dead beside his rifle.", ("firearms",)),
        ("The chef died in crossfire.", ("firearms",)),
        ("The trial of the alarmed chef has begun.", ()),
    ],
)
def test_no_shot_without_anything_that_shoots(text: str, told: tuple[str, ...]) -> None:
    assert told_modes(("firearms",), text) == told


def test_other_modes_stay() -> None:
    assert told_modes(("targeted", "firearms", "beat"), "A chef was found dead.") == ("targeted", "beat")
    assert told_modes(("aerial",), "A strike on a house killed five.") == ("aerial",)
