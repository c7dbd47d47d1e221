"""A dossier of a small crisis: every line rests on a sentence, nothing is invented, the page stands alone."""

import json
import re
from datetime import date

import pytest
from click.testing import CliRunner

from dragoman.cli import group
from dragoman.dossier import brief, dossier, to_html, to_json, to_markdown
from dragoman.dossier.render import chart
from dragoman.dossier.sentences import claim_lines
from dragoman.errors import StoreError
from dragoman.event import Coder
from dragoman.linking.claims import Claim
from dragoman.linking.linker import Linker
from dragoman.store import Store
from tests.linking.test_linking import CRISIS, told


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with Store(tmp_path_factory.mktemp("dossier") / "crisis.duckdb") as made:
        run = made.begin_run(Coder(version="0", model="0", codebook="plover-2.0"), {})
        made.write(CRISIS, run)
        Linker(made).link_new(run)
    with Store(made.path, read_only=True) as opened:
        yield opened


def lines(found):
    return [line for section in found.sections for line in section.lines]


def test_a_pair_holds_its_incidents_and_no_others(store):
    found = dossier(store, "SRB", "BGR")
    assert [s.title for s in found.sections] == ["Fighting and violence", "Planned, threatened or possible"]
    assert len(found.sections[0].lines) == 2  # the mortar attack told three times, and the one forty days later
    assert "3 incidents, told by 5 mentions in 5 reports" in found.summary[0]
    assert not any("Zhelin" in line.text for line in lines(found))


def test_the_order_of_the_pair_does_not_matter(store):
    one, other = dossier(store, "SRB", "BGR"), dossier(store, "BGR", "SRB")
    assert [s.lines for s in one.sections] == [s.lines for s in other.sections]


def test_every_line_has_footnotes_that_quote_the_text_at_their_offsets(store):
    found = dossier(store, "SRB", "BGR")
    evidence = {e.number: e for e in found.evidence}
    assert lines(found)
    for line in lines(found):
        assert line.notes
        for number in line.notes:
            e = evidence[number]
            assert " ".join(store.report(e.report).text[e.start : e.end].split()) == e.sentence


def test_claims_stand_side_by_side_and_disputes_are_told(store):
    first = dossier(store, "SRB", "BGR").sections[0].lines[0]
    assert [c.split(" — ")[0] for c in first.claims] == ["killed: 3", "killed: 7"]
    assert first.sources == 3


def test_all_who_vouch_for_a_value_stand_on_its_line():
    army, mayor = (
        Claim(
            field="killed", value={"min": 3, "max": 3}, said_by=(who,), stance=None, reports=("a",), events=("e",),
            independent_sources=1, first_seen=None, last_seen=None,
        )
        for who in ("the army", "the mayor")
    )  # fmt: skip
    assert claim_lines([army, mayor]) == ("killed: 3 — the army (1 source); the mayor (1 source)",)


def test_what_is_disputed_does_not_repeat_the_claims(tmp_path):
    with Store(tmp_path / "disputed.duckdb") as made:
        run = made.begin_run(Coder(version="0", model="0", codebook="plover-2.0"), {})
        made.write([told("a", killed=3), told("b", publisher="B", killed=8)], run)
        Linker(made).link_new(run)
        found = dossier(made, "SRB", "BGR")
    (disputed,) = (s for s in found.sections if s.title == "What is disputed")
    assert all(line.disputed and not line.claims for line in disputed.lines)


def test_quiet_weeks_have_a_place_in_the_chart(store):
    spec = chart(dossier(store, "SRB", "BGR"))
    assert spec["encoding"]["x"]["scale"]["domain"] == [
        "2024-05-13", "2024-05-20", "2024-05-27", "2024-06-03", "2024-06-10", "2024-06-17",
    ]  # fmt: skip


def test_weeks_sum_incidents_not_mentions(store):
    weeks = dossier(store, "SRB", "BGR").weeks
    assert [(w.monday, w.direction, w.incidents) for w in weeks] == [
        (date(2024, 5, 13), "SRB → BGR", 1), (date(2024, 6, 17), "SRB → BGR", 1),
    ]  # fmt: skip


def test_a_period_leaves_the_rest_out(store):
    assert len(lines(dossier(store, "SRB", "BGR", since=date(2024, 6, 1)))) == 1


def test_one_country_and_one_day(store):
    assert any("Zhelin" in line.text for line in lines(dossier(store, "ROU")))
    assert brief(store, date(2024, 5, 14)).title == "The day 14 May 2024"


def test_nothing_found_says_what_to_do(store):
    with pytest.raises(StoreError, match="dragoman events"):
        dossier(store, "FRA", "PER")


def test_the_page_stands_alone_and_escapes(store):
    page = to_html(dossier(store, "SRB", "BGR"), script=False)
    assert "<svg" in page
    assert not re.search(r'(?:src|href)="(?!#)', page)
    assert page.count('id="note-') == len(dossier(store, "SRB", "BGR").evidence)


def test_the_page_carries_its_script(store):
    found = dossier(store, "SRB", "BGR")
    assert len(to_html(found)) > len(to_html(found, script=False)) + 100_000


def test_markdown_defines_every_footnote_that_it_uses(store):
    text = to_markdown(dossier(store, "SRB", "BGR"))
    assert set(re.findall(r"\[\^(\d+)\](?!:)", text)) == set(re.findall(r"\[\^(\d+)\]:", text))


def test_json_is_the_dossier(store):
    assert json.loads(to_json(dossier(store, "SRB", "BGR")))["parties"] == ["SRB", "BGR"]


@pytest.mark.parametrize("shape", ["terminal", "md", "json"])
def test_the_command_shows_it(store, shape):
    shown = CliRunner().invoke(group, ["dossier", str(store.path), "srb", "bgr", "--format", shape])
    assert shown.exit_code == 0, shown.output
    assert "Koshava" in shown.output
