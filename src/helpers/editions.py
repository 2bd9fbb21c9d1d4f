"""Keep the English notebooks in step with the Chinese ones, which are written first.

Code, ids, tags and order are copied from zh to en; prose is translated by people. Each translated
cell carries the hash of the Chinese it was made from, so a cell gone stale names itself.
"""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers import paths
from helpers.errors import ParameterError, Problem
from helpers.language import Message, msg

FIRST, SECOND = "zh", "en"
#: Folders that hold both editions.
PARTS = ("notebooks", "workbook")
HASH, OPEN = "source_hash", "untranslated"


@dataclass(frozen=True)
class Difference:
    """One thing in which the second edition is not in step: at which cell, and what."""

    notebook: str
    cell: str
    kind: str
    what: Message

    def __str__(self) -> str:
        return f"{self.notebook} · {self.cell} · {self.what}"


def source_hash(text: str) -> str:
    """First 12 hex digits of the SHA-256 of a cell's source."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def source(cell: Mapping[str, Any]) -> str:
    """A cell's source as one text (files keep it as lines)."""
    lines = cell["source"]
    return lines if isinstance(lines, str) else "".join(lines)


def sync(zh: Mapping[str, Any], en: Mapping[str, Any]) -> dict[str, Any]:
    """The English notebook brought in step.

    Every cell of ``zh`` in its order; code as in ``zh`` and without outputs; prose as it stands in
    ``en`` with the hash it had. Prose not translated yet is inserted in Chinese and marked
    ``untranslated``. Neither argument is changed.
    """
    translated = {cell.get("id"): cell for cell in en.get("cells", []) if cell["cell_type"] == "markdown"}
    cells = []
    for original in zh["cells"]:
        cell = copy.deepcopy(dict(original))
        cell["metadata"] = {k: v for k, v in cell["metadata"].items() if k not in (HASH, OPEN)}
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
        elif cell["cell_type"] == "markdown":
            known = translated.get(cell["id"])
            if known is None:
                cell["metadata"][OPEN] = True
            else:
                cell["source"] = copy.deepcopy(known["source"])
                kept = {k: known["metadata"][k] for k in (HASH, OPEN) if k in known.get("metadata", {})}
                cell["metadata"] |= kept
        cells.append(cell)
    rest = {key: copy.deepcopy(value) for key, value in zh.items() if key != "cells"}
    return {"cells": cells, **rest}


def stale(en: Mapping[str, Any], zh: Mapping[str, Any], notebook: str = "") -> list[Difference]:
    """Everything in which ``en`` is not in step with ``zh``, in the order of ``zh``."""
    found: list[Difference] = []

    def tell(cell: str, kind: str, what: Message) -> None:
        found.append(Difference(notebook, cell, kind, what))

    first = {cell.get("id", ""): cell for cell in zh["cells"]}
    second = {cell.get("id", ""): cell for cell in en["cells"]}
    for id, original in first.items():
        cell = second.get(id)
        if cell is None:
            tell(id, "missing", msg("the cell is missing"))
            continue
        if cell["cell_type"] != original["cell_type"]:
            tell(id, "type", msg("it is another type of cell"))
            continue
        mine, theirs = cell["metadata"], original["metadata"]
        if {k: v for k, v in mine.items() if k not in (HASH, OPEN)} != theirs:
            tell(id, "metadata", msg("its tags or other metadata differ"))
        if original["cell_type"] != "markdown":
            if source(cell) != source(original):
                tell(id, "code", msg("its code differs"))
        elif mine.get(OPEN):
            tell(id, "untranslated", msg("it is not translated yet"))
        elif HASH not in mine:
            tell(id, "unhashed", msg("it does not say which source it was translated from"))
        elif mine[HASH] != source_hash(source(original)):
            tell(id, "stale", msg("its source has changed since it was translated"))
    for id in second:
        if id not in first:
            tell(id, "extra", msg("the source has no such cell"))
    common = [id for id in first if id in second]
    if common != [id for id in second if id in first]:
        tell("", "order", msg("the cells stand in another order"))
    if {k: v for k, v in en.items() if k != "cells"} != {k: v for k, v in zh.items() if k != "cells"}:
        tell("", "notebook", msg("the notebook's own metadata differ"))
    return found


