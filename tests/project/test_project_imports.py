"""Imports point one way: cli → report → stations → company; and looking in costs nothing."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

SOURCE = ROOT / "src" / "helpers"
STATIONS = ["intake", "diagnosis", "classification"]
#: What each part may import of ours, besides itself and the shared root modules.
ALLOWED = {
    "company": set(),
    "intake": {"company"},
    "diagnosis": {"company", "intake"},
    "classification": {"company", "intake", "diagnosis"},
    "demo": {"company", "intake"},
    "workbook": {"company", *STATIONS},
    "report": {"company", *STATIONS},
    "cli": {"company", "report", "demo", "workbook", *STATIONS},
    "__main__": {"cli"},
}
ROOT_MODULES = {
    "beside",
    "catalogue",
    "drawn",
    "editions",
    "errors",
    "finding",
    "kept",
    "language",
    "panel",
    "paths",
    "person",
    "quantity",
    "rules",
    "show",
    "station",
    "store",
    "style",
    "wire",
}


def ours(path):
    """First parts of what a file imports of helpers (also inside functions)."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            if node.module == "helpers":
                yield from (alias.name for alias in node.names)
            elif node.module.startswith("helpers."):
                yield node.module.split(".")[1]
        elif isinstance(node, ast.Import):
            yield from (alias.name.split(".")[1] for alias in node.names if alias.name.startswith("helpers."))


def part_of(path):
    first = path.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_imports_point_one_way(path):
    part = part_of(path)
    for name in set(ours(path)) - {part}:
        if name in ROOT_MODULES or name == "__version__":
            continue
        if part in ROOT_MODULES:
            # the machinery may name what it carries, only where it is used: for types or inside functions
            assert name == "company", f"{path} imports {name}"
            continue
        assert name in ALLOWED.get(part, set()), f"{path} imports {name}"


def test_every_part_is_known():
    parts = {part_of(path) for path in SOURCE.rglob("*.py")} - {"__init__", "locale", "presets"}
    assert parts <= set(ALLOWED) | ROOT_MODULES


@pytest.mark.parametrize(
    "call",
    ["import helpers", "from helpers.cli import main; main(['--help'])", "import helpers.station, helpers.language"],
)
def test_looking_in_loads_nothing_heavy(call):
    code = f"import sys\ntry:\n    exec({call!r})\nexcept SystemExit:\n    pass\nprint('HEAVY', sorted({{'pandas', 'numpy', 'matplotlib', 'ibis', 'pandera', 'papermill'}} & set(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.rstrip().endswith("HEAVY []"), out.stdout[-500:]
