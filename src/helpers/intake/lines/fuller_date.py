"""Of several columns of days, one that is empty where another is filled is not the day of every line."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from helpers.intake.files.source import tidy_text
from helpers.intake.lines.part import Part

#: So much larger a share of the lines must have the other day.
MORE = 0.05


def settled(part: Part, mapping: Mapping[str, Any], basis: str) -> Part:
    """The part with the day that most lines have, where no basis of revenue and no person said which day counts.

    An export of orders with the day of completion beside that of ordering leaves the first empty until then.
    """
    header = part.header
    others = [name for name in header.others.get("date", ()) if name in header.names]
    if not others or "date" in mapping or basis != "unknown" or header.how.get("date") == "mapping":
        return part
    body = part.body
    money = [header.columns[field] for field in ("amount", "price", "quantity") if field in header.columns]
    lines = body[body[money].notna().any(axis=1)]
    if lines.empty:
        return part

    def filled(name: str) -> float:
        return float(tidy_text(lines[header.names.index(name)]).notna().mean())

    own = header.name("date")
    best = max(others, key=filled)
    if filled(best) < filled(own) + MORE:
        return part
    left = (own, *(name for name in others if name != best))
    changed = dataclasses.replace(
        header,
        columns={**header.columns, "date": header.names.index(best)},
        others={**header.others, "date": left},
    )
    return dataclasses.replace(part, header=changed)
