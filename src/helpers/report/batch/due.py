"""What is missing or changed: files, data, parameters, code, notebooks, forms."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from helpers import __version__, paths
from helpers.report.batch.manifest import Executed, Output
from helpers.report.batch.places import is_remote, system
from helpers.report.batch.plan import Task

#: Packages whose version can change a number or a picture.
PACKAGES = ("pandas", "duckdb", "scikit-learn", "statsmodels", "matplotlib", "weasyprint", "python-pptx", "xlsxwriter")
#: What of this package decides how a report looks, besides its modules.
PARTS = ("**/*.py", "presets/*.yml", "locale/**/*.po", "**/*.html", "**/*.css", "**/*.js", "**/*.csv")


@cache
def versions() -> dict[str, str]:
    """What the reports of this run stand on."""
    found = {"course": __version__, "code": code(), "python": platform.python_version()}
    return found | {name: version(name) for name in PACKAGES}


@cache
def code() -> str:
    """Hash of everything in this package that a report is made with, line ends normalised; of the batch's own parts too."""
    folder = Path(__file__).parents[2]
    return digest({path.relative_to(folder).as_posix(): path for part in PARTS for path in folder.glob(part)})


def digest(files: Mapping[str, Path]) -> str:
    """Hash of texts by name, whatever their line ends."""
    whole = hashlib.sha256()
    for name in sorted(files):
        whole.update(f"{name}\n".encode())
        whole.update(files[name].read_bytes().replace(b"\r\n", b"\n"))
    return whole.hexdigest()[:16]


def request(task: Task, lang: str, template: str = "") -> str:
    """Hash of all that decides a report of a company in a language, but its data and its form."""
    books = digest({path.name: path for path in paths.notebooks(lang).glob("*.ipynb")})
    design = hashlib.sha256(Path(template).read_bytes()).hexdigest() if template else ""
    told = [task.as_of, task.rules, lang, books, versions(), design]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def books(task: Task, lang: str) -> dict[str, str]:
    """By notebook (its label), hash of all that decides what it says of a company, but the company's data."""
    found = {}
    for path in paths.notebooks(lang).glob("[0-9][0-9]_*.ipynb"):
        own = _own_rules(path, task.rules) if task.rules else {}
        told = [task.source, task.as_of, own, digest({path.name: path}), versions()]
        found[f"{lang}/{path.name}"] = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]
    return found


def _own_rules(notebook: Path, rules: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """Of the rules by station, those that the notebook is given. Loads the stations, which a batch else need not."""
    from helpers.report import parameters

    station = parameters.of_notebook(notebook)
    return rules.get(station.name, {}) if station else {}


def footprint(source: str) -> str:
    """Hash of a client folder's files, byte for byte; empty when that does not tell whether its data changed.

    A folder that names databases has data outside; one that cannot be read fails by itself later.
    """
    try:
        if is_remote(source):
            return _remote(source)
        whole = hashlib.sha256()
        for path in sorted(Path(source).iterdir()):
            if path.is_file() and not path.name.startswith((".", "~$")):
                with path.open("rb") as file:
                    whole.update(f"{path.name}\n{hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
                if path.name.casefold() == "company.yml" and names_databases(path.read_bytes()):
                    return ""
        return whole.hexdigest()[:16]
    except OSError:
        return ""


def names_databases(settings: bytes) -> bool:
    """Whether company.yml says that tables lie elsewhere (or might: any key of that name counts)."""
    return any(line.lstrip().startswith((b"tables", b'"tables', b"'tables", b"{")) for line in settings.splitlines())


def _remote(source: str) -> str:
    """Names, sizes and the server's own marks of each file (an S3 server's ETag), without reading them."""
    files, path = system(source)
    told = []
    for entry in files.ls(path, detail=True, refresh=True):
        if entry["type"] == "file":
            mark = entry.get("ETag") or entry.get("mtime") or entry.get("LastModified")
            if entry["name"].endswith("company.yml") and names_databases(files.cat_file(entry["name"])):
                return ""
            told.append([entry["name"].rsplit("/", 1)[-1], entry["size"], str(mark)])
    return hashlib.sha256(json.dumps(sorted(told)).encode()).hexdigest()[:16]


def standing(outputs: Sequence[Output], requests: Mapping[str, str], out: str) -> list[Output]:
    """Of the files of an earlier run, those made for the same request that lie where they were put, whole."""
    return [o for o in outputs if requests.get(o.lang) == o.request and _there(out, o)]


def executed(known: Sequence[Executed], requests: Mapping[str, str], out: str) -> list[Executed]:
    """Of the notebooks of an earlier run, those run for the same request that lie where they were put, whole."""
    return [one for one in known if one.path and requests.get(one.label) == one.request and _there(out, one)]


def _there(out: str, output: Output | Executed) -> bool:
    try:
        if is_remote(out):
            files, path = system(out)
            return files.info(f"{path.rstrip('/')}/{output.path}")["size"] == output.bytes
        return (Path(out) / output.path).stat().st_size == output.bytes
    except OSError:
        return False


def missing(
    known: Any, standing: Sequence[Output], wanted: Sequence[tuple[str, str]], print: str
) -> list[tuple[str, str]]:
    """Which (language, form) must be made; all when the files changed, as the data may have."""
    if known is None or known["state"] != "done" or not print or known["print"] != print:
        return list(wanted)
    there = {(output.lang, output.kind) for output in standing}
    return [one for one in wanted if one not in there]
