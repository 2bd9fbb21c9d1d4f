"""Folders here or behind an address (``s3://…`` and whatever else fsspec reads)."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import Any

from helpers.errors import MissingExtra, Problem
from helpers.language import msg

ADDRESS = re.compile(r"^([a-z][a-z0-9+.-]+)://")


def is_remote(path: str) -> bool:
    """Whether it is an address, not a path of this machine."""
    return bool(ADDRESS.match(path)) and not path.startswith("file://")


def joined(folder: str, name: str) -> str:
    return f"{folder.rstrip('/')}/{name}" if is_remote(folder) else str(Path(folder) / name)


def system(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it.

    Raises
    ------
    MissingExtra
        When fsspec, or what it needs for this kind of address, is not installed.
    """
    try:
        import fsspec

        return fsspec.core.url_to_fs(address)
    except ImportError as error:
        raise MissingExtra(
            Problem(
                what=msg(
                    "Addresses such as {address} need a package that is not installed: {why}",
                    address=address,
                    why=str(error)[:200],
                ),
                do=msg('Install it with: pip install "customer-strategy-course[cluster]"'),
            )
        ) from None


def listed(folder: str) -> list[tuple[str, bool]]:
    """What a folder holds: (name, whether it is a folder), by name."""
    if not is_remote(folder):
        return sorted((path.name, path.is_dir()) for path in Path(folder.removeprefix("file://")).iterdir())
    files, path = system(folder)
    entries = files.ls(path, detail=True, refresh=True)
    found = [(entry["name"].rstrip("/").rsplit("/", 1)[-1], entry["type"] == "directory") for entry in entries]
    return sorted(entry for entry in found if entry[0])


def read_text(path: str) -> str:
    if not is_remote(path):
        return Path(path.removeprefix("file://")).read_text("utf-8-sig")
    files, inside = system(path)
    return files.cat_file(inside).decode("utf-8-sig")


def bring(address: str, folder: Path) -> Path:
    """The files of a folder behind an address, copied into ``folder``; returns where they are."""
    files, path = system(address)
    folder.mkdir(parents=True, exist_ok=True)
    for entry in files.ls(path, detail=True, refresh=True):
        name = entry["name"].rstrip("/").rsplit("/", 1)[-1]
        if entry["type"] == "file" and name:
            files.get_file(entry["name"], str(folder / name))
    return folder


def fetch(address: str, file: Path) -> None:
    """One file behind an address, copied to ``file``; nothing where it is gone."""
    files, path = system(address)
    with contextlib.suppress(OSError):
        files.get_file(path, str(file))


def send(folder: Path, address: str) -> None:
    """Every file of a folder, copied to an address: each whole or not at all, pages last."""
    files, path = system(address)
    inside = sorted(
        (p for p in folder.rglob("*") if p.is_file()), key=lambda p: (len(p.relative_to(folder).parts) == 1, p)
    )
    for one in inside:
        target = f"{path.rstrip('/')}/{one.relative_to(folder).as_posix()}"
        files.makedirs(target.rsplit("/", 1)[0], exist_ok=True)
        files.put_file(str(one), target)


def put(file: Path, address: str) -> None:
    """One file, copied into a folder behind an address."""
    files, path = system(address)
    files.makedirs(path, exist_ok=True)
    files.put_file(str(file), f"{path.rstrip('/')}/{file.name}")
