"""The live panel of station 2: move thresholds, see classes, money and who changes class."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from helpers import style
from helpers.classification import abc, grid, potential, rfm_classes, terms
from helpers.language import current, msg
from helpers.panel import Panel, Slider
from helpers.quantity import Quantity, write_money
from helpers.show import Html, word
from helpers.station import Column, ResultTable

if TYPE_CHECKING:
    from helpers.station import StationResult

#: What stands over each block of bars.
HEADS = {
    "abc": msg("By revenue (ABC)"),
    "rfm": msg("By rhythm, frequency and money (RFM)"),
    "cell": msg("By revenue and open potential (grid)"),
}
#: Moved by the panel, in this order.
MOVED = ("abc_a", "abc_b", "overdue_cycles", "potential_quantile")


def panel_thresholds(result: StationResult, lang: str | None = None) -> Panel:
    """Panel on the cuts of ABC, the overdue rule and the potential, starting from the rules in force."""
    lang = lang or current()
    rules = result.rules
    sliders = [
        Slider("abc_a", msg("Class A brings this share of revenue"), rules["abc_a"], 0.5, 0.94, 0.01, "share"),
        Slider("abc_b", msg("Classes A and B together bring this share"), rules["abc_b"], 0.6, 0.99, 0.01, "share"),
        Slider(
            "overdue_cycles",
            msg("Overdue after this many own cycles"),
            rules["overdue_cycles"],
            1.5,
            8.0,
            0.5,
            "number",
        ),
        Slider(
            "potential_quantile",
            msg("Potential is this quantile of the peers' revenue"),
            rules["potential_quantile"],
            0.5,
            0.95,
            0.05,
            "share",
        ),
    ]
    base = reclass(result)

    def draw(**values):
        now = reclass(result, **values)
        picture = plot_change(result, base, now, lang)
        return (picture, changed(result, base, now, lang)) if _moved(base, now).any() else picture

    return Panel(sliders, draw, "thresholds", lang)


def reclass(result: StationResult, **moved: float) -> pd.DataFrame:
    """Classes of every customer with some thresholds moved, from the tables of the result alone.

    Returns
    -------
    DataFrame
        ``customer, name, owner, revenue, gap, abc, rfm, cell``, sorted by customer.

    Raises
    ------
    RulesError
        When the cut of class A is not below that of class B.
    """
    rules = {**result.rules, **moved}
    people, like = result["rfm"], result["potential"]
    revenue = like[["customer", "revenue"]]
    ranked = abc.classify(revenue, abc_a=rules["abc_a"], abc_b=rules["abc_b"]).set_index("customer")
    names = ("new_months", "lapsed_months", "overdue_cycles", "overdue_days", "core_score")
    people["rfm"] = rfm_classes.classify(people, result.facts.as_of, **{name: rules[name] for name in names})
    if rules["potential_quantile"] != result.rules["potential_quantile"]:
        found = potential.estimate(like, revenue, quantile=rules["potential_quantile"], min_peers=rules["min_peers"])
        found["revenue"] = found["customer"].map(revenue.set_index("customer")["revenue"])
        found["cell"] = grid.cells(
            found, grid.thresholds(found, grid_value=rules["grid_value"], grid_gap=rules["grid_gap"])
        )
        like = like.drop(columns=["gap", "cell"]).merge(found[["customer", "gap", "cell"]], on="customer", how="left")
    frame = people[["customer", "name", "owner", "rfm"]].merge(
        like[["customer", "revenue", "gap", "cell"]], on="customer", how="left"
    )
    frame["abc"] = ranked["abc"].reindex(frame["customer"]).to_numpy(dtype=object)
    frame["cell"] = frame["cell"].astype(object).where(frame["cell"].notna(), "")
    return frame[["customer", "name", "owner", "revenue", "gap", "abc", "rfm", "cell"]]


def plot_change(result: StationResult, base: pd.DataFrame, now: pd.DataFrame, lang: str | None = None) -> style.Picture:
    """Money and customers by class as moved (solid), against the rules in force (outlined)."""
    lang = lang or current()
    currency = result.facts.currency
    move = _moved(base, now)
    rows = []
    for column, names in (("abc", terms.ABC), ("rfm", terms.RFM), ("cell", terms.CELLS)):
        here = [name for name in names if (now[column] == name).any() or (base[column] == name).any()]
        rows.append((column, None, HEADS[column]))
        rows += [(column, name, names[name]) for name in here if name not in ("none", "never", "idle")]
    with style.canvas((9.4, 5.6)) as (fig, ax):
        places, spent, before, tints, labels = [], [], [], [], []
        for place, row in enumerate(rows):
            column, name, title = row
            if name is None:
                ax.text(0, -place, title.render(lang), va="center", fontsize=9.5, color=style.QUIET)
                continue
            then, new = (base[column] == name).to_numpy(), (now[column] == name).to_numpy()
            was, money = int(base["revenue"][then].sum()), int(now["revenue"][new].sum())
            places.append(-place)
            spent.append(max(money, 0))
            before.append(max(was, 0))
            tints.append(style.MAIN if (then == new).all() else style.ACCENT)
            labels.append(title.render(lang))
            count = int(new.sum())
            told = {"n": Quantity(count, "count"), "money": write_money(money, currency, lang)}
            words = msg("{n} customers · {money}", **told)
            if move.any():
                words = msg("{n} customers ({change}) · {money}", change=_signed(count - int(then.sum())), **told)
            ax.text(max(spent[-1], before[-1]), -place, "  " + words.render(lang), va="center", fontsize=9.5)
        ax.barh(places, spent, height=0.62, color=tints)
        ax.barh(places, before, height=0.82, fill=False, edgecolor=style.INK, linewidth=0.9)
        reach = max([1.0, *spent, *before])
        ax.set_yticks(places, labels)
        ax.set_xlim(0, reach * 1.55)
        ax.tick_params(axis="y", length=0)
        ax.xaxis.set_visible(False)
        ax.spines["bottom"].set_visible(False)
        people, money = (
            Quantity(int(move.sum()), "count"),
            Quantity(int(now.loc[move, "revenue"].sum()), "money", currency=currency),
        )
        if move.any():
            title = msg("{n} customers change class, with {money} of revenue", n=people, money=money)
            note = msg("solid: as moved · outlined: rules in force")
        else:
            title = msg(
                "Under the rules in force {a} customers are in class A, {late} are overdue and {open} have much open potential.",
                a=_count(now["abc"] == "A"),
                late=_count(now["rfm"] == "overdue"),
                open=_count(now["cell"].isin(["expand", "develop"])),
            )
            note = msg("net revenue by class (customers)")
        ax.set_title(note.render(lang), loc="left", fontsize=9.5, color=style.MUTED)
        return style.finish(fig, title.render(lang), "thresholds")


def changed(
    result: StationResult, base: pd.DataFrame, now: pd.DataFrame, lang: str | None = None, rows: int = 12
) -> Html:
    """Customers who change class in any of the three sortings, most revenue first."""
    lang = lang or current()
    from helpers.show import render_table

    move = _moved(base, now)
    frame = now.loc[move, ["customer", "name", "owner", "revenue"]].copy()
    for column, names in (("abc", terms.ABC), ("rfm", terms.RFM), ("cell", terms.CELLS)):
        for side, source in (("was", base), ("is", now)):
            words = source.loc[move, column].map({key: word(value) for key, value in names.items()})
            frame[f"{column}_{side}"] = words.where(base.loc[move, column] != now.loc[move, column]).astype("str")
    frame = frame.sort_values(["revenue", "customer"], ascending=[False, True], kind="stable")
    told = [name for name in ("abc", "rfm", "cell") if frame[f"{name}_is"].notna().any()]
    keep = ["name", "owner", "revenue", *(f"{name}_{side}" for name in told for side in ("was", "is"))]
    columns = {
        "name": Column(msg("Customer name")),
        "owner": Column(msg("Account owner")),
        "revenue": Column(msg("Net revenue"), "money"),
        "abc_was": Column(msg("ABC until now")),
        "abc_is": Column(msg("ABC then")),
        "rfm_was": Column(msg("RFM until now")),
        "rfm_is": Column(msg("RFM then")),
        "cell_was": Column(msg("Grid until now")),
        "cell_is": Column(msg("Grid then")),
    }
    spec = ResultTable(
        msg("Customers who change class"), {name: columns[name] for name in keep}, frame[keep].reset_index(drop=True)
    )
    return render_table(spec, result.facts.currency, keep, rows, lang)


def _moved(base: pd.DataFrame, now: pd.DataFrame) -> pd.Series:
    return (base[["abc", "rfm", "cell"]] != now[["abc", "rfm", "cell"]]).any(axis=1)


def _count(mask: pd.Series) -> Quantity:
    return Quantity(int(mask.sum()), "count")


def _signed(change: int) -> str:
    return f"{change:+d}" if change else "±0"
