"""Hostile names on the way in: a client's CSV through ``course import``, then PDF, kit and comparison of that folder.

One small company, one language; what the earlier file tests on page, slides and workbook is not tested again here.
"""

import csv
import datetime as dt
import http.server
import importlib.util
import os
import re
import sys
import threading
from pathlib import Path

import pytest
from hostile_names import CODES, WORSE
from icalendar import Calendar
from pypdf import PdfReader

from helpers.company.folder import open as open_folder
from helpers.language import msg, using
from helpers.quantity import Quantity
from helpers.report.compare import page as compare_page
from helpers.report.compare import snapshot, tell
from helpers.report.field import calendar
from helpers.report.field.tasks import Task
from helpers.report.formats import pdf_
from helpers.report.formats.content import Content
from helpers.report.names import RESERVED, safe_name, stems
from helpers.station import run

HERE = Path(__file__).parent
#: What a file in UTF-8 can hold.
NAMES = [name for name in WORSE if "\ud800" not in name]
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def small():
    spec = importlib.util.spec_from_file_location("helpers.small", HERE / "small_station.py")
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        spec.loader.exec_module(module)
        patch.setitem(sys.modules, "helpers.small", module)
        patch.setattr("helpers.station.CHAIN", ("small",))
        yield module


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """(folder, all that the program said) of an export whose customers and products are hostile, under a hostile name."""
    import contextlib
    import io

    from helpers.cli import main

    home = tmp_path_factory.mktemp("in")
    ledger = home / "x'); import os; {0} %s =1+1.csv"
    with ledger.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["单据编号", "日期", "客户编码", "客户名称", "产品编码", "产品名称", "数量", "金额"])
        for n, name in enumerate(NAMES):
            for month in (1, 3, 5):
                day = dt.date(2025, month, n % 27 + 1).isoformat()
                rows.writerow([f"D{n}-{month}", day, f"K{n:02}", name, f"P{n % 5}", NAMES[n % 5], 1 + n % 3, 100 + n])
    said = io.StringIO()
    there = home / "folder"
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said), pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_RESULTS", str(home / "results"))
        given = [str(ledger), "--company", "acme", "--currency", "CNY", "--name", CODES[0], "--out", str(there)]
        try:
            status = main(["import", *given, "--basis", "invoiced", "--tax", "excluded", "--yes", "--lang", "en"])
        except SystemExit as end:
            status = end.code
    assert status in (0, None), said.getvalue()[-2000:]
    return there, said.getvalue()


@pytest.fixture(scope="module")
def content(imported, small):
    firm = open_folder(imported[0])
    result = run(small.STATION, firm, None, store=False)
    return Content(firm, (result,), (), "zh")


def test_the_import_takes_them_as_text_and_says_nothing_that_moves_a_terminal(imported):
    there, said = imported
    assert not CONTROL.search(said) and not os.path.exists("pwned")
    firm = open_folder(there)  # the folder's own check passes
    names = set(firm.table("customers")["name"])
    plain = {code.replace("\u200d", "") for code in CODES}  # what cannot be seen is taken out, and told as a repair
    assert plain <= names and firm.profile.name.pick("en") == CODES[0]
    assert len(names) == len({name.strip() for name in NAMES}) and not any(CONTROL.search(name) for name in names)
    for path in there.glob("*.csv"):  # opened in a spreadsheet, no cell of it is a formula by accident of the import
        text = path.read_text("utf-8")
        assert "\x1b" not in text and "\x00" not in text


def test_the_pdf_shows_them_as_text_with_no_link_and_no_script(content, tmp_path):
    try:
        pdf_.weasyprint()
    except OSError:
        if os.environ.get("CI"):
            raise
        pytest.skip("no Pango on this machine")
    pdf_.write(content, tmp_path / "a.pdf")
    book = PdfReader(tmp_path / "a.pdf")
    text = re.sub(r"\s+", "", "".join(sheet.extract_text() for sheet in book.pages))
    assert re.sub(r"\s+", "", CODES[0]) in text  # the company's own name, on the title page
    raw = (tmp_path / "a.pdf").read_bytes()
    assert b"/JavaScript" not in raw and b"/JS" not in raw and b"/Launch" not in raw and b"/EmbeddedFile" not in raw
    for sheet in book.pages:
        for note in sheet.get("/Annots") or []:
            action = note.get_object().get("/A", {})
            assert "/URI" not in action, action  # links lead within the document only


