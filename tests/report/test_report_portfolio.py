"""The page over all companies: figures as the results hold them, comparisons of five or more, a thousand rows at once."""

import json
import random
import time

import pytest

from helpers.report.batch.manifest import FILE, Manifest, Output
from helpers.report.portfolio import compare
from helpers.report.portfolio.figures import KEYS
from helpers.report.portfolio.write import write

INDUSTRIES = ["industrial_automation", "general", "modified_plastics", "pharmaceuticals"]


def filled(out, count, industries=INDUSTRIES):
    """A manifest of so many companies, the last three failed."""
    chance = random.Random(7)
    with Manifest(out / FILE) as manifest:
        names = [f"firm-{n:04d}" for n in range(count)]
        manifest.begin([(name, f"/data/{name}", "{}") for name in names], {})
        for n, name in enumerate(names):
            values = {
                "revenue": chance.randint(10**8, 10**11), "growth": chance.uniform(-0.3, 0.4), "customers": n,
                "top": chance.random(), "largest": chance.random() / 5, "back": None, "overdue": chance.random() / 9,
            }  # fmt: skip
            told = {
                "id": name, "name": {"zh": f"第<b>{n}</b>公司", "en": f"Firm & {n}"}, "industry": industries[n % len(industries)],
                "currency": "CNY", "as_of": "2025-12-31", "fictional": True, "values": values, "stake": 1,
                "thing": {"zh": "做这件事" * 9, "en": "Do this thing. " * 9},
            }  # fmt: skip
            end = {"state": "done", "figures": json.dumps(told)}
            if n >= count - 3:
                end = {
                    "state": "person",
                    "cause_en": "orders.csv · row 3 <i>",
                    "cause_zh": "第 3 行",
                    "notebook": "zh/01.ipynb",
                    "cell": "x",
                }
            path = f"{name}/2025-12-31/report.zh.html"
            manifest.finish(name, end, [Output("zh", "html", "r", path, 1)] if end["state"] == "done" else [])
    return out


def test_ranks_and_quartiles():
    assert [compare.quantile([1, 2, 3, 4], part) for part in (0.25, 0.5, 0.75)] == [1.75, 2.5, 3.25]  # R: quantile(1:4)
    values = [1.0, 2.0, 2.0, 3.0, 10.0]
    assert [compare.rank(value, values) for value in values] == [0.1, 0.4, 0.4, 0.7, 0.9]
    groups = compare.compare(
        {f"c{n}": {"x": value} for n, value in enumerate([*values, None, 5.0, 6.0, 7.0, 8.0])},
        {f"c{n}": "a" if n < 6 else "b" for n in range(10)},
        ["x"],
    )
    assert [(group.industry, group.count) for group in groups] == [("a", 5), ("b", 4)]
    assert groups[0].quartiles == (2.0, 2.0, 3.0) and groups[1].quartiles is None and groups[1].ranks == {}


def test_the_page_shows_names_as_text_and_compares_no_few(tmp_path):
    pages = write(filled(tmp_path, 23), ("zh", "en"))
    assert [page.name for page in pages] == ["portfolio.zh.html", "portfolio.en.html"]
    zh, en = (page.read_text("utf-8") for page in pages)
    assert "第&lt;b&gt;4&lt;/b&gt;公司" in zh and "<b>" not in zh and "Firm &amp; 4" in en and "row 3 &lt;i&gt;" in en
    assert 'href="firm-0004/2025-12-31/report.zh.html"' in en
    assert "http://" not in en and "https://" not in en
    assert en.count('class="rank"') == 20 * 4  # twenty done, four compared figures each holds
    few = write(filled(tmp_path / "few", 7), ("en",))[0].read_text("utf-8")
    assert few.count('class="rank"') == 0 and "With fewer than 5 companies nothing is compared" in few
    assert write(tmp_path, ("en",))[0].read_bytes() == en.encode()


@pytest.mark.slow
def test_figures_are_those_of_the_results(monkeypatch, tmp_path):
    """Against the stored tables, recomputed by hand in pandas."""
    from helpers import station
    from helpers.company.folder import open as open_folder
    from helpers.report.portfolio.figures import figures

    firm = open_folder("muyu")
    results = [station.run(station.station(name), firm) for name in station.CHAIN]
    told = figures(firm, results)
    orders = firm.frames["orders"]
    year = orders[orders["date"] > "2024-12-31"]["amount"].sum()
    before = orders[(orders["date"] > "2023-12-31") & (orders["date"] <= "2024-12-31")]["amount"].sum()
    assert told["values"]["revenue"] == year and told["values"]["growth"] == pytest.approx(year / before - 1)
    by_customer = orders[orders["date"] > "2024-12-31"].groupby("customer")["amount"].sum()
    positive = by_customer[by_customer > 0]
    assert told["values"]["customers"] == len(positive)
    assert told["values"]["largest"] == pytest.approx(positive.max() / positive.sum())
    assert set(told["values"]) == {key.name for key in KEYS} and told["thing"]["zh"] and told["thing"]["en"]
    json.dumps(told)


@pytest.mark.slow
@pytest.mark.browser
def test_a_thousand_companies_open_at_once(tmp_path):
    """In a thread of its own: other tests leave an event loop in this one, beside which the browser does not run."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        pool.submit(opened_and_searched, tmp_path).result()


def opened_and_searched(tmp_path):
    """Measured on two cores: the page is there and answers a search in about a second each."""
    sync_api = pytest.importorskip("playwright.sync_api")
    from pathlib import Path

    if not Path("/usr/bin/chromium").exists():
        pytest.skip("needs Chromium")
    page_path = write(filled(tmp_path, 1000), ("zh",))[0]
    assert page_path.stat().st_size < 4_000_000
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        try:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            asked = []
            page.on("request", lambda request: asked.append(request.url))
            began = time.monotonic()
            page.goto(page_path.as_uri())
            assert page.locator(".companies tbody tr").count() == 997
            opened = time.monotonic() - began
            field = page.locator(".companies input[type=search]")
            began = time.monotonic()
            field.fill("firm-0042")
            page.wait_for_function("document.querySelectorAll('.companies tbody tr:not([hidden])').length === 1")
            searched = time.monotonic() - began
            field.fill("")
            page.locator(".companies thead button").nth(3).click()
            first = page.locator(".companies tbody tr").first.locator("data").nth(1).get_attribute("value")
            most = page.evaluate(
                "Math.max(...[...document.querySelectorAll('.companies tbody tr')].map(r => +r.cells[3].querySelector('data').value))"
            )
            assert float(first) == most
            print(f"opened {opened:.2f} s, searched {searched:.2f} s, {page_path.stat().st_size / 1e6:.1f} MB")
            assert opened < 15 and searched < 10
            assert len(asked) == 1  # the page itself and nothing else
            assert page.evaluate("document.documentElement.scrollWidth") <= 1280
        finally:
            browser.close()
