"""The forms a report is handed over in, all from one computation: a module each, with ``write(content, path)``.

To add a form, add a module and its name here.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from types import ModuleType

from helpers.errors import ParameterError, Problem
from helpers.language import msg

#: Name of the form, which is also the file's ending.
FORMATS = ("html", "pdf", "pptx", "xlsx")


def form(name: str) -> ModuleType:
    """The module of a form."""
    return importlib.import_module(f"helpers.report.formats.{name}_")


def checked(names: Sequence[str]) -> tuple[str, ...]:
    """Names of forms, each once and in our order.

    Raises
    ------
    ParameterError
        With every name that is no form.
    """
    wrong = [name for name in names if name not in FORMATS]
    if wrong or not names:
        do = msg("Take one or more of: {known}.", known=", ".join(FORMATS))
        raise ParameterError(
            [
                Problem(what=msg("There is no format called {name}.", name=repr(name)), do=do, column="--formats")
                for name in wrong or [""]
            ]
        )
    return tuple(name for name in FORMATS if name in names)