def accept(en: Mapping[str, Any], zh: Mapping[str, Any], cells: tuple[str, ...] = ()) -> dict[str, Any]:
    """``en`` with its prose (or the named cells) declared a translation of ``zh`` as it stands now.

    Raises
    ------
    ParameterError
        When a named cell is not a cell of prose in both.
    """
    originals = {cell["id"]: source(cell) for cell in zh["cells"] if cell["cell_type"] == "markdown"}
    done = copy.deepcopy(dict(en))
    known = {cell["id"] for cell in done["cells"]} & set(originals)
    if missing := [id for id in cells if id not in known]:
        raise ParameterError(
            Problem(
                what=msg("There is no cell of prose called {name}.", name=", ".join(map(repr, missing))),
                do=msg("Take one of: {known}.", known=", ".join(sorted(known))),
            )
        )
    for cell in done["cells"]:
        if cell["id"] in (cells or known):
            cell["metadata"].pop(OPEN, None)
            cell["metadata"][HASH] = source_hash(originals[cell["id"]])
    return done


def read(path: Path) -> dict[str, Any]:
    """A notebook as plain data."""
    return json.loads(path.read_text("utf-8"))


def text(notebook: Mapping[str, Any]) -> str:
    """A notebook as it is committed: indent 1, Chinese as it is, sources as lines, a final newline."""
    done = copy.deepcopy(dict(notebook))
    for cell in done["cells"]:
        cell["source"] = source(cell).splitlines(keepends=True)
    return json.dumps(done, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def pairs(root: Path | None = None) -> list[tuple[Path, Path]]:
    """(zh, en) paths of every notebook of either edition; either may not exist yet."""
    home, found = root or paths.root(), []
    for part in PARTS:
        zh, en = home / part / FIRST, home / part / SECOND
        names = sorted({path.name for folder in (zh, en) for path in folder.glob("*.ipynb")})
        found += [(zh / name, en / name) for name in names]
    return found


def check_all(root: Path | None = None) -> list[Difference]:
    """Everything out of step, over all notebooks."""
    found = []
    for zh, en in pairs(root):
        if not zh.exists():
            found.append(Difference(en.stem, "", "extra", msg("the source has no such notebook")))
        elif not en.exists():
            found.append(Difference(zh.stem, "", "missing", msg("the notebook is missing")))
        else:
            found += stale(read(en), read(zh), zh.stem)
    return found


def sync_all(root: Path | None = None) -> list[Path]:
    """Bring every English notebook in step; returns the files that were changed."""
    changed = []
    for zh, en in pairs(root):
        if not zh.exists():
            continue
        before = en.read_text("utf-8") if en.exists() else ""
        after = text(sync(read(zh), json.loads(before) if before else {"cells": []}))
        if after != before:
            en.parent.mkdir(parents=True, exist_ok=True)
            en.write_text(after, "utf-8", newline="\n")
            changed.append(en)
    return changed


def accept_named(name: str, root: Path | None = None) -> Path:
    """Declare a notebook or one cell translated: ``02_classification``, ``02_classification:trend``,
    ``workbook/02_classification``.

    Raises
    ------
    ParameterError
        When there is no such notebook or cell.
    """
    notebook, _, cell = name.partition(":")
    both = {
        (zh.stem if zh.parents[1].name == PARTS[0] else f"{zh.parents[1].name}/{zh.stem}"): (zh, en)
        for zh, en in pairs(root)
        if zh.exists() and en.exists()
    }
    if notebook not in both:
        raise ParameterError(
            Problem(
                what=msg("There is no notebook called {name}.", name=repr(notebook)),
                do=msg("Take one of: {known}.", known=", ".join(both)),
            )
        )
    zh, en = both[notebook]
    en.write_text(text(accept(read(en), read(zh), (cell,) if cell else ())), "utf-8", newline="\n")
    return en
