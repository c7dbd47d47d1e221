"""Where reports lie: folders, addresses, how much of them is read."""

import gzip
import io
import json
import tracemalloc

import duckdb
import fsspec
import pytest

from dragoman.reading import Refusal, read_reports
from dragoman.reading.files import Columns, Meter
from dragoman.reading.rows import json_reports
from dragoman.reading.sources import File, source_files


def rows(*texts: str) -> bytes:
    return b"".join(json.dumps({"text": t}).encode() + b"\n" for t in texts)


@pytest.fixture
def bucket():
    """A storage that is no disk: fsspec's own, in memory."""
    storage = fsspec.filesystem("memory")
    storage.pipe("/news/2020/a.jsonl.gz", gzip.compress(rows("Alpha met Beta.", "Gamma met Delta.")))
    storage.pipe("/news/2020/b.txt", b"Police arrested two men.")
    storage.pipe("/news/2020/readme.txt", b"About this folder.")
    storage.pipe("/news/2021/c.txt", b"Troops left.")
    yield "memory://news"
    storage.rm("/news", recursive=True)


def texts(items):
    return [i if isinstance(i, Refusal) else i.text for i in items]


def test_a_far_folder_is_read_like_a_near_one(bucket):
    assert texts(read_reports([bucket])) == [
        "Alpha met Beta.",
        "Gamma met Delta.",
        "Police arrested two men.",
        "Troops left.",
    ]


def test_far_files_are_read_by_pattern_and_by_name(bucket):
    assert texts(read_reports([f"{bucket}/*/c.txt"])) == ["Troops left."]
    assert texts(read_reports([f"{bucket}/2020/readme.txt"])) == ["About this folder."]


def test_far_parquet_is_read(bucket, tmp_path):
    path = tmp_path / "a.parquet"
    duckdb.sql(f"copy (select 'Alpha met Beta.' as text) to '{path}' (format parquet)")
    fsspec.filesystem("memory").pipe("/news/2022/d.parquet", path.read_bytes())
    assert texts(read_reports([f"{bucket}/2022/d.parquet"])) == ["Alpha met Beta."]


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("memory://news/none.txt", "no such file"),
        ("memory://news/*.none", "no file there has such a name"),
        ("nowhere://news/a.txt", "the storage says"),
    ],
)
@pytest.mark.usefixtures("bucket")
def test_a_storage_that_says_no_is_told(address, says):
    (refusal,) = read_reports([address])
    assert isinstance(refusal, Refusal)
    assert refusal.source == address
    assert says in refusal.reason


def test_papers_about_a_folder_are_no_reports_unless_they_are_named(tmp_path):
    (tmp_path / "README.md").write_text("What lies here.", encoding="utf-8")
    (tmp_path / "a.txt").write_text("Troops left.", encoding="utf-8")
    assert texts(read_reports([tmp_path])) == ["Troops left."]
    assert texts(read_reports([tmp_path / "README.md"])) == ["What lies here."]


def test_the_meter_comes_to_its_total_and_moves_within_a_file(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(rows(*(f"Police arrested {n} men. {'x' * 5000}" for n in range(100))))
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(rows("Alpha met Beta.")))
    duckdb.sql(f"copy (select 'Troops left.' as text from range(600)) to '{tmp_path / 'c.parquet'}' (format parquet)")
    meter = Meter()
    meter.expect([str(tmp_path)])
    assert meter.total == sum(p.stat().st_size for p in tmp_path.iterdir())
    seen = []
    for _ in read_reports([tmp_path], meter=meter):
        seen.append(meter.done)
    assert seen == sorted(seen)
    assert len(set(seen)) > 10
    assert meter.done == meter.total


def test_standard_input_has_no_total():
    meter = Meter()
    meter.expect(["-"])
    assert meter.total is None


class LongLine(io.RawIOBase):
    """200 MB without a line break, made as they are read, then a report."""

    def __init__(self) -> None:
        self.left = 200_000_000
        self.tail = io.BytesIO(b"\n" + rows("Troops left."))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        n = min(len(buffer), self.left)
        self.left -= n
        if not n:
            data = self.tail.read(len(buffer))
            buffer[: len(data)] = data
            return len(data)
        buffer[:n] = b"{" * n
        return n


def test_a_line_of_200_megabytes_is_refused_and_never_held():
    tracemalloc.start()
    refusal, report = json_reports(io.BufferedReader(LongLine(), 1 << 20), "huge.jsonl", Columns())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "longer than" in refusal.reason
    assert report.text == "Troops left."
    assert peak < 60_000_000


def test_a_long_line_of_standard_input_is_one_refusal(monkeypatch):
    data = b'{"text": "' + b"x" * 20_000_000 + b'"}\n' + rows("Troops left.")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    refusal, report = read_reports(["-"])
    assert "longer than" in refusal.reason
    assert report.text == "Troops left."


def test_files_of_a_folder_come_by_name_with_their_sizes(tmp_path):
    for name in ("b.txt", "a.txt", ".hidden.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    assert list(source_files(str(tmp_path))) == [File(str(tmp_path / n), 5) for n in ("a.txt", "b.txt")]
