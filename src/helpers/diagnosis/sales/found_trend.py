"""Findings on trend, level shift, festival and season."""

from __future__ import annotations

import pandas as pd

from helpers.diagnosis.sales.found_bridge import fallen
from helpers.diagnosis.sales.parts import Parts
from helpers.diagnosis.sales.terms import ATTRIBUTES, MONTHS
from helpers.finding import Action, Confidence, Finding
from helpers.language import msg
from helpers.quantity import Quantity

SUBJECT = "revenue"
SHIFT_SOURCE = "Andrews 1993, Econometrica 61(4); Diebold and Chen 1996, Journal of Econometrics 70(1)"
SEASON_SOURCE = "Cleveland, Cleveland, McRae and Terpenning 1990, Journal of Official Statistics 6(1)"
FESTIVAL_SOURCE = "Bell and Hillmer 1983, Journal of the American Statistical Association 78; Lin and Liu 2002"
#: From this width on, in months, the date of a step is too vague for high confidence.
VAGUE = 7
#: By so much rarer than a false alarm is allowed to be chance must be, for high confidence.
STRICTER = 5
#: Months from which growth can be told from a step that was missed.
LONG = 60
#: Months the Spring Festival falls in.
FESTIVE = (1, 2)
#: Why a strongest and a weakest month are believed.
SEEN = msg("Both intervals exclude zero; {years} full years are seen, high from five on.")


def _span(parts: Parts) -> tuple[str, str]:
    months = parts.adjusted.frame["month"]
    return months.min().date().isoformat(), (months.max().to_period("M").end_time).date().isoformat()


def _size(quantity: Quantity) -> Quantity:
    """A share without its sign, for sentences that say the direction in words."""
    if quantity.value >= 0:
        return quantity
    return Quantity(-quantity.value, quantity.unit, -quantity.high, -quantity.low, quantity.level, quantity.currency)


def _back(effect: Quantity) -> Quantity:
    """By how much revenue would stand higher than now without a step down, which is told in parts of the former path."""
    value, low, high = (1 / (1 + change) - 1 for change in (effect.value, effect.high, effect.low))
    return Quantity(value, effect.unit, low, high, effect.level)


def step(parts: Parts) -> Finding | None:
    """A step in the level of revenue, and where to ask about it."""
    found, money, growth = parts.shift, parts.monthly_effect, parts.adjusted.growth
    if found is None or money is None or growth is None:
        return None
    down = found.effect.value < 0
    quantities = {
        "month": Quantity(found.month.strftime("%Y-%m"), "month"),
        "first": Quantity(found.first.strftime("%Y-%m"), "month"),
        "last": Quantity(found.last.strftime("%Y-%m"), "month"),
        "effect": _size(found.effect),
        "money": _size(money),
        "growth": growth,
        "p": Quantity(found.p_value, "share"),
        "alpha": Quantity(parts.rules["alpha"], "share"),
        "strict": Quantity(parts.rules["alpha"] / STRICTER, "share"),
        "vague": Quantity(VAGUE, "months"),
    }
    if down and growth.low is not None and growth.low > 0:
        claim = msg(
            "From {month} on revenue runs {effect} ({effect:interval}) below its former path, about {money} a month ({money:interval}); "
            "growth of {growth} a year before and after it hides it."
        )
    elif down:
        claim = msg(
            "From {month} on revenue runs {effect} ({effect:interval}) below its former path, about {money} a month ({money:interval})."
        )
    else:
        claim = msg(
            "From {month} on revenue runs {effect} ({effect:interval}) above its former path, about {money} a month ({money:interval})."
        )
    origin = parts.origin
    if origin is not None:
        quantities |= {
            "group": Quantity(origin.value, "text"),
            "part": Quantity(origin.part, "share"),
            "weight": Quantity(origin.weight, "share"),
        }
    who = fallen(parts) if down and _within_bridge(parts) else {}
    if who:
        quantities |= who | {"months": Quantity(parts.rules["bridge_months"], "months")}
        claim = msg(
            "{said} In the last {months} months {who} alone brought {who_loss} less than in those before, {who_part} of all falls.",
            said=claim,
        )
    sure = found.p_value <= parts.rules["alpha"] / STRICTER and not _vague(parts)
    return Finding(
        id="diagnosis.level_shift.revenue",
        subject=SUBJECT,
        period=_span(parts),
        claim=claim,
        quantities=quantities,
        confidence=Confidence(
            "high" if sure else "medium",
            msg(
                "Without a step, chance alone does this in {p} of cases; it began {when}. "
                "High only when that chance is below {strict} and the month is known to within {vague} months.",
                when=_when(parts),
            ),
        ),
        evidence=(
            "table:level_shift",
            "table:customer_movers" if who else "table:shift_origin",
            "figure:trend",
        ),
        method=msg("Largest F of a step at an unknown month, parametric bootstrap with AR(1) errors"),
        source=SHIFT_SOURCE,
        at_stake=_a_year(parts, money),
        action=Action(ASK_FALLEN if who else _ask(parts, down), 30),
    )


