"""The live panel of concentration: leave customers out and see what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers import style
from helpers.diagnosis.sales.concentration import TOP, Concentration, measure
from helpers.language import current, msg
from helpers.panel import Panel, Slider
from helpers.quantity import Quantity

if TYPE_CHECKING:
    from helpers.station import StationResult


def panel_concentration(result: StationResult, lang: str | None = None) -> Panel:
    """Panel that leaves out rare buyers and the largest customers."""
    lang = lang or current()
    most = min(20, max(len(result["concentration_curve"]) - 1, 1))
    sliders = [
        Slider("days", msg("Leave out customers with fewer purchase days than"), 1, 1, 10, 1, "count"),
        Slider("largest", msg("Leave out this many of the largest customers"), 0, 0, most, 1, "count"),
    ]
    return Panel(sliders, lambda **values: plot_without(result, **values, lang=lang), "concentration", lang)


def without(result: StationResult, days: int = 1, largest: int = 0) -> Concentration | None:
    """Concentration when some customers are left out, from the table of the result alone.

    Parameters
    ----------
    days
        Customers with fewer days of purchase in all of the data are left out.
    largest
        This many of the largest customers are left out.
    """
    table = result["concentration_curve"]
    table = table[(table["rank"] > largest) & (table["purchase_days"] >= days)]
    return measure(table[["customer", "net", "purchase_days"]], draws=result.rules["draws"], seed=result.rules["seed"])


def plot_without(result: StationResult, days: int = 1, largest: int = 0, lang: str | None = None) -> style.Picture:
    """The curve without them (solid), against the curve of the result (thin)."""
    lang = lang or current()
    whole, found = result["concentration_curve"], without(result, days, largest)
    with style.canvas() as (fig, ax):
        ax.plot([0, *whole["customer_share"]], [0, *whole["cumulative"]], color=style.MUTED, lw=1.2)
        if found is None:
            named = msg("Nobody is left: move the sliders back")
        else:
            curve, half = found.curve, int(found.half.value)
            ax.plot([0, *curve["customer_share"]], [0, *curve["cumulative"]], color=style.MAIN, lw=2.6)
            at = curve.iloc[half - 1]
            ax.plot(at["customer_share"], at["cumulative"], "o", color=style.INK, ms=8)
            words = msg("{half} customers: {share}", half=found.half, share=Quantity(at["cumulative"], "share"))
            ax.text(at["customer_share"] + 0.03, at["cumulative"] - 0.03, words.render(lang))
            named = msg(
                "Without {gone} customers, who bring {money}: {half} of {customers} bring half ({half:interval}), the largest {part} bring {top}",
                gone=Quantity(len(whole) - found.customers, "count"),
                money=Quantity(int(whole["net"].sum()) - found.net, "money", currency=result.facts.currency),
                half=found.half,
                customers=Quantity(found.customers, "count"),
                part=Quantity(TOP, "share"),
                top=found.top,
            )
            if found.customers == len(whole):
                named = msg(
                    "All {customers} customers: {half} bring half ({half:interval}), the largest {part} bring {top}",
                    half=found.half,
                    customers=Quantity(found.customers, "count"),
                    part=Quantity(TOP, "share"),
                    top=found.top,
                )
        ax.set_xlim(0, 1.02)
        ax.set_ylim(0, 1.04)
        style.share_axis(ax.xaxis)
        style.share_axis(ax.yaxis)
        ax.set_xlabel(msg("share of customers, largest first").render(lang))
        ax.set_ylabel(msg("share of revenue").render(lang))
        ax.grid()
        note = msg("blue: customers left in · grey: all customers of the result")
        return style.finish(fig, named.render(lang), "concentration_without", note.render(lang))
