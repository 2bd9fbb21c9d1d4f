"""Every part and every picture of station 1, whatever a folder's tables are like: told in words, never raised, no gap unspoken.

What is tried follows from the code: the parts are the subpackages of ``helpers.diagnosis``, the pictures, pages and forms
its public names, the tables those that a part asks for. A new part, picture or table is tried without a line added here.
"""

import importlib
import inspect
import pkgutil
import re
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from diagnosis_voices import rules_of
from turned_firms import ALWAYS, WAYS, small, turned

from helpers import diagnosis, show, style
from helpers.company.folder import Company
from helpers.diagnosis.compute import PARTS
from helpers.diagnosis.monitoring.measures import MEASURES, read_all
from helpers.station import Outcome, StationResult, joined

RULES = {"draws": 100}
LANGUAGES = ("zh", "en")
#: Tables that so many parts read are turned by themselves too, in these ways: the others are read by their own part alone.
SEVERAL, ALONE = 3, ("one_row", "one_period")
#: Ways in which all pictures are drawn to their pixels: where axes have least to span.
TO_PIXELS = ("one_row", "all_ties")
#: The head of a PNG of one pixel: as much as is read of it.
NO_PIXELS = b"\x89PNG\r\n\x1a\n" + bytes(8) + b"\0\0\0\x01" * 2
#: What no reader may meet, as a word of its own.
UNSPOKEN = re.compile(r"(?<![\w.])(nan|-?inf|NaT|<NA>|None|nan ?%|inf ?%)(?![\w])|[{}]|∞")
#: Parts that look at what the others found.
BESIDE = {
    name: importlib.import_module(f"helpers.diagnosis.{name}.compute").compute
    for name in (info.name for info in pkgutil.iter_modules(diagnosis.__path__) if info.ispkg)
}
#: What is shown of a result; ``told_…`` show what a cell of the lesson computed (tests/diagnosis/test_diagnosis_shown.py).
SHOWN = [name for name in diagnosis.__all__ if name not in ("STATION", "run") and not name.startswith("told_")]


def test_every_part_of_the_station_is_tried():
    """A part is a subpackage with a ``compute``: either it stands alone or it looks at the others."""
    assert set(PARTS) <= set(BESIDE.values())
    for name, compute in BESIDE.items():
        first = list(inspect.signature(compute).parameters)[:2]
        assert first == ["company", "rules"], name


class Asked(Company):
    """A company that remembers which of its tables were asked for."""

    asked: set = set()

    def has(self, table, *columns):
        Asked.asked.add(table)
        return super().has(table, *columns)

    def table(self, name):
        Asked.asked.add(name)
        return super().table(name)


@cache
def whole():
    """What each part makes of the small firm, and the tables it asks for there and where nothing is but orders."""
    firm = small()
    bare = {name: firm.frames[name] for name in ALWAYS}
    made, asked = [], []
    for part in PARTS:
        Asked.asked = set()
        made.append(part(Asked(firm.profile, firm.frames, firm.intake), rules_of(firm, **RULES)))
        part(Asked(firm.profile, bare, firm.intake), rules_of(firm, **RULES))
        asked.append(frozenset(Asked.asked))
    return tuple(made), tuple(asked)


def test_the_small_firm_has_every_table_that_a_part_asks_for():
    made, asked = whole()
    assert set().union(*asked) <= set(small().frames)
    for part, outcome in zip(PARTS, made, strict=True):
        empty = [name for name, table in outcome.tables.items() if table.rows.empty]
        assert len(empty) < len(outcome.tables), part.__module__


@pytest.mark.covers("1.12")
def test_every_measure_of_the_two_dates_stands_in_a_table_of_the_station():
    assert set(read_all(joined(whole()[0]).tables)) == {measure.code for measure in MEASURES}


class Read(dict):
    """Tables of a result that remember which were looked at."""

    def __init__(self, tables, seen):
        super().__init__(tables)
        self.seen = seen

    def __getitem__(self, name):
        self.seen.add(name)
        return super().__getitem__(name)


class Seen(StationResult):
    """A result that remembers what a picture looks at."""

    def __getattribute__(self, name):
        if name in ("findings", "assumptions", "warnings"):
            object.__getattribute__(self, "tables").seen.add(name)
        return super().__getattribute__(name)

    def finding(self, id):
        object.__getattribute__(self, "tables").seen.add(f"finding {id}")
        found = object.__getattribute__(self, "findings")
        return next((one for one in found if one.id in (id, f"{self.station}.{id}")), None)


#: Tables put into text once: those of the small firm itself come again in most cases.
TEXTS = {}


def digest(result, name):
    kind, _, which = name.partition(" ")
    if kind == "finding":
        return repr(result.finding(which))
    if name in ("findings", "assumptions", "warnings"):
        return repr(object.__getattribute__(result, name))
    rows = dict.__getitem__(result.tables, name).rows
    if id(rows) not in TEXTS:
        TEXTS[id(rows)] = rows, rows.to_csv()  # kept with its text, so that no other frame gets its id
    return TEXTS[id(rows)][1]


@cache
def rowless(compute):
    """Tables of a part that computes all the others once more, without rows: it is tried where all tables are turned."""
    tables = compute(small(), rules_of(small(), **RULES), Outcome(), ()).tables
    return Outcome({name: replace(table, rows=table.rows.head(0)) for name, table in tables.items()})


