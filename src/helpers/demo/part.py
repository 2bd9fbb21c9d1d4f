"""Parts of a market: a further table or a planted fact, one small module each.

A part is a frozen dataclass of described parameters. While the firm is drawn, the generator calls
its hooks in this order, and a part overrides those it needs:

``people``  after the customers are drawn: change names, columns, needs (``firm.people``).
``story``   before anything is ordered: change who buys what share, who stops when, the level of all
            demand (``firm.plot``).
``orders``  after the ordinary orders are drawn: change their values, add or drop some (``firm.documents``).
``lines``   after lines and returns are drawn: change, add or drop some (``firm.lines``).
``tables``  at the end: add tables to ``firm.frames``, change the basic ones, and write what is
            true into ``firm.truth``.

Each part has a stream of chance of its own, named by ``name``: what it draws changes nobody else's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

if TYPE_CHECKING:
    from helpers.demo.firm import Firm


@dataclass(frozen=True)
class Part:
    """A part without effect; see the module for the hooks."""

    name: ClassVar[str] = ""

    def people(self, firm: Firm, chance: np.random.Generator) -> None:
        """Change the customers."""

    def story(self, firm: Firm, chance: np.random.Generator) -> None:
        """Change what happens to whom."""

    def orders(self, firm: Firm, chance: np.random.Generator) -> None:
        """Change the orders."""

    def lines(self, firm: Firm, chance: np.random.Generator) -> None:
        """Change the order lines."""

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        """Add tables and truth."""

    def quiet(self) -> Part:
        """The part in the no-signal twin: a table without its planted fact. Itself when it plants nothing."""
        return self


@dataclass(frozen=True)
class Fact(Part):
    """A part that is nothing but a planted fact: the twin has it not, and its truth is ``None``."""

    def quiet(self) -> Part:
        return Nothing(self.name)


@dataclass(frozen=True)
class Nothing(Part):
    """What is left of a fact in the twin."""

    name: str = ""

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        firm.truth[self.name] = None
