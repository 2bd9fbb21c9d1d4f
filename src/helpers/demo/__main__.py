"""``python -m helpers.demo [FOLDER] [--only ID]``: make the committed demo companies again, byte for byte."""

from __future__ import annotations

import argparse
from pathlib import Path

from helpers import paths
from helpers.demo import build
from helpers.demo.describe import COMMITTED
from helpers.demo.market import markets


def main(data: Path | None = None, only: str = "") -> None:
    """Write every committed company, its export and its truth under ``data`` (the course's own when not given).

    ``only`` is the id of one company; the others are left alone.
    """
    data = data or paths.root() / "data"
    for id, industry, seed in COMMITTED:
        if only in ("", id):
            build.write(
                id,
                seed,
                data / "companies" / id,
                industry,
                export=data / "exports" / id if markets()[industry].exported else None,
                truth_file=data / "truth" / f"{id}.json",
            )


if __name__ == "__main__":
    given = argparse.ArgumentParser(prog="python -m helpers.demo")
    given.add_argument("folder", nargs="?", type=Path)
    given.add_argument("--only", default="", choices=[id for id, _, _ in COMMITTED])
    asked = given.parse_args()
    main(asked.folder, asked.only)
