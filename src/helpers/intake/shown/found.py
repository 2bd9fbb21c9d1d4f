"""What station 0 claims: everything accounted for, what was set aside, whether revenue ties out."""

from __future__ import annotations

import pandas as pd

from helpers.company import Company, ledger
from helpers.company.profile import BASES, TAXES
from helpers.finding import Action, Confidence, Finding
from helpers.intake.lines.reasons import NO_LINE, REASONS
from helpers.intake.shown import tables as account
from helpers.language import msg
from helpers.quantity import Quantity
from helpers.rules import Rules

SOURCE = "Rahm, E., Do, H. H. (2000), Data cleaning: problems and current approaches, IEEE Data Eng. Bull. 23(4)"
AUDIT = "ISA 500 (IAASB), Audit evidence, para. 9: accuracy and completeness of information produced by the entity"
#: Reasons by which no revenue is lost to the analysis.
HARMLESS = (*NO_LINE, "copy", "identical")

#: Below this a share of the money is told in words, not digits.
LITTLE = 0.001


def period_of(company: Company) -> tuple[str, str]:
    """First order and as-of date."""
    first = ledger.span(company).first
    start = company.date if pd.isna(first) else first.date()
    return start.isoformat(), company.date.isoformat()


def money(value: int, company: Company) -> Quantity:
    return Quantity(int(value), "money", currency=company.currency)


def reconciles(company: Company, rules: Rules) -> Finding | None:
    """Whether rows and money in equal kept plus set aside, and the folder still holds what was kept."""
    if account.told(company) is None:
        return None
    total = account.came_in(company)
    now = ledger.span(company)
    quantities = {
        "rows_in": Quantity(int(total["rows_in"].sum()), "count"),
        "rows_kept": Quantity(int(total["rows_kept"].sum()), "count"),
        "rows_aside": Quantity(int(total["rows_aside"].sum()), "count"),
        "money_in": money(total["money_in"].sum(), company),
        "money_kept": money(total["money_kept"].sum(), company),
        "money_aside": money(total["money_aside"].sum(), company),
        "rows_now": Quantity(now.rows, "count"),
        "money_now": money(now.amount, company),
    }
    sums = (total["rows_in"] == total["rows_kept"] + total["rows_aside"]).all() and (
        total["money_in"] == total["money_kept"] + total["money_aside"]
    ).all()
    same = now.rows == quantities["rows_kept"].value and now.amount == quantities["money_kept"].value
    common = dict(
        id="intake.reconcile.rows",
        subject="orders",
        period=period_of(company),
        quantities=quantities,
        evidence=("table:reconciliation", "figure:reconciliation"),
        method=msg("rows and money in = kept + set aside, sheet by sheet, in whole minor units, v1"),
        source=SOURCE,
    )
    if sums and same:
        return Finding(
            claim=msg(
                "All {rows_in} rows that came in are accounted for: {rows_kept} kept, {rows_aside} set aside, each with its reason; rows and money reconcile to the last unit."
            ),
            confidence=Confidence(
                "high",
                msg(
                    "High when every sheet's rows and money add up exactly and the folder still holds what was kept: {money_in:exact} in, {money_kept:exact} kept, {money_aside:exact} set aside."
                ),
            ),
            **common,
        )
    gap = abs(quantities["money_now"].value - quantities["money_kept"].value)
    return Finding(
        claim=msg(
            "The order lines in the folder are no longer what the import kept: {rows_now} rows and {money_now} now, {rows_kept} rows and {money_kept} then."
        ),
        confidence=Confidence("high", msg("Both are plain counts.")),
        action=Action(
            msg("Find out who changed the order lines and why, or import again, before anything is decided on them."), 7
        ),
        at_stake=money(gap, company),
        **common,
    )


