import pytest

from dragoman.training.gate import MARGIN, Gate, faults, moved, read, write

HELD = Gate(reports="abc", floors={"events": 0.7, "mode": 0.6})


def test_figures_on_their_floors_pass():
    assert faults(HELD, "abc", {"events": 0.7, "mode": 0.9}) == []


def test_a_figure_below_its_floor_or_missing_fails_by_name():
    found = faults(HELD, "abc", {"events": 0.699})
    assert [line.split(":")[0] for line in found] == ["events", "mode"]


def test_another_test_part_fails_whatever_its_figures():
    assert len(faults(HELD, "xyz", {"events": 1.0, "mode": 1.0})) == 1


def test_without_a_reason_floors_only_rise():
    found = moved(HELD, "abc", {"events": 0.8, "mode": 0.5})
    assert found.floors == {"events": pytest.approx(0.8 - MARGIN), "mode": 0.6}
    with pytest.raises(ValueError, match="say why"):
        moved(HELD, "xyz", {"events": 0.8})


def test_a_lowered_floor_keeps_its_reason(tmp_path):
    lower = moved(HELD, "xyz", {"events": 0.5}, "harder reports")
    assert lower == Gate("xyz", {"events": 0.49}, ("harder reports",))
    write(tmp_path / "gate.json", lower)
    assert faults(read(tmp_path / "gate.json"), "xyz", {"events": 0.5}) == []
