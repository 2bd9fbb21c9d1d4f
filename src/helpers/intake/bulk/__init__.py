"""Long ledgers: the same import as :mod:`helpers.intake.ledger.ledger_import`, with the rows in DuckDB instead of memory.

The cells that are written plainly (ISO dates, plain decimals, clean codes) are read by DuckDB; of all
others each *distinct text* is read once, by the very functions that read short ledgers. ``stream`` looks
at the file as bytes, ``stage`` brings it in, ``texts`` collects distinct texts, ``odd`` treats the rows that
are not plain, ``lines`` makes typed lines and their reasons, ``tell`` writes the account, ``made`` is the
result. What this path does not know it refuses (:class:`Unsuited`), and the usual path takes over.

The test of this package is that path: every figure, row and reason must be the same.
"""

from helpers.intake.bulk.unsuited import LONG, Unsuited

__all__ = ["LONG", "Unsuited"]
