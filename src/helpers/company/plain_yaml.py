"""YAML: as settings of people need it, plain values only and no setting twice; and the program's own lists, quickly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

#: The parser in C, where this machine has it: ten times as quick.
_QUICK = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Loader(yaml.SafeLoader):
    """YAML's safe loader, which besides refuses a key that stands twice in one block."""

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key, _ in node.value:
            text = getattr(key, "value", None)
            if isinstance(text, str) and text in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{text!r} stands twice", key.start_mark)
            seen.add(text if isinstance(text, str) else id(key))
        return super().construct_mapping(node, deep)


def read_own(path: Path) -> Any:
    """A file of the program's own, which its tests keep right."""
    return yaml.load(path.read_text("utf-8"), Loader=_QUICK)
