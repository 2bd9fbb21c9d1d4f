"""One region on one page: what each method says of it."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from helpers.diagnosis.competitors.terms import BY
from helpers.diagnosis.regions.terms import COLUMNS, TITLES
from helpers.diagnosis.sales.found_trend import SUBJECT
from helpers.errors import ParameterError, Problem
from helpers.language import Message, current, msg, said
from helpers.quantity import Quantity, is_missing
from helpers.show import Html, cell, render_finding, word
from helpers.station import StationResult

#: Tables whose row of the region is told in lines, and the columns told of each, in the order of the page; an estimate
#: with its interval in brackets.
LINES: dict[str, tuple[str, ...]] = {
    "region_matrix": ("zone", "sure", "attractive", "strong"),
    "region_market": ("market", "part", "growth", "open"),
    "region_rivals": ("won", "lost", "rate", "rest", "rival", "rival_share", "reason"),
    "region_needs": ("need", "importance", "satisfaction", "score"),
    "region_channel": ("revenue", "direct", "active", "per_owner", "covered", "visits", "unseen_revenue"),
    "region_share": ("share", "rest", "penetration"),
    "region_trend": ("median", "rest", "less", "compared"),
    "visit_scores": ("step", "value", "visits", "weakest"),
    "visit_seen": ("competitor", "stock", "elsewhere", "delivery", "ours", "sooner", "price"),
}
#: At most so many rows a table.
ROWS = 3
#: How a value is written, by whether it is a rough estimate (two digits) and has an interval.
SAID: dict[tuple[str, bool], Message] = {
    ("plain", False): msg("{value}"),
    ("plain", True): msg("{value} ({value:interval})"),
    ("about", False): msg("{value:about}"),
    ("about", True): msg("{value:about} ({low:about} to {high:about})"),
}
NOWHERE = msg("Fill in the column region of the customers, or the table regions.")


def show_region(result: StationResult, region: str | None = None, lang: str | None = None) -> Html:
    """A page of one region: its findings, then a row of each method; what is not known is said.

    Parameters
    ----------
    region
        Its name as in the customer table, or as it is shown; the one with the most revenue when not given.

    Raises
    ------
    ParameterError
        When no table knows the region; the message lists those there are.
    """
    lang = lang or current()
    known = sorted({name for table in LINES for name in result[table]["region"].dropna()})
    if region is None:
        size = result["region_channel"].sort_values(["revenue", "region"], ascending=[False, True], kind="stable")
        first = [*size["region"], *known]
        if not first:
            none = NOWHERE.render(lang)
            return Html(f'<p class="course-none">{escape(none)}</p>', none)
        region = first[0]
    region = next((name for name in known if region in (name, said(name, lang))), region)
    if region not in known:
        do = msg("Take one of: {known}.", known=", ".join(said(name, lang) for name in known)) if known else NOWHERE
        raise ParameterError(Problem(what=msg("There is no region {name}.", name=repr(region)), do=do, column="region"))
    own = [found for found in result.findings if _about(found, region)]
    parts = [f"<h3>{escape(said(region, lang))}</h3>", *(render_finding(found, lang) for found in own)]
    text = [said(region, lang), *(f"■ {found.say(lang)}" for found in own)]
    for name, columns in LINES.items():
        heading = TITLES[name].render(lang)
        rows = result[name][result[name]["region"] == region].head(ROWS)
        lines = [_line(name, columns, row, result.facts.currency, lang) for _, row in rows.iterrows()]
        if not lines:
            none = msg("not known").render(lang)
            lines = [(escape(none), none)]
        if name == "region_rivals" and (words := _two_rivals(result, region, rows)):
            lines.append((words.render(lang, html=True), words.render(lang)))
        items = "".join(f"<li>{html}</li>" for html, _ in lines)
        parts.append(f'<h4>{escape(heading)}</h4><ul data-table="{name}">{items}</ul>')
        text += [heading, *(f"  {words}" for _, words in lines)]
    return Html(f'<section class="course-findings">{"".join(parts)}</section>', "\n".join(text))


def _about(found, region: str) -> bool:
    if found.subject == SUBJECT:  # of the whole firm, also where it says where to ask
        return False
    values = [quantity.value for quantity in found.quantities.values() if quantity.unit == "text"]
    return region in values or region == found.subject


def _two_rivals(result: StationResult, region: str, rows) -> Message | None:
    """Who took most of the losses, and against whom least is won, where that is somebody else: whom to ask about first."""
    cells = result["win_loss_cells"]
    cells = cells[(cells["by"] == word(BY["region"])) & (cells["value"] == region) & (cells["less"] < 0)]
    cells = cells[cells["p"] <= result.rules["competitor_alpha"]]
    if cells.empty or rows.empty or cells["competitor"].iloc[0] == rows["rival"].iloc[0]:
        return None
    row = cells.iloc[0]
    return msg(
        "Most losses went to {rival}, yet least is won against {other} ({won} of {ended} projects), less than elsewhere beyond chance: ask about {other} first.",
        rival=Quantity(str(rows["rival"].iloc[0]), "text"),
        other=Quantity(str(row["competitor"]), "text"),
        won=Quantity(int(row["won"]), "count"),
        ended=Quantity(int(row["won"] + row["lost"]), "count"),
    )


def _ends(columns: list[str], name: str, row) -> list:
    """The interval that stands beside a column of the table, if there is one."""
    ends = columns[columns.index(name) + 1 :][:2]
    known = len(ends) == 2 and ends[0].endswith("low") and not any(is_missing(row[end]) for end in ends)
    return [row[end] for end in ends] if known else [None, None]


def _line(table: str, columns: tuple[str, ...], row, currency: str, lang: str) -> tuple[str, str]:
    html, text, colon = [], [], msg(": ").render(lang)
    for name in columns:
        value = row[name]
        if is_missing(value) or value == "nan":
            continue
        title = COLUMNS[table][name].title
        unit = COLUMNS[table][name].unit
        low, high = (None if end is None else cell(end, unit, currency) for end in _ends([*COLUMNS[table]], name, row))
        quantity = cell(value, unit, currency)
        if low is not None:
            quantity = replace(quantity, low=low.value, high=high.value)
        told = SAID["about" if table == "region_market" and unit == "money" else "plain", low is not None]
        gaps = {"value": quantity, "low": low, "high": high}
        html.append(f"{escape(title.render(lang))}{colon}{told.render(lang, html=True, **gaps)}")
        text.append(f"{title.render(lang)}{colon}{told.render(lang, **gaps)}")
    mark = msg("; ").render(lang)
    return mark.join(html), mark.join(text)
