"""What was planted, as plain data that lies apart from the client folder."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import numpy as np
import pandas as pd

from helpers.demo.firm import Firm
from helpers.demo.market import Market
from helpers.demo.raw_material import price_factor
from helpers.demo.seasons import festival_days

DIGITS = 6


def record(firm: Firm, late: np.ndarray, finance: dict[str, Any] | None) -> dict[str, Any]:
    """The truth of one generated company. Money is in yuan a year unless its name says fen.

    ``late`` tells the late payers (:func:`helpers.demo.story.late_payers`), ``finance`` what differs in its totals.
    """
    market, seed, signal, people, story = firm.market, firm.seed, firm.signal, firm.people, firm.plot
    rate, calendar, lines = firm.rate, firm.calendar, firm.lines
    plan, pricing, code = market.story, market.pricing, people["customer"]
    left, stopped = np.flatnonzero(story.left), np.flatnonzero(story.stopped)
    found = {
        "market": market.id,
        "seed": seed,
        "signal": signal,
        "level_shift": {"on": plan.level_on, "share": plan.level} if signal and plan.level else None,
        "spring_festival": {
            "days": [day.isoformat() for day in festival_days(market.start.year, market.end.year)],
            "before": market.seasons.festival.before,
            "after": market.seasons.festival.after,
            "months": _months(calendar),
        },
        "growth": market.seasons.growth,
        "price_change": {"on": pricing.rise_on, "share": pricing.rise},
        "mix_shift": dict(pricing.mix_drift),
        "left": {code[i]: calendar["date"][story.stops[i]].date().isoformat() for i in left},
        "stopped": {code[i]: calendar["date"][story.stops[i]].date().isoformat() for i in stopped},
        "untapped": list(code[story.untapped]),
        "late_payers": {"since": plan.late_from, "median_days": plan.late_days, "customers": list(code[late])}
        if signal and plan.late
        else None,
        "one_time": list(code[people["kind"] == "one_time"]),
        "dormant": list(code[people["kind"] == "dormant"]),
        "returns": {"lines": int((lines["quantity"] < 0).sum()), "of": len(lines)},
        "finance": finance,
        "customers": [
            {
                "customer": c,
                "wallet": round(float(w), 2),
                "share": round(float(s), DIGITS),
                "orders_a_year": round(float(o), DIGITS),
            }
            for c, w, s, o in zip(code, people["wallet"], story.share, rate["orders"], strict=True)
        ],
    }
    if pricing.raw_material:
        found["raw_material"] = {
            "index": dict(pricing.raw_material.index),
            "price_level": _price_level(market, calendar),
        }
    if market.seasons.peaks:
        found["peaks"] = [dataclasses.asdict(peak) for peak in market.seasons.peaks]
    return found


def _price_level(market: Market, calendar: pd.DataFrame) -> dict[str, dict[str, float]]:
    """Product line → year → mean list price over the year's days, relative to the start."""
    day, year = np.arange(market.days), calendar["date"].dt.year
    return {
        line: {
            str(y): round(float(level), DIGITS)
            for y, level in pd.Series(price_factor(market, np.full(market.days, number), day))
            .groupby(year)
            .mean()
            .items()
        }
        for number, line in enumerate(market.lines)
    }


def _months(calendar: pd.DataFrame) -> list[dict[str, Any]]:
    """Per month the factors of demand: season, festival (1 where none), growth, level."""
    frame = calendar.assign(month=calendar["date"].dt.strftime("%Y-%m"))
    frame["festive"] = frame["season"] * frame["festival"]
    frame["grown"] = frame["festive"] * frame["growth"]
    sums = frame.groupby("month")[["season", "festive", "grown", "weight"]].sum()
    return [
        {
            "month": month,
            "season": round(row.season, DIGITS),
            "festival": round(row.festive / row.season, DIGITS),
            "growth": round(row.grown / row.festive, DIGITS),
            "level": round(row.weight / row.grown, DIGITS),
        }
        for month, row in sums.iterrows()
    ]


def text(truth: dict[str, Any]) -> str:
    """The truth as JSON text, one customer a line."""
    rest = {key: value for key, value in truth.items() if key != "customers"}
    rows = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in truth["customers"])
    return json.dumps(rest, ensure_ascii=False, indent=1)[:-2] + f',\n "customers": [\n{rows}\n ]\n}}\n'
