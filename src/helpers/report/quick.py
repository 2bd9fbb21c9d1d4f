"""Loads nbformat without the grammars of a check that no notebook asks for."""

from __future__ import annotations

import sys

#: jsonschema checks an internationalised address (``"format": "iri"``) by this package, which builds forty grammars
#: when it is imported: 2.3 of the 2.6 processor seconds that nbformat takes. The schema of notebooks names no such
#: format; jsonschema takes the package as absent where it cannot be imported.
SLOW = "rfc3987_syntax"


def load_nbformat() -> None:
    """Import nbformat, so that what imports it later (nbclient, papermill) finds it there.

    Nothing is done where jsonschema was imported before: then it has its grammars already.
    """
    spare = "jsonschema" not in sys.modules and SLOW not in sys.modules
    if spare:
        sys.modules[SLOW] = None  # type: ignore[assignment]
    try:
        import nbformat  # noqa: F401
    finally:
        if spare:
            del sys.modules[SLOW]
