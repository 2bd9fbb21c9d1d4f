"""What customers buy less than others like them."""

from __future__ import annotations

import pandas as pd

from helpers.classification.told.context import Context, count
from helpers.finding import Action, Confidence, Finding
from helpers.language import msg
from helpers.quantity import Quantity

PERLICH = "Perlich, Rosset, Lawrence, Zadrozny (2007), KDD 2007, 977–985; Hahn, Meeker (1991), Statistical Intervals"


def open_first(like: pd.DataFrame, rfm: pd.Series) -> pd.DataFrame:
    """Customers by open potential: those to talk to before all others (``wanted``), each kind largest first.

    To talk to are those in their rhythm with room to grow: overdue ones are to be called first, new ones are young.

    Parameters
    ----------
    rfm
        RFM class by customer.
    """
    asleep = like["customer"].map(rfm).isin(["overdue", "lapsed", "new"])
    buying = (like["revenue"] > 0) & (like["gap"] > 0).fillna(False).astype("bool")
    wanted = buying & like["cell"].isin(["expand", "develop"]) & ~asleep
    frame = like.assign(wanted=wanted, _buying=buying)
    keys, up = ["wanted", "_buying", "gap", "customer"], [False, False, False, True]
    return frame.sort_values(keys, ascending=up, kind="stable", ignore_index=True).drop(columns="_buying")


def gap(context: Context) -> Finding | None:
    """The largest open potential among customers that are to be talked to."""
    like, rules = context.rows("potential"), context.rules
    rfm = context.rows("rfm").set_index("customer")["rfm"]
    like = open_first(like, rfm)
    wanted = like[like["wanted"]].head(rules["list_length"])
    if wanted.empty:
        return None
    known, first = wanted["gap_high"].notna().all(), wanted.iloc[0]
    low, high = int(wanted["gap_low"].fillna(0).sum()), wanted["gap_high"].sum() if known else None
    close = float((wanted["basis"] == "industry_size").mean())
    total = int(wanted["gap"].sum())
    quantities = {
        "n": count(len(wanted)),
        "bought": context.money(wanted["revenue"].sum()),
        "months": Quantity(rules["window_months"], "months"),
        "gap": context.money(total, low, high),
        "quantile": Quantity(round(1 - rules["potential_quantile"], 6), "share"),
        "first": Quantity(str(first["name"]), "text"),
        "first_bought": context.money(first["revenue"]),
        "first_potential": context.money(first["potential"], first["low"], first["high"]),
        "first_peers": count(first["peers"]),
        "close": Quantity(close, "share"),
    }
    if not known or wanted["basis"].eq("all").any():
        sure = Confidence(
            "low",
            msg(
                "the peers are too few to bound the potential, or some customers could only be compared with all others."
            ),
        )
    elif low == 0:
        sure = Confidence("low", msg("at the low end of the peers' interval no gap remains ({gap:interval})."))
    elif low < total / 2:
        sure = Confidence(
            "medium", msg("at the low end of the peers' interval less than half of the gap remains ({gap:interval}).")
        )
    elif close == 0:
        sure = Confidence(
            "medium",
            msg(
                "peers bound the potential ({gap:interval}), but none of these customers has enough peers of both its industry and size; they are compared by one of the two."
            ),
        )
    elif close < 0.5:
        sure = Confidence(
            "medium",
            msg(
                "peers bound the potential ({gap:interval}), but of these customers {close} have enough peers of both their industry and size; the others are compared by one of the two."
            ),
        )
    else:
        sure = Confidence(
            "high",
            msg(
                "even at the low end of the peers' interval more than half of the gap remains ({gap:interval}), and {close} are compared with peers of the same industry and size."
            ),
        )
    action = (
        msg(
            "Before any quota: one visit each to learn what the rest is bought for and from whom. Start with {first}: it bought {first_bought}, the better of its {first_peers} peers {first_potential}."
        )
        if sure.level != "low"
        else msg(
            "Ask the owners first whether the comparison is fair; {first} is the case to begin with: it bought {first_bought}, the better of its {first_peers} peers {first_potential}."
        )
    )
    return Finding(
        id="classification.potential.gap",
        subject="open potential",
        period=context.period,
        claim=msg(
            "The {n} active customers with the largest open potential bought {bought} in {months} months; if they bought like the best {quantile} of their peers it would be {gap} more ({gap:interval})."
        )
        if len(wanted) > 1
        else msg(
            "{first} bought {bought} in {months} months; if it bought like the best {quantile} of its peers it would be {gap} more ({gap:interval})."
        ),
        quantities=quantities,
        confidence=sure,
        evidence=("table:potential", "table:grid", "figure:potential"),
        method=msg(
            "High quantile of revenue among peers; interval by order statistics, ends summed, so wider than need be"
        ),
        source=PERLICH,
        at_stake=context.money(total, low, high),
        action=Action(action, 30),
        potential=True,
    )