def set_aside(company: Company, rules: Rules) -> Finding | None:
    """How much money was set aside, and what to do about the largest part that matters."""
    frame, gross = account.asides(company), account.gross_in(company)
    frame = frame[~frame["reason"].isin(NO_LINE)]
    if frame.empty or not gross:
        return None
    lost = frame[~frame["reason"].isin(HARMLESS)]
    main = (
        (lost if len(lost) else frame).sort_values(["gross", "rows", "reason"], ascending=[False, False, True]).iloc[0]
    )
    share = int(frame["gross"].sum()) / gross
    lost_share = int(lost["gross"].sum()) / gross
    quantities = {
        "share": Quantity(share, "share"),
        "money": money(frame["money"].sum(), company),
        "lost": money(lost["money"].sum(), company),
        "lost_share": Quantity(lost_share, "share"),
        "rows": Quantity(int(main["rows"]), "count"),
        "main": money(main["money"], company),
        "limit": Quantity(rules["set_aside_limit"], "share"),
    }
    reason = REASONS.get(main["reason"]) or msg("another reason")
    if len(lost) == 1 and lost_share < LITTLE:
        claim = msg(
            "Order lines worth {lost}, less than a thousandth of the money that came in, could not be used: {reason}, {rows} lines.",
            reason=reason,
        )
    elif len(lost) == 1:
        claim = msg(
            "Order lines worth {lost}, {lost_share} of all money that came in (returns counted without their sign), could not be used: {reason}, {rows} lines.",
            reason=reason,
        )
    elif len(lost) and lost_share < LITTLE:
        claim = msg(
            "Order lines worth {lost}, less than a thousandth of the money that came in, could not be used; the largest part, {main} in {rows} lines: {reason}.",
            reason=reason,
        )
    elif len(lost):
        claim = msg(
            "Order lines worth {lost}, {lost_share} of all money that came in (returns counted without their sign), could not be used; the largest part, {main} in {rows} lines: {reason}.",
            reason=reason,
        )
    else:
        claim = msg(
            "Nothing is missing: what was set aside, {share} of the money, is in the folder once already ({reason}, {rows} lines).",
            reason=reason,
        )
    action = None
    if len(lost) and lost_share >= rules["set_aside_limit"]:
        advice = {
            "no_customer": msg(
                "Find the customers of these {rows} lines, the largest first (set_aside.csv lists them), and import again."
            ),
            "no_date": msg(
                "Have the dates of these {rows} lines filled in at the source (set_aside.csv lists them), and import again."
            ),
            "no_amount": msg(
                "Have the amounts of these {rows} lines filled in at the source (set_aside.csv lists them), and import again."
            ),
            "after_as_of": msg(
                "Decide whether these {rows} later lines belong to the analysis; if so, raise the as-of date."
            ),
        }
        fallback = msg("Look at these {rows} lines in set_aside.csv, mend them at the source and import again.")
        action = Action(advice.get(main["reason"], fallback), 14)
    return Finding(
        id="intake.set_aside.money",
        subject=str(main["reason"]),
        period=period_of(company),
        claim=claim,
        quantities=quantities,
        confidence=Confidence(
            "high",
            msg("Every row is counted; act from {limit} of the money."),
        ),
        evidence=("table:set_aside",),
        method=msg("amounts set aside by reason, without their signs, as a share of all amounts in, v1"),
        source=SOURCE,
        at_stake=money(abs(int(lost["money"].sum())), company),
        action=action,
    )


def ties_out(company: Company, rules: Rules) -> Finding | None:
    """Whether revenue equals finance's totals within the tolerance; the worst period leads."""
    frame = account.tie_out(company, rules["tie_out_tolerance"])
    if frame.empty:
        return None
    beyond = frame[frame["verdict"] != "within"]
    worst = (beyond if len(beyond) else frame).assign(size=lambda f: f["share"].abs().fillna(float("inf")))
    worst = worst.sort_values(["size", "end", "start"], ascending=[False, False, False], kind="stable").iloc[0]
    profile = company.profile
    stated = "unknown" not in (profile.revenue_basis, profile.revenue_tax)
    days = (worst["start"].date().isoformat(), worst["end"].date().isoformat())
    quantities = {
        "periods": Quantity(len(frame), "count"),
        "start": Quantity(days[0], "date"),
        "end": Quantity(days[1], "date"),
        "folder": money(worst["folder"], company),
        "finance": money(worst["finance"], company),
        "difference": money(abs(int(worst["difference"])), company),
        "share": Quantity(None if pd.isna(worst["share"]) else abs(float(worst["share"])), "share"),
        "aside": money(worst["aside"], company),
        "tolerance": Quantity(rules["tie_out_tolerance"], "share"),
    }
    meaning = {"basis": BASES[profile.revenue_basis], "tax": TAXES[profile.revenue_tax]}
    action = None
    if not len(beyond):
        claim = msg(
            "Revenue ties out to finance in all {periods} periods; the largest difference is {difference} ({share}), within the tolerated {tolerance}."
        )
    else:
        claim = (
            msg(
                "From {start} to {end} the folder holds {difference} ({share}) more revenue than finance reports; {tolerance} is tolerated."
            )
            if worst["difference"] > 0
            else msg(
                "From {start} to {end} the folder holds {difference} ({share}) less revenue than finance reports; {tolerance} is tolerated."
            )
        )
        action = Action(_explain(worst), 14)
    level = "high" if stated and (not len(beyond) or worst["verdict"] == "beyond") else "medium"
    reason = (
        msg("High when the folder says what revenue means ({basis}, {tax}) and the orders cover the period.", **meaning)
        if level == "high"
        else msg(
            "Medium when the folder does not say what revenue means ({basis}, {tax}) or the orders do not cover the period.",
            **meaning,
        )
    )
    return Finding(
        id="intake.tie_out",
        subject=worst["end"].strftime("%Y"),
        period=_covered(frame) if not len(beyond) else days,
        claim=claim,
        quantities=quantities,
        confidence=Confidence(level, reason),
        evidence=("table:tie_out", "figure:tie_out"),
        method=msg("sum of order lines of a period less finance's total, v1"),
        source=AUDIT,
        at_stake=money(abs(int(worst["difference"])), company),
        action=action,
    )


def _covered(frame: pd.DataFrame) -> tuple[str, str]:
    """First and last day of all periods."""
    return frame["start"].min().date().isoformat(), frame["end"].max().date().isoformat()


def _explain(worst: pd.Series):
    """What to look at first, as the data have it."""
    gap, aside = int(worst["difference"]), int(worst["aside"])
    if worst["verdict"] == "partly":
        return msg(
            "The orders begin after the period does: ask for the earlier export, or tie out only periods that are covered."
        )
    if aside and abs(gap + aside) <= 0.1 * abs(gap):
        return msg("Lines set aside in that period come to {aside} and explain the difference: settle them first.")
    if gap > 0:
        return msg(
            "Ask finance which documents it has not booked: returns, discounts and orders not yet invoiced come first."
        )
    return msg(
        "Ask for the documents that the export lacks: other entities, manual bookings and cut-off at the period's ends come first."
    )
