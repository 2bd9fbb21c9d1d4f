"""The report page in a browser: alone, quiet, readable on a phone, by keyboard and on paper."""

from pathlib import Path
from urllib.parse import urlparse
from urllib.request import url2pathname

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.browser]

SCREENS = {"desktop": (1280, 900), "phone": (390, 844), "small phone": (320, 640)}


@pytest.fixture(params=["zh", "en"])
def url(request, chromium, demo_report):
    return demo_report[request.param].as_uri()


@pytest.mark.parametrize("screen", SCREENS)
def test_asks_nobody_says_nothing_and_fits(watched, url, screen):
    width, height = SCREENS[screen]
    seen = watched(viewport={"width": width, "height": height})
    seen.page.goto(url, wait_until="load")
    assert seen.left == [] and seen.errors == []
    for size in seen.page.evaluate("[document.documentElement.scrollWidth, document.body.scrollWidth]"):
        assert size <= width


def test_every_picture_is_there_and_says_what_it_shows(watched, url):
    page = watched().page
    page.goto(url)
    pictures = page.evaluate("[...document.images].map(i => [i.complete && i.naturalWidth > 100, i.alt])")
    assert len(pictures) >= 5
    assert all(drawn and len(alt) > 10 for drawn, alt in pictures), pictures


def test_headings_are_in_order_and_links_lead_somewhere(watched, url):
    page = watched().page
    page.goto(url)
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1])")
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False)), levels
    dead = page.evaluate(
        "[...document.querySelectorAll('a')].map(a => a.getAttribute('href'))"
        ".filter(h => !h.startsWith('#') || !document.getElementById(h.slice(1)))"
    )
    beside = Path(url2pathname(urlparse(url).path)).parent
    outside = [href.partition("#") for href in dead]
    assert len(outside) > 5  # each finding leads to the notebook that ran, too
    for name, _, anchor in outside:
        text = (beside / name).read_text("utf-8")
        assert not anchor or f'id="{anchor}"' in text, (name, anchor)  # without one, the whole notebook is meant
    assert sum(bool(anchor) for _, _, anchor in outside) > 5
    doubled = page.evaluate(
        "(ids => ids.filter((id, at) => ids.indexOf(id) !== at))([...document.querySelectorAll('[id]')].map(e => e.id))"
    )
    assert doubled == []


