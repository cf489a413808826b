"""The same bytes by way of Dask, of S3, and without any network at all.

Dask and the S3 server run on this computer only.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import s3fs
from distributed import LocalCluster
from moto.server import ThreadedMotoServer

from solieu.batch.places import CACHE_VARIABLE
from solieu.cli import main
from solieu.errors import UsageError
from solieu.pipeline import Event, Settings, run
from tests.batch_archives import HERE, archive, bytes_of, run_here

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def fresh_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))


# --- Dask --------------------------------------------------------------------------------


def test_dask_gives_the_same_bytes_though_a_worker_is_lost(tmp_path: Path) -> None:
    reports = archive(tmp_path / "in", 4)
    whole = bytes_of(run_here(reports, tmp_path / "whole").out)
    cluster = LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    )
    with cluster:
        lost = [next(iter(cluster.workers.values())).pid]

        def lose(_: Event) -> None:
            while lost:
                os.kill(lost.pop(), signal.SIGKILL)

        settings = Settings(scheduler=cluster.scheduler_address, cache=False)
        result = run([reports], tmp_path / "out", settings=settings, progress=lose)

    assert not lost and result.failed == 0
    assert bytes_of(result.out) == whole


def test_a_file_that_a_worker_cannot_see_is_sent_to_it(tmp_path: Path) -> None:
    from solieu.batch.cluster import perform_there
    from solieu.batch.document import Gone, Job, Product
    from solieu.batch.settings import Limits
    from solieu.model import DocumentInfo

    (file,) = archive(tmp_path / "in", 1).iterdir()
    import hashlib

    data = file.read_bytes()
    unseen = Job(tmp_path / "there.txt", "a.txt", hashlib.sha256(data).hexdigest(), DocumentInfo())
    sent = Job(unseen.path, "a.txt", unseen.sha256, unseen.override, content=data)

    assert perform_there((unseen,), Limits()) == [Gone("a.txt")]
    (product,) = perform_there((sent,), Limits())
    assert isinstance(product, Product)
    assert (product.told.status, product.told.source) == ("ok", "a.txt")


def test_a_scheduler_that_is_not_there_is_named(tmp_path: Path) -> None:
    reports = archive(tmp_path / "in", 1)

    with pytest.raises(UsageError, match="no-such-protocol"):
        run([reports], tmp_path / "out", settings=Settings(scheduler="no-such-protocol://x"))

    assert not (tmp_path / "out").exists()


# --- S3 ----------------------------------------------------------------------------------


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """An S3 server on this computer with a bucket "kho"; its file system."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()
    system = s3fs.S3FileSystem()
    if system.exists("kho"):  # buckets outlive their server
        system.rm("kho", recursive=True)
    system.mkdir("kho")
    yield system
    server.stop()
    s3fs.S3FileSystem.clear_instance_cache()


def test_sources_and_results_by_url_with_vietnamese_names(tmp_path: Path, bucket: object) -> None:
    system: object = bucket
    reports = archive(tmp_path / "báo cáo", 2)
    for path in reports.iterdir():
        system.put_file(str(path), f"kho/lưu trữ/báo cáo/{path.name}")  # type: ignore[attr-defined]
    places = ["s3://kho/lưu trữ/báo cáo"], "s3://kho/kết quả"

    assert run(*places, settings=HERE).place == "s3://kho/kết quả"

    def there() -> dict[str, bytes]:
        names = system.ls("kho/kết quả", refresh=True)  # type: ignore[attr-defined]
        return {name.rpartition("/")[2]: system.cat(name) for name in names}  # type: ignore[attr-defined]

    assert there() == bytes_of(run_here(reports, tmp_path / "out").out)

    # What people decide there is kept, a new report is fetched, one that is gone is gone.
    text = there()["checks.csv"].decode()
    system.pipe("kho/kết quả/checks.csv", text.replace(",,,\n", "đúng,Lan,,\n", 1).encode())  # type: ignore[attr-defined]
    system.rm("kho/lưu trữ/báo cáo/tháng 01.txt")  # type: ignore[attr-defined]
    (third,) = (path for path in archive(tmp_path / "3", 3).iterdir() if "03" in path.name)
    system.put_file(str(third), "kho/lưu trữ/báo cáo/tháng 03.txt")  # type: ignore[attr-defined]

    assert run(*places, settings=HERE).failed == 0
    files = there()
    assert "Lan" in (files["checks.csv"] + files.get("checks-gone.csv", b"")).decode()
    assert [line.split(",")[1] for line in files["documents.csv"].decode().splitlines()[1:]] == [
        "tháng 02.txt", "tháng 03.txt",
    ]  # fmt: skip


def test_a_url_that_is_not_there_is_named(
    bucket: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "s3://kho/không có", "-o", str(tmp_path / "out"), "--lang", "en"]) == 2
    assert "Cannot access s3://kho/không có" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_an_object_whose_name_leads_out_stays_in(tmp_path: Path) -> None:
    from solieu.batch.remote import _inside

    assert _inside(tmp_path, "a/b.txt") == tmp_path / "a" / "b.txt"
    for name in ("../b.txt", "a/../../b.txt", "/etc/passwd", "", "a\0b"):
        assert _inside(tmp_path, name) is None


# --- no network --------------------------------------------------------------------------

WITHOUT_SOCKETS = """
import sys
def refuse(event, arguments):
    if event.startswith("socket.") or event in ("urllib.Request",):
        raise SystemExit(f"network: {event} {arguments}")
sys.addaudithook(refuse)
from solieu.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_run_needs_no_network(tmp_path: Path) -> None:
    reports = ROOT / "samples" / "formats"
    out = tmp_path / "out"
    # Workers refuse the network too: tests/test_batch_limits.py.
    command = (
        sys.executable,
        "-c",
        WITHOUT_SOCKETS,
        "run",
        str(reports),
        "-o",
        str(out),
        "-q",
        "--jobs",
        "1",
    )

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert (out / "observations.csv").stat().st_size > 10_000


def test_the_same_check_does_see_a_socket() -> None:
    code = WITHOUT_SOCKETS.replace("from solieu.cli import main", "import socket; socket.socket()")

    done = subprocess.run((sys.executable, "-c", code), capture_output=True, text=True, check=False)

    assert "network: socket." in done.stderr
