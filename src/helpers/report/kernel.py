"""A Jupyter home of our own: the kernel ``python3`` is this very interpreter, and nothing is shared.

What kernels are installed on a machine, and what other runs do at the same time (connection files,
IPython's history database), does not matter.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

NAME = "python3"


def home(folder: Path) -> dict[str, str]:
    """Make a Jupyter home in ``folder``; returns the environment that uses it."""
    spec = folder / "share" / "kernels" / NAME
    spec.mkdir(parents=True, exist_ok=True)
    (spec / "kernel.json").write_text(
        json.dumps(
            {
                "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
                "display_name": "Python 3",
                "language": "python",
                "metadata": {"debugger": True},
            },
            indent=1,
        ),
        "utf-8",
    )
    env = dict(os.environ)
    env.pop("JUPYTER_PREFER_ENV_PATH", None)
    env["JUPYTER_PATH"] = os.pathsep.join([str(folder / "share"), *filter(None, [env.get("JUPYTER_PATH")])])
    env["JUPYTER_RUNTIME_DIR"] = str(made(folder / "runtime"))
    env["IPYTHONDIR"] = str(made(folder / "ipython"))
    env["PYTHONUTF8"] = "1"
    env["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    return env


def batch(folder: Path) -> dict[str, str]:
    """Environment of kernels that nobody watches: :func:`home`, and no settings of the person's."""
    env = home(folder)
    env["JUPYTER_CONFIG_DIR"] = str(made(folder / "config"))
    env["JUPYTER_NO_CONFIG"] = "1"
    env["PYTHONWARNINGS"] = "ignore"
    env["PYTHONHASHSEED"] = "0"
    env["MPLBACKEND"] = "agg"
    env["TQDM_DISABLE"] = "1"
    return env


def made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
