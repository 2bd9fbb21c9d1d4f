"""``python -m helpers.demo [FOLDER]``: make the committed demo companies again, byte for byte."""

from __future__ import annotations

import sys
from pathlib import Path

from helpers import paths
from helpers.demo import build
from helpers.demo.describe import COMMITTED
from helpers.demo.market import markets


def main(data: Path | None = None) -> None:
    """Write every committed company, its export and its truth under ``data`` (the course's own when not given)."""
    data = data or paths.root() / "data"
    for id, industry, seed in COMMITTED:
        build.write(
            id,
            seed,
            data / "companies" / id,
            industry,
            export=data / "exports" / id if markets()[industry].exported else None,
            truth_file=data / "truth" / f"{id}.json",
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
