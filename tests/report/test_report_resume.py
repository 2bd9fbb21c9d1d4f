"""A batch that goes on runs only the notebooks that are missing or changed; forms are made again from the others."""

import json
import threading
from pathlib import Path

import pytest
from small_course import PARAMETERS, cell, notebook

from helpers.report.batch import make
from helpers.report.batch.manifest import FILE, Manifest
from helpers.report.batch.plan import plan
from helpers.report.batch.run import Settings, run
from helpers.report.engine.warm import Here

SECOND = "08_more.ipynb"


class InHere:
    """Companies are done in this very process."""

    def do(self, order, limits, stop):
        assert isinstance(stop, threading.Event)
        return {"state": "done", "seconds": 1.0, **make.company(json.loads(json.dumps(order)), lambda **_: None)}

    def weight(self):
        return 0.0, 0.0

    def close(self):
        pass


@pytest.fixture
def ran(course, monkeypatch):
    """Which notebooks were run since the last look."""
    for lang in ("zh", "en"):
        write(course, lang, "first")
    found = []

    class Noted(Here):
        def __init__(self):
            self.taken = {}

        def run(self, jobs, done=lambda job: None):
            for job in jobs:
                found.append(job.label)
                self.taken[job.label] = {"seconds": 0.5, "cells": {"look": 0.25}}
                super().run([job], done)

    monkeypatch.setattr("helpers.report.engine.workers", lambda *_: Noted())
    monkeypatch.setattr("helpers.report.batch.run._host", lambda *_: InHere())

    def since():
        told, found[:] = sorted(found), []
        return told

    return since


def write(course, lang, text):
    words = cell("title", f"# More {text}\n\nSaid {text}.\n", "report", kind="markdown")
    (course / "notebooks" / lang / SECOND).write_text(
        json.dumps(notebook(cell("parameters", PARAMETERS, "parameters"), words)), "utf-8"
    )


def go(course, **more):
    source = plan(str(course / "data" / "companies" / "firm"))
    counts = run(
        source, Settings(**({"langs": ("zh", "en"), "jobs": 1, "engine": "stock", "out": course / "out"} | more))
    )
    assert counts["done"] == 1
    with Manifest(course / "out" / FILE, read=True) as manifest:
        assert {one.label for one in manifest.executed("firm")} == set(BOTH)
        for one in manifest.executed("firm"):
            assert make.hashed(course / "out" / one.path) == one.hash and one.seconds == 0.5


BOTH = ("en/07_small.ipynb", "en/08_more.ipynb", "zh/07_small.ipynb", "zh/08_more.ipynb")
PLACE = Path("out/firm/2025-12-31")


def test_only_the_notebooks_that_are_missing_or_changed_are_run(course, ran):
    go(course)
    assert ran() == sorted(BOTH)
    go(course)
    assert ran() == []
    pages = {path: path.read_bytes() for path in (course / PLACE).rglob("*") if path.is_file()}
    # a form is lost: rendered again from the notebooks that are there, the same
    (course / PLACE / "report.zh.html").unlink()
    go(course)
    assert ran() == []
    # an executed notebook is gone, another was written over with as many bytes: these two are run
    (course / PLACE / "zh/08_more.ipynb").unlink()
    (course / PLACE / "report.zh.html").unlink()
    other = course / PLACE / "zh/07_small.ipynb"
    other.write_bytes(b" " * other.stat().st_size)
    go(course)
    assert ran() == ["zh/07_small.ipynb", "zh/08_more.ipynb"]
    (course / PLACE / "en/07_small.ipynb").unlink()
    go(course)
    assert ran() == ["en/07_small.ipynb"]
    assert {path: path.read_bytes() for path in (course / PLACE).rglob("*") if path.is_file()} == pages
    # one notebook of one language changes
    write(course, "zh", "second")
    go(course)
    assert ran() == ["zh/08_more.ipynb"]
    assert "Said second" in (course / PLACE / "report.zh.html").read_text("utf-8")
    assert "Said first" in (course / PLACE / "report.en.html").read_text("utf-8")
    # a further form, then only one language: nothing is run, and what is known of the other stays
    go(course, formats=("html", "xlsx"))
    (course / PLACE / "report.zh.xlsx").unlink()
    go(course, langs=("zh",), formats=("html", "xlsx"))
    assert ran() == []
    # data change, or all is asked for again
    lines = course / "data/companies/firm/orders.csv"
    lines.write_text(lines.read_text("utf-8").replace(",2025-01-10,", ",2025-01-11,", 1), "utf-8")
    go(course)
    assert ran() == sorted(BOTH)
    go(course, again=True)
    assert ran() == sorted(BOTH)


def test_a_manifest_of_the_version_before_is_used(course, ran):
    import sqlite3

    go(course)
    ran()
    db = sqlite3.connect(course / "out" / FILE)
    for column in ("request", "path", "bytes", "hash"):
        db.execute(f"alter table notebook drop column {column}")
    db.execute("pragma user_version=1")
    db.commit()
    db.close()
    with Manifest(course / "out" / FILE, read=True) as manifest:
        assert manifest.counts()["done"] == 1
    go_with = plan(str(course / "data" / "companies" / "firm"))
    run(go_with, Settings(langs=("zh", "en"), jobs=1, engine="stock", out=course / "out"))
    assert ran() == []  # all forms stand
    (course / PLACE / "report.zh.html").unlink()
    go(course, langs=("zh", "en"), again=True)
    assert ran() == sorted(BOTH)
