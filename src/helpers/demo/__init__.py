"""Demo companies: invented firms generated from a seed, with a truth that lies apart.

``market`` says what a market is, ``plans`` holds the described parameters by concept and ``markets`` one market a
file; ``parts`` are further tables and planted facts, one module each; ``build`` puts a firm together and writes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.demo.build import Demo, generate, write

__all__ = ["Demo", "generate", "write"]


def __getattr__(name: str):
    if name in __all__:
        from helpers.demo import build

        return getattr(build, name)
    raise AttributeError(name)
