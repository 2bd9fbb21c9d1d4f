"""One region on one page: what each method says of it."""

from __future__ import annotations

from html import escape

from helpers.diagnosis.regions.terms import COLUMNS, TITLES
from helpers.diagnosis.sales.found_trend import SUBJECT
from helpers.errors import ParameterError, Problem
from helpers.language import current, msg, said
from helpers.quantity import is_missing
from helpers.show import Html, cell, render_finding
from helpers.station import StationResult

#: Tables whose row of the region is told in lines, and the columns told of each, in the order of the page.
LINES: dict[str, tuple[str, ...]] = {
    "region_matrix": ("zone", "sure", "attractive", "strong"),
    "region_market": ("market", "market_low", "market_high", "part", "growth", "open"),
    "region_rivals": ("won", "lost", "rate", "rest", "rival", "rival_share", "reason"),
    "region_needs": ("need", "importance", "satisfaction", "score"),
    "region_channel": ("revenue", "direct", "active", "per_owner", "covered", "visits", "unseen_revenue"),
    "region_share": ("share", "share_low", "share_high", "rest", "penetration"),
    "region_trend": ("median", "rest", "less", "compared"),
    "visit_scores": ("step", "value", "visits", "weakest"),
    "visit_seen": ("competitor", "stock", "elsewhere", "delivery", "ours", "sooner", "price"),
}
#: At most so many rows a table.
ROWS = 3
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
        items = "".join(f"<li>{html}</li>" for html, _ in lines)
        parts.append(f'<h4>{escape(heading)}</h4><ul data-table="{name}">{items}</ul>')
        text += [heading, *(f"  {words}" for _, words in lines)]
    return Html(f'<section class="course-findings">{"".join(parts)}</section>', "\n".join(text))


def _about(found, region: str) -> bool:
    if found.subject == SUBJECT:  # of the whole firm, also where it says where to ask
        return False
    values = [quantity.value for quantity in found.quantities.values() if quantity.unit == "text"]
    return region in values or region == found.subject


def _line(table: str, columns: tuple[str, ...], row, currency: str, lang: str) -> tuple[str, str]:
    html, text, colon = [], [], msg(": ").render(lang)
    for name in columns:
        value = row[name]
        if is_missing(value) or value == "nan":
            continue
        title = COLUMNS[table][name].title
        quantity = cell(value, COLUMNS[table][name].unit, currency)
        about = "about" if table == "region_market" and quantity.unit == "money" else ""  # estimates: two digits
        html.append(f"{escape(title.render(lang))}{colon}{quantity.render(lang, html=True, spec=about)}")
        text.append(f"{title.render(lang)}{colon}{quantity.render(lang, spec=about)}")
    mark = msg("; ").render(lang)
    return mark.join(html), mark.join(text)
