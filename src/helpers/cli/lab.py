"""JupyterLab on the course: the edition's folder, its menus in the same language, nothing asked or fetched."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

from helpers import paths
from helpers.errors import ParameterError, Problem
from helpers.language import LOCALES, msg
from helpers.report import kernel

MENUS = {"zh": LOCALES["zh"], "en": "en"}


def start(
    lang: str, *, port: int = 8888, browser: bool = True, token: str | None = None, first: str = ""
) -> subprocess.Popen:
    """Start JupyterLab as a process of its own.

    Parameters
    ----------
    lang
        Edition to open, and language of the menus.
    port
        Port to listen on; the next free one is taken when it is in use.
    token
        Secret in the address; JupyterLab makes one up when ``None``.
    first
        Notebook to open, by its name; the first of the edition when empty.

    Raises
    ------
    ParameterError
        When there are no notebooks here.
    """
    home = paths.root().resolve()
    folder = paths.notebooks(lang).resolve()
    names = sorted(path.name for path in folder.glob("*.ipynb"))
    if not names:
        raise ParameterError(
            Problem(
                what=msg("There are no notebooks in {folder}.", folder=str(folder)),
                do=msg("Run the command in the folder of the course, or set COURSE_HOME to it."),
            )
        )
    place = home / ".course" / "lab"
    env = kernel.home(place)
    inside = folder.relative_to(home).as_posix()
    options = {
        "ServerApp.root_dir": str(home),
        "ServerApp.port": port,
        "ServerApp.open_browser": browser,
        "ServerApp.answer_yes": True,
        "ServerApp.allow_root": True,  # in containers; the token guards it all the same
        "FileContentsManager.preferred_dir": str(folder),
        "LabApp.default_url": f"/lab/tree/{inside}/{first or names[0]}",
        "LabApp.workspaces_dir": str(kernel.made(place / f"workspaces-{lang}")),
        "LabApp.app_settings_dir": str(settings(place / f"settings-{lang}", lang)),
        "LabApp.extension_manager": "readonly",
        "LabApp.news_url": None,
        "LabApp.check_for_updates_class": "jupyterlab.handlers.announcements.NeverCheckForUpdate",
    }
    if token is not None:
        options["IdentityProvider.token"] = token
    config = place / f"config-{lang}.json"
    nested: dict[str, dict] = {}
    for name, value in options.items():
        kind, key = name.split(".")
        nested.setdefault(kind, {})[key] = value
    config.write_text(json.dumps(nested, ensure_ascii=False, indent=1), "utf-8")
    command = [sys.executable, "-m", "jupyterlab", f"--config={config}"]
    return subprocess.Popen(command, cwd=folder, env=env)


def settings(folder: Path, lang: str) -> Path:
    """JupyterLab's settings of a language: its menus, and no news, updates or questions about them."""
    folder.mkdir(parents=True, exist_ok=True)
    overrides = {
        "@jupyterlab/translation-extension:plugin": {"locale": MENUS[lang]},
        "@jupyterlab/apputils-extension:notification": {
            "checkForUpdates": False,
            "doNotDisturbMode": True,
            "fetchNews": "false",
        },
    }
    (folder / "overrides.json").write_text(json.dumps(overrides, indent=1), "utf-8")
    return folder


def serve(process: subprocess.Popen) -> int:
    """Wait until JupyterLab ends; Ctrl-C is for it, not for us."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return 0 if process.wait() in (0, -signal.SIGINT, 130) else 1
    finally:
        signal.signal(signal.SIGINT, before)
