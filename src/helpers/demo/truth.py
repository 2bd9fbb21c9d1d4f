"""What was planted, as plain data that lies apart from the client folder."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import numpy as np
import pandas as pd

from helpers.demo.market import Market
from helpers.demo.raw_material import price_factor
from helpers.demo.seasons import festival_days
from helpers.demo.story import Story

DIGITS = 6


def record(
    market: Market,
    seed: int,
    signal: bool,
    people: pd.DataFrame,
    rate: pd.DataFrame,
    story: Story,
    late: np.ndarray,
    calendar: pd.DataFrame,
    lines: pd.DataFrame,
    finance: dict[str, Any] | None,
) -> dict[str, Any]:
    """The truth of one generated company. Money is in yuan a year unless its name says fen."""
    plan, pricing, code = market.story, market.pricing, people["customer"]
    stops = story.stops < market.days
    left, stopped = np.flatnonzero(stops & story.left), np.flatnonzero(stops & ~story.left & ~story.faded)
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
    return found | _planted(market, story, code, calendar, signal)


def _planted(market: Market, story: Story, code: pd.Series, calendar: pd.DataFrame, signal: bool) -> dict[str, Any]:
    """What only some markets have: raw material, group, push, newcomers."""
    plan, found = market.story, {}
    if market.pricing.raw_material:
        found["raw_material"] = {
            "index": dict(market.pricing.raw_material.index),
            "price_level": _price_level(market, calendar),
        }
    if plan.group:
        found["group_shift"] = dataclasses.asdict(plan.group) if signal else None
    if plan.push:
        found["push"] = dataclasses.asdict(plan.push) if signal else None
    if market.seasons.peaks:
        found["peaks"] = [dataclasses.asdict(peak) for peak in market.seasons.peaks]
    if plan.newcomers:
        faded = np.flatnonzero(story.faded)
        found["newcomers"] = dataclasses.asdict(plan.newcomers) if signal else None
        found["faded"] = {code[i]: calendar["date"][story.stops[i]].date().isoformat() for i in faded}
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