#: What to do about a step down where one customer carries a large part of all falls.
ASK_FALLEN = msg(
    "Ask {who} first, in person: why it went from {who_before} to {who_after}, who supplies the rest now, and what can be kept or won back. Then go down the table “Who explains the change”, largest fall first."
)


def _vague(parts: Parts) -> bool:
    """Whether nobody can be asked what happened at the time of the step: it is known to so many months only."""
    first, last = parts.shift.first, parts.shift.last
    return (last.year - first.year) * 12 + last.month - first.month >= VAGUE


def _within_bridge(parts: Parts) -> bool:
    """Whether the two periods of the bridge lie mostly before and mostly after the step."""
    half = parts.rules["bridge_months"] / 2
    begin = pd.Timestamp(parts.now.start)
    months = (parts.shift.month.year - begin.year) * 12 + parts.shift.month.month - begin.month
    return parts.movers is not None and abs(months) <= half


def _compare(parts: Parts, down: bool):
    """What to do about a step whose month is hardly known: look at customers, not at a date."""
    gaps = {name: Quantity(getattr(parts.shift, name).strftime("%Y-%m"), "month") for name in ("first", "last")}
    if _within_bridge(parts) and down:
        return msg(
            "Its month is only known to lie between {first} and {last}, so do not look for an event: go down the table “Who explains the change” and ask those who fell most.",
            **gaps,
        )
    if _within_bridge(parts):
        return msg(
            "Its month is only known to lie between {first} and {last}, so do not look for an event: go down the table “Who explains the change” and ask those who rose most whether it will last.",
            **gaps,
        )
    return msg(
        "Its month is only known to lie between {first} and {last}, so do not look for an event: compare what each customer bought before and after these months, and ask those who changed most.",
        **gaps,
    )


def _a_year(parts: Parts, monthly: Quantity) -> Quantity:
    """The size of a monthly step over a year; the claim says whether it is a gain or a loss."""
    scale = -12 if monthly.value < 0 else 12
    return parts.money(monthly.value * scale, *sorted((monthly.low * scale, monthly.high * scale)))


def _when(parts: Parts):
    """When the step began, as part of a sentence."""
    found = parts.shift
    if found.first == found.last:
        return msg("in {month}", month=Quantity(found.month.strftime("%Y-%m"), "month"))
    first, last = (Quantity(month.strftime("%Y-%m"), "month") for month in (found.first, found.last))
    return msg("between {first} and {last}", first=first, last=last)


def _ask(parts: Parts, down: bool):
    if _vague(parts):
        compare = _compare(parts, down)
        if parts.origin is None:
            return compare
        return msg(
            "Start with {group} ({seen}): it holds {part} of the step but only {weight} of the revenue before it. {compare}",
            seen=ATTRIBUTES[parts.origin.attribute],
            compare=compare,
        )
    when = _when(parts)
    if parts.origin is not None:
        seen = ATTRIBUTES[parts.origin.attribute]
        if down:
            return msg(
                "Start with {group} ({seen}): it holds {part} of the step but only {weight} of the revenue before it. Find out what happened there "
                "{when}, and go through the customers who order less since then one by one.",
                seen=seen,
                when=when,
            )
        return msg(
            "Start with {group} ({seen}): it holds {part} of the step but only {weight} of the revenue before it. Find out what was done there "
            "{when}, and whether it can be repeated elsewhere.",
            seen=seen,
            when=when,
        )
    if not parts.origins:
        return msg(
            "Find out what happened {when}. With regions of customers or product lines in the folder, this page could say where to ask first.",
            when=when,
        )
    if down:
        return msg(
            "No region, industry or product line stands out, so look for a cause that meets all {when}: price list, delivery, a rival's entry, "
            "a change in the sales force.",
            when=when,
        )
    return msg(
        "No region, industry or product line stands out, so look for a cause that meets all {when}, and ask whether it will last.",
        when=when,
    )


