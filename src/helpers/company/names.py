"""What a company may be called: ids that are safe as folder names on any system."""

from __future__ import annotations

from helpers.language import Message, msg

LONGEST_ID = 80
#: Names that Windows keeps for devices, with or without an ending.
_DEVICES = {"con", "prn", "aux", "nul"} | {f"{kind}{n}" for kind in ("com", "lpt") for n in range(10)}


def wrong_id(id: str) -> Message | None:
    """Why an id cannot be a folder's name, or ``None``.

    Letters of any script (Chinese too), digits, ``-``, ``_`` and ``.``; beginning with a letter,
    a digit or ``_``; not ending in a dot; at most 80 signs; none of Windows' device names.
    """
    if not id:
        return msg("The id is empty.")
    if len(id) > LONGEST_ID:
        return msg("The id is longer than {n} characters.", n=LONGEST_ID)
    if any(not (sign.isalnum() or sign in "-_.") for sign in id):
        return msg("{value} holds signs other than letters, digits, “-”, “_” and “.”.", value=repr(id))
    if id[0] in ".-" or id[-1] == ".":
        return msg("{value} begins with “.” or “-”, or ends with “.”.", value=repr(id))
    if id.split(".")[0].casefold() in _DEVICES:
        return msg("{value} is a name that Windows keeps for itself.", value=repr(id))
    return None


def wrong_name(name: str) -> Message | None:
    """Why a text cannot be the name of a firm, or ``None``."""
    if not name.strip():
        return msg("The name is empty.")
    if len(name) > 200:
        return msg("The name is longer than {n} characters.", n=200)
    if not all(sign.isprintable() for sign in name):
        return msg("{value} holds signs that cannot be seen or printed.", value=repr(name))
    return None
