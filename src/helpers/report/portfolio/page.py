"""The page over all companies: self-contained, searched and sorted by the reports' own script, no request."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from helpers import __version__
from helpers.language import msg
from helpers.quantity import Quantity
from helpers.report.page import TAGS, environment, hashed, looks
from helpers.report.portfolio.compare import FEWEST, Group, compare
from helpers.report.portfolio.figures import KEYS
from helpers.rules import industries, preset

WORDS = {
    "title": msg("Portfolio of companies"),
    "skip": msg("Skip to the content"),
    "failed": msg("What failed, and why"),
    "companies": msg("Companies"),
    "company": msg("Company"),
    "industry": msg("Industry"),
    "as_of": msg("As of"),
    "thing": msg("First thing to do"),
    "report": msg("Report"),
    "fictional": msg("fictional"),
    "benchmarks": msg("By industry"),
    "figure": msg("Key figure"),
    "count": msg("Companies"),
    "low": msg("A quarter lie below"),
    "middle": msg("Middle"),
    "high": msg("A quarter lie above"),
    "state": msg("State"),
    "cause": msg("Cause"),
    "place": msg("Notebook and cell"),
    "about": msg(
        "Figures come from the stored results of each company, in its own currency. A figure that its data do not carry "
        "is left open. Click a heading to sort; search finds names, industries and words."
    ),
    "ranks": msg(
        "The small number after a figure is its percentile rank in its industry: how many in a hundred companies lie below "
        "it, equals counted half. It is a place among the companies of this batch, not a judgement."
    ),
    "how": msg("Quartiles: type 7 of Hyndman and Fan (1996), The American Statistician 50(4)."),
    "no_company": msg("No company is done yet."),
}
STATES = {
    "person": msg("needs a person"),
    "bug": msg("a bug of ours"),
    "waiting": msg("not done yet"),
    "running": msg("not done yet"),
}


def render(rows: Sequence[Mapping[str, Any]], counts: Mapping[str, int], reports: Mapping[str, str], lang: str) -> str:
    """The page in one language.

    Parameters
    ----------
    rows
        Companies of the manifest, in order.
    reports
        Company → its report's address, seen from the page.
    """
    from markupsafe import Markup

    told = {row["name"]: json.loads(row["figures"]) for row in rows if row["figures"]}
    values = {name: one["values"] for name, one in told.items()}
    groups = compare(
        values, {name: one["industry"] for name, one in told.items()}, [key.name for key in KEYS if key.compared]
    )
    ranks = {(name, group.figure): rank for group in groups for name, rank in group.ranks.items()}
    compared = [group_rows(name, groups, lang) for name in sorted({group.industry for group in groups})]
    context = {
        "locale": TAGS[lang],
        "css": Markup("\n".join([looks("report.css"), looks("portfolio.css")])),
        "script": Markup(looks("tables.js")),
        "script_hash": hashed(looks("tables.js")),
        "generator": f"customer-strategy-course {__version__}",
        "w": {name: words.render(lang) for name, words in WORDS.items()},
        "said": Markup(said(counts).render(lang, html=True)),
        "heads": [(key.title.render(lang), key.unit) for key in KEYS],
        "rows": [
            company(row["name"], told[row["name"]], ranks, reports, lang, row["state"])
            for row in rows
            if row["name"] in told
        ],
        "groups": [one for one in compared if not one["all_few"]],
        "too_few": few(
            {
                one["title"]: sum(told[name]["industry"] == one["name"] for name in told)
                for one in compared
                if one["all_few"]
            },
            lang,
        ),
        "failed": [failure(row, lang) for row in rows if row["state"] != "done"],
    }
    return environment().get_template("portfolio.html").render(context)


def said(counts: Mapping[str, int]):
    from helpers.report.batch.run import said_counts

    return said_counts(dict(counts))


def company(name: str, told: Mapping[str, Any], ranks, reports, lang: str, state: str) -> dict[str, Any]:
    """One line of the table of companies; texts are HTML."""
    from markupsafe import Markup

    cells = []
    for key in KEYS:
        value = told["values"].get(key.name)
        text = Quantity(value, key.unit, currency=told["currency"] if key.unit == "money" else None).render(
            lang, html=True
        )
        place = ranks.get((name, key.name))
        cells.append(Markup(text + (f' <span class="rank">{round(place * 100)}</span>' if place is not None else "")))
    return {
        "name": told["name"][lang] or told["name"]["zh"],
        "id": told["id"],
        "href": reports.get(name, ""),
        "fictional": told["fictional"],
        "industry": industry(told["industry"], lang),
        "as_of": Markup(Quantity(told["as_of"], "date").render(lang, html=True)),
        "cells": cells,
        "thing": told["thing"].get(lang, ""),
        "old": state != "done",
    }


def industry(name: str, lang: str) -> str:
    return preset(name).title.pick(lang) if name in industries() else name


def group_rows(name: str, groups: Sequence[Group], lang: str) -> dict[str, Any]:
    """One industry: its figures with quartiles, or a word that there are too few."""
    from markupsafe import Markup

    own = [group for group in groups if group.industry == name]
    titles = {key.name: key.title.render(lang) for key in KEYS}
    units = {key.name: key.unit for key in KEYS}
    few = msg("fewer than {n} companies: nothing is compared", n=Quantity(FEWEST, "count")).render(lang)
    lines = [
        {
            "figure": titles[group.figure],
            "count": Markup(Quantity(group.count, "count").render(lang, html=True)),
            "quartiles": [
                Markup(Quantity(q, units[group.figure]).render(lang, html=True)) for q in group.quartiles or ()
            ],
        }
        for group in own
    ]
    return {
        "name": name,
        "title": industry(name, lang),
        "lines": lines,
        "few": few,
        "all_few": all(g.quartiles is None for g in own),
    }


def few(counts: Mapping[str, int], lang: str) -> str:
    """Industries in which nothing is compared, each with how many companies it has; empty when there are none."""
    if not counts:
        return ""
    named = ("、" if lang == "zh" else ", ").join(
        f"{title} {Quantity(n, 'count').render(lang)}" for title, n in counts.items()
    )
    said = msg(
        "With fewer than {n} companies nothing is compared: {industries}.",
        n=Quantity(FEWEST, "count"),
        industries=named,
    )
    return said.render(lang)


def failure(row: Mapping[str, Any], lang: str) -> dict[str, Any]:
    place = f"{row['notebook']} · {row['cell']}" if row["notebook"] else ""
    return {
        "name": row["name"],
        "state": STATES[row["state"]].render(lang),
        "cause": row[f"cause_{lang}"],
        "place": place,
    }


def page_name(lang: str) -> str:
    return f"portfolio.{lang}.html"
