"""Our small frozen types to JSON and back, for stored results and for other programs."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cache
from typing import Any

TAG = "~"


@cache
def types() -> dict[str, type]:
    from helpers.finding import Action, Confidence, Finding
    from helpers.language import Message, Words
    from helpers.quantity import Quantity
    from helpers.station import Column, Facts

    return {kind.__name__: kind for kind in (Action, Confidence, Finding, Message, Words, Quantity, Column, Facts)}


@cache
def sparse(kind: type) -> frozenset[str]:
    """Fields of a type that few of its objects fill, and that are written only there."""
    return frozenset(field.name for field in dataclasses.fields(kind) if field.metadata.get("sparse"))


def encode(value: Any) -> Any:
    """Plain JSON data; a type of ours becomes an object that names it under ``~``.

    Raises
    ------
    TypeError
        For a type that is not ours and not JSON's.
    """
    kind = type(value)
    if kind.__name__ in types() and types()[kind.__name__] is kind:
        if hasattr(value, "_asdict"):
            fields = value._asdict()
        else:
            fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
            fields = {name: part for name, part in fields.items() if part or name not in sparse(kind)}
        return {TAG: kind.__name__} | {name: encode(part) for name, part in fields.items()}
    if isinstance(value, Mapping):
        return {str(name): encode(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [encode(part) for part in value]
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and value != value:
        return None
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    raise TypeError(f"cannot store {kind.__name__}: {value!r}")


def decode(value: Any) -> Any:
    """The reverse of :func:`encode`; lists inside our types come back as tuples."""
    if isinstance(value, list):
        return [decode(part) for part in value]
    if not isinstance(value, dict):
        return value
    kind = types().get(value.get(TAG, ""))
    parts = {name: decode(part) for name, part in value.items() if name != TAG}
    if kind is None:
        return parts
    return kind(**{name: tuple(part) if isinstance(part, list) else part for name, part in parts.items()})
