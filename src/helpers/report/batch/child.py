"""What runs in a company's own process: the order is carried out, and what came of it is told in one last line.

``python -m helpers.report.batch.child`` takes the order on stdin and ends, with all it started, when stdin does:
a batch that was killed leaves nobody behind who still writes.
"""

from __future__ import annotations

import dataclasses
import importlib
import json
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from typing import Any

Tell = Callable[..., None]
#: Length of a cause that is told on one line, and of a traceback that is kept.
LINE, TRACE = 400, 8000


def main() -> None:
    """Take the order on stdin, carry it out, tell on stdout."""
    from helpers.report import family  # not of the engine, which loads papermill: seconds that many a company need not

    family.end_with_parent()
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)
    order = json.loads(sys.stdin.readline())

    def gone() -> None:
        sys.stdin.read()
        if os.name == "posix":
            os.killpg(0, signal.SIGKILL)
        os._exit(1)

    threading.Thread(target=gone, daemon=True).start()
    carry_out(order, teller(out))
    os._exit(0)  # nothing that a notebook left running holds it up


def teller(out) -> Tell:
    """Tell a line of JSON at once."""

    def tell(**words: Any) -> None:
        out.write(json.dumps(words, ensure_ascii=True) + "\n")
        out.flush()

    return tell


def carry_out(order: Mapping[str, Any], tell: Tell) -> None:
    """Do what the order says; whatever happens, the last line tells it."""
    import faulthandler

    from helpers.errors import CourseError

    faulthandler.enable(all_threads=False)
    try:
        module, _, name = order["make"].partition(":")
        told = getattr(importlib.import_module(module), name)(order, tell)
        end: dict[str, Any] = {"state": "done", **told}
    except CourseError as error:
        end = refused(error)
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        kind = "memory" if isinstance(error, MemoryError) else type(error).__name__
        end = {"state": "person" if kind == "memory" else "bug", "kind": kind, "trace": traceback.format_exc()[-TRACE:]}
        end |= words(lambda lang: said)
    tell(end=end | {"cpu": round(sum(os.times()[:4]), 3)})


def refused(error) -> dict[str, Any]:
    """The end of a company whose input needs a person, or in whose notebook something of ours broke."""
    first, more = error.problems[0], len(error.problems) - 1
    at = {"notebook": first.file, "cell": first.column} if first.file.endswith(".ipynb") else {}
    ours = bool(at) and first.kind not in kinds()
    told = dataclasses.replace(first, file="", column="") if at else first  # notebook and cell are told apart
    return {
        "state": "bug" if ours else "person",
        "kind": first.kind or type(error).__name__,
        "trace": error.render("en")[-TRACE:],
        **at,
        **words(lambda lang: told.render(lang) + (f" (+{more})" if more else "")),
    }


def kinds() -> set[str]:
    """What may end a notebook without a bug of ours: input, limits."""
    from helpers import errors

    ours = {kind.__name__ for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)}
    return ours | {"CellTimeoutError", "MemoryError"}


def words(say: Callable[[str], str]) -> dict[str, str]:
    """A cause in both languages, each on one line."""
    from helpers.language import LANGUAGES

    return {f"cause_{lang}": " ".join(say(lang).split())[:LINE] for lang in LANGUAGES}


if __name__ == "__main__":
    main()
