"""Pages full of hostile names opened in a browser with a trap: no script of theirs runs, nothing is asked for."""

import datetime as dt
import importlib.util
import sys
from pathlib import Path

import pytest

from helpers.company.folder import Company
from helpers.company.profile import Profile
from helpers.language import Words
from helpers.report import evidence
from helpers.report.compare import page as compare
from helpers.report.compare import snapshot, tell
from helpers.report.page import render
from helpers.station import run

pytestmark = pytest.mark.browser
HERE = Path(__file__).parents[1] / "report"


def module(name):
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture
def pages(tmp_path, monkeypatch):
    from helpers import show, station

    names, small = module("hostile_names").CODES, module("small_station")
    monkeypatch.setitem(sys.modules, "helpers.small", small)
    monkeypatch.setattr(station, "CHAIN", ("small",))
    frames = small.frame(len(names))
    for table in frames.values():
        table["customer"] = table["customer"].map({f"C{n:03d}": code for n, code in enumerate(names)}).astype("str")
    profile = Profile("firm", Words(names[0], names[1]), "general", "CNY", dt.date(2025, 12, 31), True)
    firm = Company(profile, frames)
    result = run(small.STATION, firm, None, store=False)
    cells = [
        {"cell_type": "markdown", "id": "a", "source": f"# x {names[3]}\n{names[0]}"},
        {
            "cell_type": "code",
            "id": "b",
            "source": f"print({names[0]!r})",
            "outputs": [
                {"output_type": "stream", "name": "stdout", "text": names[1]},
                {"output_type": "execute_result", "data": {"text/html": names[0], "text/plain": names[1]}},
                {"output_type": "display_data", "data": {"text/html": show.table(result, "top", lang="en").html}},
            ],
        },
    ]
    said = snapshot.of_results([result])
    texts = {
        "report": render(firm, [result], (), "zh"),
        "evidence": evidence.page({"cells": cells}, names[0], names[1], "../report.zh.html", "en"),
        "compare": compare.render(tell.compared(said, said), "en"),
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.html").write_text(text, "utf-8")
    return [tmp_path / f"{name}.html" for name in texts]


def test_nothing_of_it_runs(pages, watched):
    for path in pages:
        seen = watched()
        seen.page.goto(path.as_uri(), wait_until="load")
        seen.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert seen.page.evaluate("window.pwned") is None, path.name
        assert seen.left == [] and seen.errors == [], path.name
        assert seen.page.evaluate("[...document.links].filter(a => /^javascript/i.test(a.href)).length") == 0
        assert seen.page.evaluate("document.querySelectorAll('img:not([src^=\"data:\"])').length") == 0
        assert "<script>window.pwned=1</script>" in seen.page.evaluate("document.body.innerText")