def test_the_printer_fetches_nothing(content, tmp_path, monkeypatch):
    """Whatever reached the page: neither the network nor a file of the machine is asked for."""
    try:
        pdf_.weasyprint()
    except OSError:
        if os.environ.get("CI"):
            raise
        pytest.skip("no Pango on this machine")
    asked = []

    class Asked(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Asked) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        web, secret = f"http://127.0.0.1:{server.server_port}", tmp_path / "secret.css"
        secret.write_text('body::after { content: "stolen" }', "utf-8")
        page = (
            f'<html><head><link rel="stylesheet" href="{web}/a.css"><link rel="stylesheet" href="{secret.as_uri()}">'
            f'<style>@import url("{web}/b.css"); body {{ background: url("{web}/c.png") }}'
            f'@font-face {{ font-family: x; src: url("{web}/d.woff") }} body {{ font-family: x }}</style></head>'
            f'<body>words <img src="{web}/e.png"><img src="{secret.as_uri()}"><object data="{web}/f"></object></body></html>'
        )
        monkeypatch.setattr(pdf_, "render", lambda *_, **__: page)
        pdf_.write(content, tmp_path / "a.pdf")
        server.shutdown()
    text = "".join(sheet.extract_text() for sheet in PdfReader(tmp_path / "a.pdf").pages)
    assert asked == [] and "words" in text and "stolen" not in text


def test_a_line_in_a_name_adds_no_line_to_a_calendar(content):
    attack = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:pwned\r\nATTACH:http://x/y\r\nATTENDEE:mailto:a@b.c"
    facts, day = content.results[0].facts, dt.date(2026, 1, 14)
    told = msg("Visit {customer}.", customer=Quantity(attack, "text"))
    money = Quantity(100, "money", currency="CNY")
    tasks = [Task(f"t{n}", "call", "c", name, attack, told, day, money, "x") for n, name in enumerate([attack, *NAMES])]
    raw = calendar.ics(attack, tasks, facts, "zh")
    events = Calendar.from_ical(raw).walk("VEVENT")
    assert len(events) == len(tasks) and not any("ATTACH" in event or "ATTENDEE" in event for event in events)
    unfolded = re.sub(rb"\r?\n[ \t]", b"", raw)
    assert not re.search(rb"^(SUMMARY:pwned|ATTACH|ATTENDEE)", unfolded, re.M)
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))  # octets, as RFC 5545 asks


def test_file_names_are_legal_on_every_system():
    assert all(RESERVED.match(name) for name in ("CON", "con.txt", "Lpt9.x", "aux .a")) and not RESERVED.match("Conrad")
    reserved = ["CON", "con.txt", "NUL", "COM1", "LPT9.x", "a.", "a ", "..", "", "x" * 300, "a/b\\c", "*?<>|\"':"]
    wild = [*NAMES, *reserved, "王" * 300]
    for made in (stems(wild), [safe_name(name) for name in wild]):
        for name in made:
            assert name and not re.search(r'[\\/:*?"<>|\x00-\x1f]', name) and name[-1] not in ". ", name
            assert not RESERVED.match(name), name
            assert len(name.encode("utf-8")) <= 255 and len(name) <= 80
    assert len({name.casefold() for name in stems(wild)}) == len(wild)


def test_the_comparison_holds_them_too(content):
    said = snapshot.of_results(content.results)
    with using("en"):
        text = compare_page.render(tell.compared(said, said), "en")
    assert (
        "<script>window.pwned" not in text and not CONTROL.search(text) and "javascript:" not in text.split("<main")[0]
    )