#: What was drawn and said already: a picture that would look at the same is the same.
DRAWN = {}


def held(text, place):
    assert text and text.strip(), place
    found = UNSPOKEN.search(text)
    assert found is None, (place, text[max(found.start() - 120, 0) : found.end() + 60])


def text_of(shown):
    """What is read aloud where nothing can be seen."""
    if hasattr(shown, "alt"):
        return shown.alt
    data = shown._repr_mimebundle_()
    return (data[0] if isinstance(data, tuple) else data)["text/plain"]


def looked_at(result, name, case, drawn):
    """One picture or page of the result: its words in one language, in both where it only tells; its pixels if asked."""
    for seen in DRAWN.setdefault(name, []):
        if all(digest(result, key) == value for key, value in seen.items()):
            return
    keys = result.tables.seen
    keys.clear()  # telling what stands there looks at it, too
    draw, turn = getattr(diagnosis, name), len(DRAWN[name])
    with pytest.MonkeyPatch.context() as patch:
        if not drawn:
            patch.setattr(style, "png", lambda fig: NO_PIXELS)
        for lang in (LANGUAGES[turn % 2], LANGUAGES[1 - turn % 2]):
            shown = draw(result, lang=lang)
            held(text_of(shown), (case, name, lang))
            if isinstance(shown, style.Picture):
                break
    DRAWN[name].append({key: digest(result, key) for key in sorted(keys)})


def said(outcome, case):
    """Every sentence and table of a part, in both languages."""
    notes = [*outcome.warnings, *outcome.assumptions]
    for lang in LANGUAGES:
        for text in (note.render(lang) for note in notes):
            held(text, case)
        for found in outcome.findings:
            for text in (found.say(lang), found.why(lang), found.method.render(lang)):
                held(text, (case, found.id))
            if found.action:
                held(found.advise(lang), (case, found.id))
    for note in notes:
        chinese = re.search(r"[\u4e00-\u9fff]", note.render("zh"))
        assert chinese and note.render("zh") != note.render("en"), (case, note.msgid)
    for name, table in outcome.tables.items():
        for column in table.rows.select_dtypes("number"):
            values = table.rows[column].astype("Float64").dropna().to_numpy("float64")
            assert not np.isinf(values).any(), (case, name, column)


def cases():
    """All tables at once, in every way; each table gone alone; those that several parts read, turned alone."""
    asked = whole()[1]
    names = sorted(set().union(*asked))
    for way in ("missing", *WAYS):
        yield way, tuple(names)
        for name in names:
            shared = sum(name in tables for tables in asked) >= SEVERAL
            if way == "missing" and name not in ALWAYS or way in ALONE and shared:
                yield way, (name,)
    yield "one_customer", tuple(names)


def lost(before, after):
    """Tables that had rows and have none."""
    return [name for name, table in before.tables.items() if len(table.rows) and not len(after.tables[name].rows)]


def told(outcome):
    return {note.render("en") for note in outcome.warnings}


def tried(way, names):
    """What is wrong in one case, in words; empty where nothing is."""
    firm = turned(way, names)
    if firm is None:
        return
    case, rules = f"{way} {names[0] if len(names) == 1 else 'all'}", rules_of(firm, **RULES)
    made = []
    for part, asked, full in zip(PARTS, whole()[1], whole()[0], strict=True):
        if not asked & set(names):
            made.append(full)
            continue
        after = part(firm, rules)
        said(after, (case, part.__module__))
        made.append(after)
    now, before = joined(made), joined(whole()[0])
    if gone := lost(before, now):
        assert told(now) - told(before), (case, "nothing tells why there is nothing in", gone)
    for name, compute in BESIDE.items():
        if compute in PARTS:
            continue
        takes = list(inspect.signature(compute).parameters)[2:]
        given = {"now": now, "found": now, "parts": PARTS}
        if "parts" in takes and len(names) == 1:
            now = joined((now, rowless(compute)))
            continue
        beside = compute(firm, rules, *(given[key] for key in takes))
        said(beside, (case, name))
        now = joined((now, beside))
    seen = set()
    result = Seen("diagnosis", firm.facts, rules, Read(now.tables, seen), now.findings, now.assumptions, now.warnings)
    for name in SHOWN:
        asks = next(iter(inspect.signature(getattr(diagnosis, name)).parameters))
        if asks == "result":
            looked_at(result, name, case, len(names) > 1 and way in TO_PIXELS)
        elif set(names) & {"customers", "interviews", "codebook", "market_visits", "regions"}:
            for lang in LANGUAGES:
                held(text_of(getattr(diagnosis, name)(firm, lang=lang)), (case, name, lang))
    for name, table in result.tables.items():
        key = ("table", name)
        if digest(result, name) in DRAWN.setdefault(key, []):
            continue
        DRAWN[key].append(digest(result, name))
        for lang in LANGUAGES:
            held(show.render_table(table, firm.currency, list(table.columns), 30, lang).text, (case, name, lang))


@pytest.mark.slow
@pytest.mark.covers("1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.9", "1.10", "1.11", "1.12", "1.13", "1.14")
@pytest.mark.parametrize("way", ["missing", *WAYS, "one_customer"])
def test_whatever_the_tables_are_like_it_is_told(way):
    for kind, names in cases():
        if kind == way:
            tried(kind, names)
