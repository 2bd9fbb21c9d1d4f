"""Long ledgers: the same import as :mod:`helpers.intake.ledger.ledger_import`, with the rows in DuckDB instead of memory.

``stream`` looks at the file's beginning; ``bring_in`` takes it in one pass: pieces are cut (``cells``) and looked at side
by side, so that of each column only the *distinct texts* of a piece are read (``column``, ``mend``), by the very functions
that read short ledgers; texts that repeat over the whole file stand as numbers (``coded``). ``stage`` says what lies where,
``odd`` treats the rows that need a look at more than a cell, ``union`` puts both together, ``lines`` and ``equal`` give
amounts and reasons, ``tell`` the account, ``made`` is the result. What this path does not know it refuses
(:class:`Unsuited`): then the usual path takes over if there is ``room``, and says so.

The test of this package is that path: every figure, row and reason must be the same.
"""

from helpers.intake.bulk.unsuited import LONG, Unsuited

__all__ = ["LONG", "Unsuited"]