def growth(parts: Parts) -> Finding | None:
    """Growth a year, apart from season, festival and step."""
    rate = parts.adjusted.growth
    if rate is None:
        return None
    quantities = {"growth": rate, "low": Quantity(rate.low, "share"), "high": Quantity(rate.high, "share")}
    last = _last_year(parts)
    if rate.low > 0 and last is not None:
        quantities |= {
            "last": Quantity(abs(last), "share"),
            "months": Quantity(parts.rules["bridge_months"], "months"),
            "month": Quantity(parts.shift.month.strftime("%Y-%m"), "month"),
        }
        moved = msg("{last} more") if last >= 0 else msg("{last} less")
        claim = msg(
            "Apart from season and steps, revenue grows by {growth} a year ({growth:interval}); with the step of {month}, the last {months} months brought {moved} than those before.",
            moved=moved,
        )
        quantities["back"] = _back(parts.shift.effect)
        if parts.shift.month <= pd.Timestamp(parts.now.start):
            do = msg(
                "The last {months} months lie after the step: at this pace revenue grows from there by {growth} ({growth:interval}) a year, with nothing mended. Where the cause of the step is mended, revenue stands {back} higher than that, back on its former path. A plan above {high} without that needs a reason that is not in the past: name it, and what it costs."
            )
        else:
            do = msg(
                "Plan from what a month has brought since {month}, not from the last {months} months, part of which lie before the step: from there {growth} ({growth:interval}) a year at this pace, with nothing mended. Where the cause of the step is mended, revenue stands {back} higher than that, back on its former path. A plan above {high} without that needs a reason that is not in the past: name it, and what it costs."
            )
    elif rate.low > 0:
        claim = msg("Apart from season and steps, revenue grows by {growth} a year ({growth:interval}).")
        do = msg("A plan above {high} a year needs a reason that is not in the past: name it, and what it costs.")
    elif rate.high < 0:
        quantities["growth"] = _size(rate)
        claim = msg("Apart from season and steps, revenue shrinks by {growth} a year ({growth:interval}).")
        do = msg(
            "Stop the shrinking before planning growth: see in the bridge whether customers, prices or products go."
        )
    else:
        claim = msg(
            "Apart from season and steps, revenue shows no clear direction: {growth} a year ({growth:interval})."
        )
        do = msg("Plan with both ends, {low} and {high}: the data at hand do not decide between them.")
    clear = (rate.low > 0 or rate.high < 0) and len(parts.adjusted.frame) >= LONG
    quantities["long"] = Quantity(LONG, "months")
    return Finding(
        id="diagnosis.trend.revenue",
        subject=SUBJECT,
        period=_span(parts),
        claim=claim,
        quantities=quantities,
        confidence=Confidence(
            "high" if clear else "medium",
            msg(
                "High when the interval lies on one side of zero and at least {long} months are seen, else medium; it allows for errors that hang together from month to month."
            ),
        ),
        evidence=("table:trend", "figure:trend"),
        method=msg("Log-linear regression with month effects and festival, AR(1) errors")
        if parts.calendar == "china"
        else msg("Log-linear regression with month effects, AR(1) errors"),
        source="Greene 2018, Econometric Analysis, 8th ed., ch. 20",
        action=Action(do, 90),
        descriptive=True,
    )


def _last_year(parts: Parts) -> float | None:
    """What the last period brought against the one before, where a step down lies in one of them and makes it less than
    growth alone would."""
    found, shift, rate = parts.bridge, parts.shift, parts.adjusted.growth
    if found is None or shift is None or found.before <= 0 or shift.effect.value >= 0:
        return None
    if shift.month < pd.Timestamp(parts.then.start):
        return None
    last = found.after / found.before - 1
    return last if last < rate.low else None


