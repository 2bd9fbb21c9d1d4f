"""Companies on a Dask cluster: scheduler and workers are processes of their own, over TCP; folders behind an address."""

import json
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from test_report_batch import calls, expected, firm, held, home, settings  # noqa: F401 (home is a fixture)

from helpers.errors import ParameterError
from helpers.report.batch.manifest import FILE, Manifest
from helpers.report.batch.places import is_remote, joined
from helpers.report.batch.plan import plan
from helpers.report.batch.run import run

pytestmark = pytest.mark.slow

pytest.importorskip("distributed")


@pytest.fixture
def cluster(home):  # noqa: F811
    """A scheduler and two workers of one thread; gives (address, workers)."""
    told = home / "scheduler.json"
    env = {**os.environ, "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}
    base = [sys.executable, "-m", "dask"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": (home / "dask.log").open("ab"), "env": env, "cwd": home}
    scheduler = subprocess.Popen(
        [*base, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", told], **quiet
    )
    workers = []
    try:
        until = time.monotonic() + 90
        while not (told.exists() and told.read_text().strip().endswith("}")):
            assert time.monotonic() < until and scheduler.poll() is None
            time.sleep(0.1)
        address = json.loads(told.read_text())["address"]
        for _ in range(2):
            workers.append(
                subprocess.Popen(
                    [
                        *base,
                        "worker",
                        address,
                        "--no-nanny",
                        "--nthreads",
                        "1",
                        "--no-dashboard",
                        "--local-directory",
                        home,
                    ],
                    **quiet,
                )
            )
        yield address, workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def ready(address, count):
    from distributed import Client

    with Client(address, timeout=60) as client:
        client.wait_for_workers(count, timeout=120)


def test_a_worker_killed_in_the_middle_loses_no_company(home, cluster):  # noqa: F811
    address, workers = cluster
    assert address.startswith("tcp://127.0.0.1")
    names = [f"firm-{n}" for n in range(8)]
    for name in names:
        firm(home, name, "time.sleep(0.6)")
    firm(home, "fails", "raise KeyError('oops')")
    ready(address, 2)
    said, done = [], threading.Event()

    def say(line):
        said.append(line)
        if len([one for one in said if one.startswith("[")]) == 2 and not done.is_set():
            done.set()
            workers[0].send_signal(signal.SIGKILL)

    counts = run(plan(str(home / "clients")), settings(home, scheduler=address, jobs=0), say)
    assert done.is_set() and workers[0].wait() == -signal.SIGKILL
    assert (counts["done"], counts["bug"]) == (8, 1), said
    assert {name: content for name, content in held(home).items() if ".draft" not in name} == expected(names)
    with Manifest(home / "out" / FILE, read=True) as manifest:
        rows = {row["name"]: row for row in manifest.companies()}
    assert "oops" in rows["fails"]["cause_en"] and all(rows[name]["seconds"] > 0.5 for name in names)
    calls(home)
    again = run(plan(str(home / "clients")), settings(home, scheduler=address, jobs=0))
    assert again["done"] == 8 and calls(home) == {"fails": 4}  # only what failed


def test_no_scheduler_is_said(home, monkeypatch):  # noqa: F811
    monkeypatch.setattr("helpers.report.batch.cluster.PATIENCE", 1)
    firm(home, "a")
    with pytest.raises(ParameterError) as caught:
        run(plan(str(home / "clients")), settings(home, scheduler="tcp://127.0.0.1:9"))
    assert "tcp://127.0.0.1:9" in caught.value.render("en")


@pytest.fixture
def bucket(monkeypatch):
    """An S3 server of the test's own; gives the address of an empty bucket."""
    pytest.importorskip("s3fs")
    server_of = pytest.importorskip("moto.server")
    server = server_of.ThreadedMotoServer(port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    endpoint = f"http://127.0.0.1:{port}"
    settings_ = {
        "AWS_ACCESS_KEY_ID": "a",
        "AWS_SECRET_ACCESS_KEY": "b",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": endpoint,
    }
    for name, value in settings_.items():
        monkeypatch.setenv(name, value)
    import boto3
    import s3fs

    boto3.client("s3").create_bucket(Bucket="firms")
    s3fs.S3FileSystem.clear_instance_cache()
    yield "s3://firms"
    s3fs.S3FileSystem.clear_instance_cache()
    server.stop()


def test_folders_and_reports_behind_an_address(home, bucket):  # noqa: F811
    import fsspec

    files, _ = fsspec.core.url_to_fs(bucket)
    for name in ("a", "b", "红 星"):
        files.pipe_file(f"firms/clients/{name}/company.yml", b"schema: 1\n")
    source = joined(bucket, "clients")
    assert is_remote(source) and [task.name for task in plan(source).tasks] == ["a", "b", "红 星"]
    counts = run(plan(source), settings(home, send=joined(bucket, "out")))
    assert counts["done"] == 3

    def there():
        found = files.find("firms/out")
        return {
            path.removeprefix("firms/out/"): files.cat_file(path).decode() for path in found if "portfolio" not in path
        }

    assert there() == expected(["a", "b", "红 星"])
    assert files.exists("firms/out/portfolio.zh.html")
    # only what is missing or changed, here too
    files.rm_file("firms/out/a/2025-12-31/report.zh.one")
    files.pipe_file("firms/clients/b/orders.csv", b"new")
    with Manifest(home / "out" / FILE, read=True) as manifest:
        before = {row["name"]: row["tries"] for row in manifest.companies()}
    fsspec.filesystem("s3").invalidate_cache()
    assert run(plan(source), settings(home, send=joined(bucket, "out")))["done"] == 3
    with Manifest(home / "out" / FILE, read=True) as manifest:
        after = {row["name"]: row["tries"] for row in manifest.companies()}
    assert {name: after[name] - before[name] for name in after} == {"a": 1, "b": 1, "红 星": 0}
    assert there() == expected(["a", "b", "红 星"])
    # a list behind an address, with its own parameters
    files.pipe_file("firms/list.csv", b"company,as_of\nclients/a,2025-06-30\n")
    (task,) = plan(joined(bucket, "list.csv")).tasks
    assert task.source == "s3://firms/clients/a" and task.as_of == "2025-06-30"
