"""Every numeral of the rendered page traces to a quantity; money × 3 changes all money and nothing else.

The page is the real one: all stations and notebooks, of a demo company and of its twin with three times the money.
"""

import json
import math
import re

import pytest
from page_text import Text, read

import made
from helpers import paths

pytestmark = pytest.mark.slow

#: Where digits are not numbers of ours: text that comes from data, names of publications, the
#: company's name, hashes, and the footer with versions.
TEXT_FROM_DATA = (".t", ".from-data", ".hash")
CITATIONS = (".method",)
METADATA = ("footer", "style", "title")
DIGIT = re.compile(r"[0-9０-９]")
#: The level of an interval, in the head of a column: a constant of the method.
LEVEL = re.compile(r"[(（]95%[)）]")
FACTOR = 3


def tripled(told):
    """What ``intake.json`` tells, with its money three times as large."""
    if isinstance(told, list):
        return [tripled(part) for part in told]
    if not isinstance(told, dict):
        return told
    found = {}
    for key, value in told.items():
        if re.search("money|gross", key) and isinstance(value, (int, float)):
            found[key] = value * FACTOR
        elif key == "by_month":
            found[key] = {month: [rows, money * FACTOR] for month, (rows, money) in value.items()}
        else:
            found[key] = tripled(value)
    return found


def times_three(folder, there):
    """The same client folder with every amount of money three times as large, also those told in json and yml."""
    import dataclasses

    from helpers.company.folder import open as open_folder
    from helpers.company.save import save, table_text
    from helpers.company.schema import tables
    from helpers.intake.account.told import text_hash

    firm = open_folder(folder)
    frames = {}
    for name, frame in firm.frames.items():
        frame = frame.copy()
        for column in tables()[name].columns:
            if column.kind == "money" and column.name in frame:
                frame[column.name] = frame[column.name] * FACTOR
        frames[name] = frame
    finance = tuple(dataclasses.replace(line, revenue=line.revenue * FACTOR) for line in firm.profile.finance)
    profile = dataclasses.replace(firm.profile, finance=finance)
    intake = tripled(firm.intake)
    for name, told in (intake or {}).get("tables", {}).items():
        told["sha256"] = text_hash(table_text(frames[name], tables()[name], profile.currency))
    save(dataclasses.replace(firm, profile=profile, frames=frames, intake=intake), there)


#: Minor units by which a year of tripled money may miss three times that year, both made of rounded months.
YEAR = 6 + 6 * 3


@pytest.fixture(scope="module")
def pages(demo_report, tmp_path_factory):
    """(language, factor) → the page of a demo company, both languages as it is and in Chinese times three."""
    home = tmp_path_factory.mktemp("three")
    times_three(paths.companies() / "hengce", home / "hengce")
    three = made.report(home / "hengce", ("zh",), home / "out")
    found = {(lang, 1): path.read_text("utf-8") for lang, path in demo_report.items()}
    return found | {("zh", FACTOR): three["zh"].read_text("utf-8")}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_numeral_is_a_quantity_or_text_from_data(pages, lang):
    texts, numbers = read(pages[lang, 1])
    assert len(numbers) > 500
    loose = [
        text.text
        for text in texts
        if DIGIT.search(LEVEL.sub("", text.text)) and not text.within("data", *TEXT_FROM_DATA, *CITATIONS, *METADATA)
    ]
    assert loose == []


def test_both_languages_show_the_same_numbers(pages):
    """Order within a sentence differs between languages; what is shown does not, but for how many rows paper has room."""
    shown = {}
    for lang in ("zh", "en"):
        _, numbers = read(pages[lang, 1])
        shown[lang] = sorted((one.unit, one.value) for one in numbers if not Text("", one.around).within(".paper"))
    assert shown["zh"] == shown["en"]


def kept(page):
    """All texts but the numbers, hashes and pictures; whether there is a dash or a minus does not matter."""
    texts, numbers = read(page)
    return [text.text for text in texts if not text.within("data", ".hash", "footer", "style")], numbers


def test_three_times_the_money_changes_all_money_and_nothing_else(pages):
    words, before = kept(pages["zh", 1])
    words_three, after = kept(pages["zh", FACTOR])
    assert words_three == words
    assert [number.unit for number in after] == [number.unit for number in before]
    money, other = 0, 0
    for one, three in zip(before, after, strict=True):
        if one.unit == "money" and one.value:
            # estimates are rounded to the minor unit, as they are three times as large; a year's is a rounded
            # month's times twelve
            assert math.isclose(float(three.value), FACTOR * float(one.value), rel_tol=1e-8, abs_tol=YEAR), (
                one,
                three,
            )
            money += float(one.value) != 0
        elif one.unit in ("text", "id", "date", "month") or not one.value:
            assert three.value == one.value
        else:  # a share of an estimate carries the rounding of its money to the minor unit
            assert math.isclose(float(three.value), float(one.value), rel_tol=1e-7, abs_tol=1e-9), (one, three)
            assert three.shown == one.shown
            other += 1
    assert money > 100 and other > 300


def test_the_footer_names_what_the_page_stands_on(pages, demo_report):
    page = pages["en", 1]
    footer = page.split("<footer>")[1]
    for name in ("Data hash", "As-of date", "Rules hash", "Version", "Packages"):
        assert f"<dt>{name}</dt>" in footer
    hashes = {lang: re.search(r"<dd>([0-9a-f]{16})</dd>", pages[lang, 1])[1] for lang in ("zh", "en")}
    assert hashes["zh"] == hashes["en"]
    assert re.search(r"<dd>([0-9a-f]{16})</dd>", pages["zh", FACTOR])[1] != hashes["zh"]
    done = json.loads((demo_report["en"].parent / "en" / "02_classification.ipynb").read_text("utf-8"))
    assert any(output for cell in done["cells"] for output in cell.get("outputs", []))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_asks_for_nothing_and_marks_a_made_up_firm(pages, lang):
    page = pages[lang, 1]
    assert (
        "default-src 'none'" in page
        and page.count("<script") == 1
        and "script-src 'sha256-" in page
        and "<link" not in page
        and "@import" not in page
    )
    sources = re.findall(r'\s(?:src|href|srcset|action|data)="([^"]*)"', page)
    beside = re.compile(rf"{lang}/\w+\.html(#[\w-]+)?")  # the executed notebooks, followed by a click only
    assert sources and all(
        source.startswith(("#", "data:image/png;base64,")) or beside.fullmatch(source) for source in sources
    )
    assert "url(" not in page.split("</style>")[0]
    assert page.count({"zh": "虚构公司", "en": "Fictional company"}[lang]) == 2
