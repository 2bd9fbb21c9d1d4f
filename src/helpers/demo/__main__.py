"""``python -m helpers.demo``: make the committed demo companies again, byte for byte."""

from __future__ import annotations

from helpers import paths
from helpers.demo import build, truth

#: Committed demo companies: id, industry preset, seed.
COMMITTED = (("hengce", "industrial_automation", 20251231),)


def main() -> None:
    data = paths.root() / "data"
    for id, industry, seed in COMMITTED:
        demo = build.write(id, seed, data / "companies" / id, industry)
        (data / "truth").mkdir(parents=True, exist_ok=True)
        (data / "truth" / f"{id}.json").write_text(truth.text(demo.truth), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
