"""The live panel of the classes: rules and weights moved, who changes class, and what serving them takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from helpers import style
from helpers.classification.classes import effort
from helpers.classification.classes.moving import Moving
from helpers.classification.classes.terms import CLASSES, SORTED
from helpers.language import current, msg
from helpers.panel import Panel, Slider
from helpers.quantity import Quantity, write_money
from helpers.show import Html, render_table, word
from helpers.station import Column, ResultTable
from helpers.style import ACCENT, INK, MAIN, MUTED, Picture

if TYPE_CHECKING:
    from helpers.station import StationResult

COLUMNS: dict[str, Column] = {
    "name": Column(msg("Account")),
    "owner": Column(msg("Account owner")),
    "was": Column(msg("Class in force")),
    "is": Column(msg("Class as moved")),
    "confidence": Column(msg("Share of draws in this class"), "share"),
    "value": Column(msg("Revenue the class rests on"), "money"),
    "contribution": Column(msg("Contribution"), "money"),
    "visits": Column(msg("Visits a year, more or fewer"), "number"),
}


def panel_classes(result: StationResult, lang: str | None = None) -> Panel:
    """Panel on the rules and weights of the classes, starting from the rules in force."""
    lang = lang or current()
    moving = Moving(result)
    base, visit = moving.sort(), effort.of_result(result)

    def draw(**values):
        now = moving.sort(**values)
        rules = {**result.rules, **values}
        picture = plot_move(result, base, now, rules, visit, lang)
        if not (base["class"] != now["class"]).any():
            return picture
        return picture, changed(result, base, now, rules, lang)

    idle = msg("The rules plan no visits to anybody, so the classes take no visits, hours or expenses.")
    return Panel(_sliders(result, moving), draw, "classes", lang, None if _planned(result.rules) else idle)


def _sliders(result: StationResult, moving: Moving) -> list[Slider]:
    """What can be moved: weights only of what is known, visits only where some are planned."""
    rules, fixed = result.rules, moving.kept.fixed
    made = [("key_share", msg("Key customers together bring this share"), 0.2, 0.9, 0.05, "share")]
    if fixed.margin_known.any():
        made.append(("weight_contribution", msg("Weight of contribution (revenue weighs 1)"), 0.0, 3.0, 0.25, "number"))
    if fixed.room is not None:
        made.append(("weight_potential", msg("Weight of open potential (revenue weighs 1)"), 0.0, 3.0, 0.25, "number"))
    if fixed.firm == fixed.firm:
        made.append(("growth_min", msg("Growth: faster than the firm by"), 0.0, 1.0, 0.05, "share"))
        made.append(("growth_signals", msg("Growth: signals needed"), 1, 4, 1, "count"))
    if _planned(rules):
        made.append(("visits_key", msg("Visits a year to a key customer"), 0, 52, 1, "number"))
        made.append(("visits_growth", msg("Visits a year to a growth customer"), 0, 52, 1, "number"))
        made.append(
            ("visits_general", msg("Visits a year to a general customer (0: by phone and online)"), 0, 12, 1, "number")
        )
    return [Slider(name, title, rules[name], low, high, step, unit) for name, title, low, high, step, unit in made]


def _planned(rules) -> bool:
    return not effort.nobody_visits(rules)


def visits_of(classes: pd.Series, rules) -> pd.Series:
    """Visits a year that each account gets by its class."""
    return classes.map({name: float(rules[rule]) for name, rule in effort.PLAN.items()}).fillna(0.0)


def plot_move(result, base, now, rules, visit: effort.Visit, lang: str | None = None) -> Picture:
    """Money and accounts by class, and visits where some are planned: as moved (solid) and in force (outlined)."""
    lang, currency = lang or current(), result.facts.currency
    was, then = visits_of(base["class"], result.rules), visits_of(now["class"], rules)
    both = _planned(rules) or _planned(result.rules)
    title = _title(result, base, now, float(then.sum()), float(then.sum() - was.sum()), visit, both)
    shown = [name for name in SORTED if ((base["class"] == name) | (now["class"] == name)).any()]
    with style.canvas((10.2, 1.8 + 0.55 * max(len(shown), 2)), 1, 2 if both else 1, squeeze=False) as (fig, axes):
        left, rest = axes[0][0], axes[0][1:]
        rows = []
        for name in shown:
            here, before = now["class"] == name, base["class"] == name
            more = int(here.sum() - before.sum())
            told = {
                "n": Quantity(int(here.sum()), "count"),
                "money": write_money(now.loc[here, "value"].sum(), currency, lang),
            }
            words = msg("{n} accounts · {money}", **told)
            if more:
                words = msg("{n} accounts ({change}) · {money}", change=f"{more:+d}", **told)
            rows.append((base.loc[before, "value"].sum(), now.loc[here, "value"].sum(), words.render(lang)))
        _bars(left, rows, [CLASSES[name].render(lang) for name in shown], msg("money they bring"), lang)
        for ax in rest:
            rows = []
            for name in shown:
                first, second = was[base["class"] == name].sum(), then[now["class"] == name].sum()
                words = msg("{n} visits", n=Quantity(round(float(second)), "count"))
                rows.append((first, second, words.render(lang)))
            _bars(ax, rows, ["" for _ in shown], _planned_and_made(float(then.sum()), visit), lang)
        note = msg("Solid: as moved · outlined: rules in force.")
        if not moving_is_exact(result):
            note = msg("Solid: as moved · outlined: rules in force. Too many purchases for draws here: the rule alone.")
        return style.finish(fig, title.render(lang), "class_rules", note.render(lang))


def _planned_and_made(planned: float, visit: effort.Visit):
    """What stands over the visits: their sum, and how many were made, where that is known."""
    total = Quantity(round(planned), "count")
    if visit.made is None:
        return msg("visits a year by plan: {planned} in all", planned=total)
    made = Quantity(visit.made, "count")
    return msg("visits a year by plan: {planned} in all, {made} made last year", planned=total, made=made)


def moving_is_exact(result: StationResult) -> bool:
    """Whether draws could be kept with the result."""
    return len(result["class_purchases"]) > 0 or not (result["classes"]["value"] > 0).any()


def _bars(ax, rows, names, title, lang: str) -> None:
    reach = max([max(was, money, 0) for was, money, _ in rows] + [1e-9])
    for place, (was, money, words) in enumerate(rows):
        ax.barh(-place, max(money, 0), height=0.56, color=MAIN if was == money else ACCENT)
        ax.barh(-place, max(was, 0), height=0.76, fill=False, edgecolor=INK, linewidth=0.9)
        ax.text(max(was, money, 0), -place, "  " + words, va="center", fontsize=9.5)
    ax.set_yticks([-place for place in range(len(rows))], names)
    ax.set_xlim(0, reach * 1.75)
    ax.tick_params(axis="y", length=0)
    ax.xaxis.set_visible(False)
    ax.spines["bottom"].set_visible(False)
    ax.set_title(title.render(lang), loc="left", fontsize=9.5, color=MUTED)


def _title(result, base, now, planned: float, more: float, visit: effort.Visit, both: bool):
    moved, currency = base["class"] != now["class"], result.facts.currency
    gaps = {
        "n": Quantity(int(moved.sum()), "count"),
        "money": Quantity(round(float(now.loc[moved, "value"].sum())), "money", currency=currency),
        "keys": Quantity(int((now["class"] == "key").sum()), "count"),
        "grow": Quantity(int((now["class"] == "growth").sum()), "count"),
        "visits": Quantity(round(abs(more)), "count"),
        "hours": Quantity(round(abs(more) * visit.hours), "count"),
        "planned": Quantity(round(planned), "count"),
        "made": Quantity(visit.made, "count"),
    }
    if not moved.any() and not round(more):
        if both and visit.made is not None:
            return msg(
                "Under the rules in force {keys} accounts are key and {grow} growing; serving all takes {planned} visits a year, {made} were made in the last year",
                **gaps,
            )
        return msg("Under the rules in force {keys} accounts are key and {grow} growing", **gaps)
    said = (
        msg("{n} accounts change class, with {money} of revenue", **gaps)
        if moved.any()
        else msg("No account changes class", **gaps)
    )
    if not both or not round(more):
        return said
    cost = abs(more) * visit.money
    if round(cost) > 0:
        spent = Quantity(round(cost), "money", currency=currency)
        told = (
            msg(
                "{said}; it takes {visits} visits more a year: {hours} hours and {spent}",
                said=said,
                spent=spent,
                **gaps,
            )
            if more > 0
            else msg(
                "{said}; it saves {visits} visits a year: {hours} hours and {spent}", said=said, spent=spent, **gaps
            )
        )
        return told
    return (
        msg("{said}; it takes {visits} visits more a year: {hours} hours", said=said, **gaps)
        if more > 0
        else msg("{said}; it saves {visits} visits a year: {hours} hours", said=said, **gaps)
    )


def changed(result, base, now, rules, lang: str | None = None, rows: int = 12) -> Html:
    """Accounts that change class, most money first."""
    lang, moved = lang or current(), base["class"] != now["class"]
    people = result["classes"].set_index("account")
    names = {name: word(said) for name, said in CLASSES.items()}
    frame = now[moved].copy()
    frame["name"] = people["account_name"].reindex(frame["account"]).to_numpy()
    frame["owner"] = people["owner"].reindex(frame["account"]).to_numpy()
    frame["was"] = base.loc[moved, "class"].map(names).astype("str")
    frame["is"] = now.loc[moved, "class"].map(names).astype("str")
    frame["visits"] = visits_of(now["class"], rules)[moved] - visits_of(base["class"], result.rules)[moved]
    frame = frame.sort_values(["value", "account"], ascending=[False, True], kind="stable").reset_index(drop=True)
    for name in ("value", "contribution"):
        frame[name] = frame[name].round().astype("Float64").astype("Int64")
    keep = [name for name in COLUMNS if name in ("name", "was", "is", "value") or frame[name].notna().any()]
    if not (_planned(rules) or _planned(result.rules)):
        keep.remove("visits")
    title = msg("Accounts that change class")
    spec = ResultTable(title, {name: COLUMNS[name] for name in keep}, frame[keep])
    return render_table(spec, result.facts.currency, keep, rows, lang)
