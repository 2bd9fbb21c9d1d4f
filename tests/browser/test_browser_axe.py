"""No page has a serious fault for keyboard or screen reader: report, its notebooks, comparison and portfolio, zh and en."""

import datetime as dt
import importlib.util
import sys
from pathlib import Path

import pytest

from helpers.company.folder import Company
from helpers.company.profile import Profile
from helpers.language import Words
from helpers.report import evidence
from helpers.report.chapters import chapter
from helpers.report.compare import page as compare
from helpers.report.compare import snapshot, tell
from helpers.report.page import render
from helpers.report.portfolio.write import write as portfolio

pytestmark = [pytest.mark.slow, pytest.mark.browser]
HERE = Path(__file__).parents[1] / "report"


def module(name, known=None):
    spec = importlib.util.spec_from_file_location(known or name, HERE / f"{name}.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """(language, kind) → address: small companies, but every kind of page with tables, pictures and folded parts."""
    from helpers import show, station
    from helpers.station import run

    out, found = tmp_path_factory.mktemp("pages"), {}
    with pytest.MonkeyPatch.context() as patch:
        small = module("small_station", "helpers.small")
        patch.setitem(sys.modules, "helpers.small", small)
        patch.setattr(station, "CHAIN", ("small",))
        profile = Profile("firm", Words("某公司", "A firm"), "general", "CNY", dt.date(2025, 12, 31), True)
        result, before = (run(small.STATION, Company(profile, small.frame(n)), None, store=False) for n in (40, 25))
        firm = Company(profile, small.frame(40))
        for lang in ("zh", "en"):
            outputs = [
                {"output_type": "display_data", "metadata": {}, "data": {"text/html": html.html}}
                for html in (show.table(result, "top", lang=lang), show.rules(result, lang))
            ]
            cells = [
                {
                    "cell_type": "markdown",
                    "id": "a",
                    "metadata": {"tags": ["report"]},
                    "source": "# Who buys?\n\nText.",
                },
                {"cell_type": "code", "id": "b", "metadata": {"tags": ["report"]}, "source": "x", "outputs": outputs},
            ]
            part = chapter({"cells": cells}, "small", "Small", "en/07.ipynb", lang)
            said, then = snapshot.of_results([result]), snapshot.of_results([before])
            texts = {
                "report": render(firm, [result], [part], lang),
                "evidence": evidence.page({"cells": cells}, "Small", "A firm", "../report.html", lang),
                "compare": compare.render(tell.compared(then, said), lang),
            }
            for kind, text in texts.items():
                (out / f"{kind}.{lang}.html").write_text(text, "utf-8")
                found[lang, kind] = (out / f"{kind}.{lang}.html").as_uri()
        many = portfolio(module("test_report_portfolio").filled(out, 23), ("zh", "en"))
        found |= {(lang, "portfolio"): path.as_uri() for lang, path in zip(("zh", "en"), many, strict=True)}
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", ["report", "evidence", "compare", "portfolio"])
def test_axe_finds_nothing_serious_on_any_page(watched, pages, kind, lang):
    from axe_playwright_python.sync_playwright import Axe

    seen = watched(bypass_csp=True)  # axe itself is a script of ours to run
    seen.page.goto(pages[lang, kind])
    seen.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = Axe().run(seen.page).response["violations"]
    serious = [
        (one["id"], len(one["nodes"]), one["nodes"][0]["html"][:200])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    assert serious == [] and seen.left == []


def test_a_link_into_a_folded_part_opens_it(watched, pages):
    page = watched().page
    page.goto(pages["en", "report"])
    link = page.locator('ol.things a[href^="#finding-"]').first
    name = link.get_attribute("href")[1:]
    assert not page.evaluate("name => document.getElementById(name).open", name)
    link.click()
    assert page.evaluate("name => document.getElementById(name).open", name)
    assert page.evaluate("document.querySelectorAll('details.part').length") >= 1
    page.goto(pages["en", "report"] + "#small-table-top")
    assert page.evaluate("document.querySelector('details.part').open")
