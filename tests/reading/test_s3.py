"""Reading from S3, of a server on this machine that speaks its protocol."""

import gzip
import json

import pytest

from dragoman.reading import Refusal, read_reports

pytest.importorskip("s3fs", reason="the extra `s3` is not installed")
server = pytest.importorskip("moto.server", reason="moto is not installed")


@pytest.fixture
def bucket(monkeypatch):
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    import s3fs  # noqa: PLC0415

    s3fs.S3FileSystem.clear_instance_cache()
    storage = s3fs.S3FileSystem()
    storage.mkdir("news")
    rows = "".join(json.dumps({"text": f"Police arrested {n} men."}) + "\n" for n in range(1000))
    storage.pipe("news/2020/a.jsonl.gz", gzip.compress(rows.encode()))
    storage.pipe("news/2020/b.txt", b"Troops left.")
    storage.pipe("news/2021/c.txt", b"Troops came back.")
    yield "s3://news"
    storage.rm("news", recursive=True)
    running.stop()
    s3fs.S3FileSystem.clear_instance_cache()


def test_a_bucket_is_read_by_folder_and_pattern(bucket):
    texts = [r.text for r in read_reports([f"{bucket}/2020", f"{bucket}/*/c.txt"])]
    assert texts[0] == "Police arrested 0 men."
    assert texts[999:] == ["Police arrested 999 men.", "Troops left.", "Troops came back."]


def test_what_is_not_there_is_told(bucket):
    refused = list(read_reports([f"{bucket}/2020/none.txt", "s3://other/a.txt"]))
    assert all(isinstance(r, Refusal) for r in refused)
    assert [r.source for r in refused] == [f"{bucket}/2020/none.txt", "s3://other/a.txt"]
    assert "no such file" in refused[0].reason
