import csv
import json
import subprocess
import sys
from datetime import date

import duckdb
import msgspec
import pytest

from dragoman.errors import StoreError
from dragoman.event import Coder, EventDate, ReportRef
from dragoman.report import Report
from dragoman.store import Store
from dragoman.store.export import CAMEO, POLECAT, SHAPES, export
from dragoman.store.query import Filter
from dragoman.store.store import CodedReport
from tests.events import TEXT, event, participant

TOLD = f"It rained in Narva. {TEXT}"


@pytest.fixture
def store(tmp_path):
    first = event(report=ReportRef(id="r1", date=None, publisher="Courier"))
    # Fresh news of which no words tell the day: the formats with one day leave it empty.
    bounds = EventDate(start=date(2024, 5, 14), end=date(2024, 5, 15), precision="span", why="fresh news")
    second = event(id="two", place=None, date=bounds, report=ReportRef(id="r1"), actors=(), recipients=(
        participant("Estonian police", "EST", "COP"), participant("four protesters", None, "CVL")))  # fmt: skip
    with Store(tmp_path / "s") as opened:
        opened.begin_run(Coder(version="0.1.0", model="sha256:0", codebook="plover-2.0"), {})
        report = Report(id="r1", text=TEXT, publisher="Courier")
        opened.write([CodedReport(report, msgspec.json.encode([first, second]), 2)], 1)
        yield opened


def rows(path):
    with path.open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def test_polecat_has_its_columns_and_a_row_a_pair(store, tmp_path):
    assert export(store, tmp_path / "p.tsv", "polecat") == 2
    first, second, third = rows(tmp_path / "p.tsv")
    assert list(first) == POLECAT and len(POLECAT) == 40
    assert (first["Actor Country"], first["Actor COW"], first["Primary Actor Sector"]) == ("Estonia", "366", "COP")
    assert (first["Event Date"], first["Event Mode"], first["City"]) == ("2024-05-14", "arrest", "Tallinn")
    assert first["Quad Code"] == "MATERIAL CONFLICT"
    assert (second["Event ID"], third["Event ID"]) == ("two", "two-2")
    assert (second["Event Date"], second["Actor Name"], third["Recipient Country"]) == ("", "", "")


def test_cameo_has_its_columns_and_the_number_of_the_sentence(store, tmp_path):
    export(store, tmp_path / "c.tsv", "cameo")
    first = rows(tmp_path / "c.tsv")[0]
    assert list(first) == CAMEO
    assert (first["CAMEO Code"], first["Sentence Number"], first["Target Country"]) == ("17", "1", "Estonia")


def test_geojson_has_a_point_for_each_place(store, tmp_path):
    export(store, tmp_path / "g.geojson", "geojson")
    (feature,) = json.loads((tmp_path / "g.geojson").read_text())["features"]
    assert feature["geometry"]["coordinates"] == [24.75, 59.44]


def test_flat_rows_come_back(store, tmp_path):
    export(store, tmp_path / "f.parquet", "parquet")
    export(store, tmp_path / "f.csv", "csv")
    for read in (duckdb.read_parquet, duckdb.read_csv):
        flat = read(str(tmp_path / ("f.parquet" if read is duckdb.read_parquet else "f.csv")))
        assert flat.aggregate("count(*), sum(is_copy::int)").fetchall() == [(2, 0)]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_export_describes_itself_and_obeys_the_filter(store, tmp_path, shape):
    assert export(store, tmp_path / "x", shape, Filter(place="EST")) == 1
    package = json.loads((tmp_path / "x.datapackage.json").read_text())
    assert package["resources"][0]["path"] == "x"
    assert package["coders"] == [{"version": "0.1.0", "model": "sha256:0", "codebook": "plover-2.0"}]
    assert not (tmp_path / "x.part").exists()


SIDE = ("{0} Name", "{0} Country", "{0} COW", "Primary {0} Sector", "{0} Sectors", "{0} Title", "{0} Name Raw",
        "Wikipedia {0} ID")  # fmt: skip


def test_the_columns_are_those_that_are_published():
    assert [
        "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
        *(name.format("Actor") for name in SIDE), *(name.format("Recipient") for name in SIDE),
        "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID",
        "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations",
        "Story Locations", "Language", "Version",
    ] == POLECAT  # fmt: skip
    assert CAMEO == [
        "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
        "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
        "City", "District", "Province", "Country", "Latitude", "Longitude",
    ]  # fmt: skip


@pytest.mark.parametrize(("shape", "columns"), [("polecat", POLECAT), ("cameo", CAMEO)])
def test_a_package_names_the_columns_of_its_table(store, tmp_path, shape, columns):
    export(store, tmp_path / "x.tsv", shape)
    (resource,) = json.loads((tmp_path / "x.tsv.datapackage.json").read_text())["resources"]
    assert [f["name"] for f in resource["schema"]["fields"]] == columns
    assert (resource["format"], resource["dialect"]) == ("tsv", {"delimiter": "\t"})


_FULL = """
import resource, signal, sys
from pathlib import Path
from dragoman.errors import StoreError
from dragoman.store import Store
from dragoman.store.export import export
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with Store(sys.argv[1], read_only=True) as store:
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
    try:
        export(store, Path(sys.argv[2]), sys.argv[3])
    except StoreError as error:
        print(error)
"""


@pytest.mark.parametrize("shape", SHAPES)
def test_an_export_for_which_there_is_no_room_leaves_the_old_one(store, tmp_path, shape):
    store.close()
    (tmp_path / "x").write_text("what was there")
    done = subprocess.run(
        [sys.executable, "-c", _FULL, tmp_path / "s", tmp_path / "x", shape],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout.startswith(f"{tmp_path / 'x'} cannot be written: "), done.stderr
    assert (tmp_path / "x").read_text() == "what was there"
    assert not (tmp_path / "x.part").exists()


def test_a_folder_that_is_not_there_is_told(store, tmp_path):
    with pytest.raises(StoreError, match="cannot be written"):
        export(store, tmp_path / "none" / "x", "jsonl")