def festival(parts: Parts) -> Finding | None:
    """What the moving Spring Festival does to the month it falls in."""
    effect = parts.adjusted.festival
    if effect is None or not (effect.low > 0 or effect.high < 0):
        return None
    times = parts.adjusted.frame["month"].dt.year.nunique()
    quantities = {"effect": _size(effect), "years": Quantity(times, "count")}
    if effect.value < 0:
        claim = msg(
            "The Spring Festival pause takes {effect} ({effect:interval}) off the month it falls in, and it moves between January and February."
        )
        do = msg(
            "Compare January and February together with the year before, never alone, and set monthly targets by the festival's date."
        )
    else:
        claim = msg(
            "The Spring Festival adds {effect} ({effect:interval}) to the month it falls in, and it moves between January and February."
        )
        do = msg(
            "Compare January and February together with the year before, and build stock by the festival's date, not by the month."
        )
    return Finding(
        id="diagnosis.season.festival",
        subject=SUBJECT,
        period=_span(parts),
        claim=claim,
        quantities=quantities,
        confidence=Confidence(
            "high" if times >= 5 else "medium",
            msg("The interval excludes zero; {years} festivals are seen, high from five on."),
        ),
        evidence=("table:trend", "figure:season"),
        method=msg("Regressor of the share of the pause in each month, centred by its long-run monthly mean"),
        source=FESTIVAL_SOURCE,
        action=Action(do, 60),
        descriptive=True,
    )


def season(parts: Parts) -> Finding | None:
    """The strongest and the weakest month, where both differ from an average month."""
    profile = parts.adjusted.profile
    if profile is None:
        return None
    best = profile.loc[profile["effect"].idxmax()]
    worst = profile.loc[profile["effect"].idxmin()]
    if not (best["low"] > 0 and worst["high"] < 0):
        return None
    years = len(parts.adjusted.frame) // 12
    quantities = {
        "up": Quantity(float(best["effect"]), "share", float(best["low"]), float(best["high"])),
        "down": _size(Quantity(float(worst["effect"]), "share", float(worst["low"]), float(worst["high"]))),
        "years": Quantity(years, "count"),
    }
    names = {"best": MONTHS[int(best["number"]) - 1], "worst": MONTHS[int(worst["number"]) - 1]}
    claim = msg("{best} is the strongest month, {up} above an average one; {worst} the weakest, {down} below.", **names)
    level, why = "high" if years >= 5 else "medium", SEEN
    if parts.others is not None:
        first = parts.counted.curve.iloc[0]
        rest = parts.others.profile.set_index("number")
        high, low = rest.loc[int(best["number"])], rest.loc[int(worst["number"])]
        quantities |= {
            "who": Quantity(parts.names.get(first["customer"], first["customer"]), "text"),
            "part": parts.counted.largest,
            "rest_up": Quantity(float(high["effect"]), "share"),
            "rest_down": Quantity(float(low["effect"]), "share"),
        }
        why = msg(
            "{seen} Without {who}, {part} of the revenue, both still do: {rest_up} above and {rest_down} below.",
            seen=SEEN,
        )
        if high["low"] > 0 and low["high"] < 0:
            quantities["rest_down"] = Quantity(-float(low["effect"]), "share")
        else:
            level = "low"
            claim = msg("{said} Much of it is {who}, {part} of the revenue.", said=claim)
            why = msg(
                "Without {who} the intervals of the two months do not both exclude zero ({rest_up} and {rest_down}): it may be the season of one customer."
            )
    return Finding(
        id="diagnosis.season.months",
        subject=SUBJECT,
        period=_span(parts),
        claim=claim,
        quantities=quantities,
        confidence=Confidence(level, why),
        evidence=("table:season", "figure:season"),
        method=msg("Month effects of the regression; STL for the course of trend and season"),
        source=SEASON_SOURCE,
        action=Action(_prepare(parts, int(best["number"]), int(worst["number"])), 90),
        descriptive=True,
    )


def _prepare(parts: Parts, best: int, worst: int):
    """What to do before the strongest month and in the weakest; in the festival customers rest too."""
    names = {"best": MONTHS[best - 1], "worst": MONTHS[worst - 1]}
    if parts.calendar == "china" and worst in FESTIVE:
        return msg(
            "Have stock and people ready before {best}. {worst} holds part of the Spring Festival, when customers rest too: "
            "put training and other work within the house there, and visits into other quiet months.",
            **names,
        )
    return msg(
        "Have stock and people ready before {best}, and put what can wait, such as training and long visits, into {worst}.",
        **names,
    )
