"""The client folder: the only way in. ``company.open("hengce")`` begins everything.

What a folder holds: ``schema`` and ``tables``. Reading it: ``profile`` and ``settings``
(company.yml), ``sources``, the ``read_…`` modules and ``database``, then ``text``, ``kinds`` and
``cells``. ``constraints`` and ``check`` tell all that is wrong; ``folder`` is the company,
``identity`` its hash, ``as_of`` cuts it back (``recent`` keeps the latest cuts), ``ledger`` groups
its order lines, ``feeds`` says what it serves. ``save`` writes it, ``new`` begins one; ``workbook``, ``validation`` and ``dictionary`` are
made from the schema.
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
