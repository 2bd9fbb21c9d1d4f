"""A part of a large company, whole accounts at a time, so that a model costs the same whatever the size."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import pandas as pd

from helpers.company.folder import Company

if TYPE_CHECKING:
    import datetime as dt

#: More accounts than these teach a model of a dozen features nothing.
MOST = 4000


def known_by(company: Company, most: int = MOST) -> Company:
    """The company, or a part of it, from which every day up to its own can be cut.

    Accounts (a group stays together) are taken by a hash of their code, so that neither the order of rows nor what
    they bought decides.

    Returns
    -------
    Company
        Not cut back yet: take ``.as_of(day)``.
    """
    from helpers.company import ledger, stored

    base = company.whole or company
    customers = base.table("customers")
    bought = ledger.buyers(base)
    names = pd.concat([customers["customer"], bought]).drop_duplicates().sort_values(kind="stable")
    names = pd.Index(names, dtype="str")
    if len(names) <= most:
        return base
    group = customers.set_index("customer")["group"].reindex(names)
    key = group.fillna(pd.Series(names, index=names))
    lot = key.map({text: zlib.crc32(text.encode()) for text in key.unique()})
    chosen = pd.Series(names[(lot < lot.quantile(most / len(names))).to_numpy()], dtype="str")
    held = base.stored and base.stored.of(chosen)
    here = {name: base.frames[name] for name in base.frames if not (held and name == stored.NAME)}
    frames = {
        name: frame[frame["customer"].isin(chosen)].reset_index(drop=True) if "customer" in frame else frame
        for name, frame in here.items()
    }
    if held:
        frames = stored.Frames(frames, {stored.NAME: held.frame})
    return Company(base.profile, frames, None, base.folder, stored=held)


def as_known(company: Company, day: dt.date) -> Company:
    """The company on a day; itself when that is its own."""
    return company if day == company.date else company.as_of(day)