def test_the_keyboard_reaches_everything(watched, url):
    page = watched().page
    page.goto(url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    box = page.evaluate("document.activeElement.getBoundingClientRect().left")
    assert box >= 0  # shown when it has the focus
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert style == "solid"
    summary = page.locator("details.card > summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector('details.card').open")


def test_text_is_dark_on_white_and_large_enough(watched, url):
    page = watched(viewport={"width": 390, "height": 844}).page
    page.goto(url)
    thin = page.evaluate(
        """() => {
          const light = c => { const v = c.match(/[\\d.]+/g).slice(0, 3).map(x => { x /= 255;
            return x <= .03928 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4 });
            return .2126 * v[0] + .7152 * v[1] + .0722 * v[2] };
          const bad = [];
          for (const e of document.querySelectorAll('main *, header *, footer *')) {
            if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
            const s = getComputedStyle(e), ratio = 1.05 / (light(s.color) + .05);
            if (ratio < 4.5 || parseFloat(s.fontSize) < 12) bad.push([e.tagName, e.className, s.color, s.fontSize]);
          }
          return bad;
        }"""
    )
    assert thin == []


def test_on_paper_nothing_is_hidden_or_cut(watched, url):
    page = watched(viewport={"width": 794, "height": 1123}).page
    page.goto(url)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 794
    wide = page.evaluate(
        "[...document.querySelectorAll('table, figure img')].filter(t => t.getBoundingClientRect().right > 795).length"
    )
    assert wide == 0
    hidden = page.evaluate(
        "[...document.querySelectorAll('details.long')].filter(d => !(d.open = false, d.lastElementChild.checkVisibility())).length"
    )
    assert hidden == 0  # long tables and assumptions are printed whether they are open or not
    assert page.pdf(prefer_css_page_size=True)[:5] == b"%PDF-"


def test_axe_finds_nothing_serious(watched, url):
    from axe_playwright_python.sync_playwright import Axe

    page = watched(bypass_csp=True).page  # axe itself is a script of ours to run
    page.goto(url)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    # rows of a table are made alike: the first are looked at, the others only take time
    page.evaluate("document.querySelectorAll('tbody').forEach(b => [...b.rows].slice(5).forEach(r => r.remove()))")
    found = Axe().run(page).response["violations"]
    serious = [
        (one["id"], len(one["nodes"]), one["nodes"][0]["html"][:200])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_tables_are_sorted_by_their_heads_and_searched(watched, url):
    page = watched().page
    page.goto(url)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    told = page.evaluate(
        """() => {
          const table = [...document.querySelectorAll('table')].find(t => t.querySelectorAll('tbody tr').length >= 12
            && t.querySelectorAll('td data').length > 20);
          table.id = 'tried';
          const heads = [...table.tHead.rows[0].cells];
          const at = heads.findIndex((h, n) => [...table.tBodies[0].rows].every(r => r.cells[n].querySelector('data')));
          return { at, rows: table.tBodies[0].rows.length };
        }"""
    )
    values = f"[...document.querySelectorAll('#tried tbody tr')].map(r => +r.cells[{told['at']}].querySelector('data').value)"
    before = page.evaluate(values)
    head = page.locator(f"#tried th:nth-child({told['at'] + 1}) button")
    head.focus()
    page.keyboard.press("Enter")
    assert page.evaluate(values) == sorted(before, reverse=True)
    head.click()
    assert page.evaluate(values) == sorted(before)
    field = page.locator("input.find").first
    field.fill("no such customer anywhere")
    assert (
        page.get_by_role("status").filter(has_text="o row").count()
        + page.get_by_role("status").filter(has_text="没有符合").count()
        == 1
    )
    field.fill("")
    assert page.locator("#tried tbody tr:visible").count() == told["rows"]


def test_every_claim_leads_to_its_evidence_by_a_click(watched, url):
    """All folds closed, the claim opened, each link clicked: what it names is open and in view."""
    page = watched(viewport={"width": 1280, "height": 900}).page
    page.goto(url)
    told = page.evaluate(
        """async () => {
          const cards = [...document.querySelectorAll('details.card')], lost = [], bare = [];
          const fresh = () => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(r, 5))));
          let clicked = 0;
          for (const card of cards) {
            const links = [...card.querySelectorAll('.links a[href^="#"]')];
            if (!links.length && !card.querySelector('table')) bare.push(card.id);
            for (const link of links) {
              document.querySelectorAll('details').forEach(d => d.open = false);
              for (let box = card; box; box = box.parentElement.closest('details')) box.open = true;
              link.click(); clicked++;
              await fresh();
              const at = document.getElementById(link.hash.slice(1)), place = at && at.getBoundingClientRect();
              if (!at || !at.checkVisibility() || place.top < -60 || place.top > 900) lost.push([card.id, link.hash]);
            }
          }
          return {cards: cards.length, clicked, lost, bare};
        }"""
    )
    assert told["cards"] > 15 and told["clicked"] > told["cards"]
    assert told["lost"] == [] and told["bare"] == []


def test_a_table_is_sorted_by_the_keyboard_alone(watched, url):
    page = watched().page
    page.goto(url)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.evaluate(
        """[...document.querySelectorAll('table')].find(t => t.querySelectorAll('tbody tr').length >= 12
             && new Set([...t.querySelectorAll('tbody tr')].map(r => r.lastElementChild.querySelector('data')?.value)).size > 5
           ).id = 'keys'"""
    )
    values = (
        "[...document.querySelectorAll('#keys tbody tr')].map(r => +r.lastElementChild.querySelector('data').value)"
    )
    before = page.evaluate(values)
    page.locator("#keys th button").last.focus()
    page.keyboard.press("Enter")
    up = page.evaluate(values)
    page.keyboard.press("Space")
    down = page.evaluate(values)
    assert sorted(map(str, up)) == sorted(map(str, before)) and down != up
    numbers = [value for value in up if value == value]
    assert numbers in (sorted(numbers), sorted(numbers, reverse=True))
    assert [value for value in down if value == value] == numbers[::-1]
