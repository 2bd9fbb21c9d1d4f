"""The client folder: the only way in. ``company.open("hengce")`` begins everything.

``schema`` and ``tables`` say what a folder holds; ``sources`` and ``cells`` read it, ``check``
checks it, ``folder`` is the company, ``as_of`` cuts it back, ``ledger`` groups its order lines,
``save`` writes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.company.folder import Company, open

__all__ = ["Company", "open"]


def __getattr__(name: str):
    if name in __all__:
        from helpers.company import folder

        return getattr(folder, name)
    raise AttributeError(name)
