"""YAML as settings need it: plain values only, and no setting twice."""

from __future__ import annotations

import yaml


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
