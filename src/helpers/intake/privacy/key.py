"""The key of a copy: a secret, and the pseudonyms given so far; only its owner can read the file."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import secrets
import stat
from dataclasses import dataclass, field
from pathlib import Path

from helpers.errors import ParameterError, Problem
from helpers.language import msg

FORMAT = 1


@dataclass
class Key:
    """What turns a copy back into its original: keep it apart from the copy.

    Attributes
    ----------
    secret
        32 bytes; everything random of a copy follows from it.
    given
        Domain → original value → pseudonym, so that the owner can read results back, and so that
        next month's copy calls everybody the same.
    """

    company: str
    secret: bytes
    given: dict[str, dict[str, str]] = field(default_factory=dict)

    def digest(self, *parts: str) -> int:
        """A number that only the secret tells (HMAC-SHA-256, RFC 2104, FIPS 198-1)."""
        text = "\x1f".join(parts).encode()
        return int.from_bytes(hmac.new(self.secret, text, hashlib.sha256).digest(), "big")


def new(company: str, seed: int | None = None) -> Key:
    """A key from the system's random source, or, for exercises only, from a seed that anyone can guess."""
    secret = secrets.token_bytes(32) if seed is None else hashlib.sha256(f"{company} {seed}".encode()).digest()
    return Key(company, secret)


def default_path(company: str) -> Path:
    """Where a key lies when nothing is said: in the owner's home, beside no copy."""
    given = os.environ.get("COURSE_KEYS")
    return (Path(given) if given else Path.home() / ".course-keys") / f"{company}.key.json"


def load(path: Path, company: str) -> Key | None:
    """The key of a file, or ``None`` when there is none yet.

    Raises
    ------
    ParameterError
        When it cannot be read, or is another company's.
    """
    if not path.exists():
        return None
    try:
        raw = json.loads(path.read_text("utf-8"))
        key = Key(raw["company"], bytes.fromhex(raw["secret"]), raw["given"])
        good = raw["format"] == FORMAT and len(key.secret) == 32
    except (OSError, ValueError, KeyError, TypeError):
        good = False
    if not good:
        raise ParameterError(
            Problem(
                what=msg("The key {file} cannot be read.", file=path.name),
                do=msg("Name another file with --key: a new key is made there, with other pseudonyms."),
                column="--key",
            )
        )
    if key.company != company:
        raise ParameterError(
            Problem(
                what=msg(
                    "The key {file} belongs to {other}, not to {id}.", file=path.name, other=key.company, id=company
                ),
                do=msg("Name another file with --key."),
                column="--key",
            )
        )
    return key


def save(key: Key, path: Path) -> Path:
    """Write the key, readable and writable by its owner alone (mode 600; on Windows the folder's own rights).

    It is written whole under another name and moved into place, so no other reader ever sees it.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    raw = {
        "format": FORMAT,
        "company": key.company,
        "secret": key.secret.hex(),
        "given": {domain: dict(sorted(names.items())) for domain, names in sorted(key.given.items())},
    }
    part = path.with_name(path.name + ".part")
    with contextlib.suppress(FileNotFoundError):
        part.unlink()
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        json.dump(raw, file, ensure_ascii=False, indent=1)
    os.replace(part, path)
    return path
