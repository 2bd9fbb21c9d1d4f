"""Many demo companies at once, for load tests: one folder each, numbered, from seeds in a row."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

from helpers.company.save import save
from helpers.demo.build import generate
from helpers.demo.market import markets

#: Numbers have at least so many digits.
DIGITS = 3


def ids(id: str, count: int) -> list[str]:
    """``id-001``, ``id-002``, …, all of one length."""
    digits = max(DIGITS, len(str(count)))
    return [f"{id}-{number:0{digits}d}" for number in range(1, count + 1)]


def several(id: str, count: int, seed: int, folder: Path, industries: tuple[str, ...] = ()) -> Iterator[Path]:
    """Write companies ``id-001``, ``id-002``, … one by one.

    They are written as they are drawn, without the way through a ledger and its import: the same tables as
    :func:`helpers.demo.build.write` gives but for lines set aside and ``intake.json``, several times as fast.

    Parameters
    ----------
    count
        How many.
    seed
        Seed of the first; each further one has the next.
    folder
        Where their folders go.
    industries
        Industries in turn; all that are described when empty.

    Yields
    ------
    Path
        Each folder, once it is written.
    """
    industries = industries or tuple(markets())
    for number, own in enumerate(ids(id, count)):
        market = dataclasses.replace(markets()[industries[number % len(industries)]], id=own)
        yield save(generate(market, seed + number).company, folder / own)
