"""The READMEs tell the truth: the tree is the real tree, the commands are real, both editions agree."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EDITIONS = ["README.md", "README.zh-CN.md"]


def tree(edition):
    """Paths of the annotated tree."""
    text = (ROOT / edition).read_text("utf-8")
    block = next(part for part in re.findall(r"```\n(.*?)```", text, re.S) if "environment.yml" in part)
    parent, found = "", []
    for line in block.splitlines():
        names, indented = re.split(r"\s{3,}", line.strip())[0].split("  "), line.startswith(" ")
        for name in names:
            if indented:
                found.append(parent + name)
            else:
                found.append(name)
                parent = name if name.endswith("/") else ""
    return found


@pytest.mark.parametrize("edition", EDITIONS)
def test_everything_in_the_tree_is_there(edition):
    missing = [name for name in tree(edition) if not (ROOT / name).exists()]
    assert missing == [] and len(tree(edition)) > 30


@pytest.mark.parametrize("edition", EDITIONS)
def test_everything_that_is_there_is_in_the_tree(edition):
    tracked = subprocess.run(
        ["git", "-c", "core.quotepath=off", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    listed = {name.rstrip("/") for name in tree(edition)}
    parts = {name.split("/")[0] for name in tracked if not name.startswith(".")}
    inner = {"/".join(name.split("/")[:3]) for name in tracked if name.startswith("src/helpers/")}
    tops = {name.split("/")[0] for name in listed}
    assert parts - tops == set()
    assert inner - listed - {"src/helpers/__init__.py", "src/helpers/__main__.py"} == set()


def test_both_editions_have_the_same_tree_commands_and_sections():
    first, second = ((ROOT / edition).read_text("utf-8") for edition in EDITIONS)
    assert tree(EDITIONS[0]) == tree(EDITIONS[1])
    commands = r"(?:course|make|conda|pip) [\w-]+[^`#\n]*?(?=\s*[`#\n])"
    assert [c.strip() for c in re.findall(commands, second)] and sorted(
        set(re.findall(r"`(course [^`…]+)`", first))
    ) == sorted(set(re.findall(r"`(course [^`…]+)`", second)))
    assert len(re.findall("^## ", first, re.M)) == len(re.findall("^## ", second, re.M))


@pytest.mark.parametrize("edition", EDITIONS)
def test_pictures_are_there(edition):
    for name in re.findall(r"!\[[^]]*\]\(([^)]+)\)", (ROOT / edition).read_text("utf-8")):
        assert (ROOT / name).stat().st_size > 10_000


@pytest.mark.parametrize("edition", EDITIONS)
def test_make_targets_named_are_real(edition):
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in set(re.findall(r"\bmake (\w+)\b(?=[ `])", (ROOT / edition).read_text("utf-8"))):
        assert re.search(rf"^{target}:", makefile, re.M), target


def test_no_commit_names_a_host_or_a_machine_path():
    tracked = subprocess.run(
        ["git", "-c", "core.quotepath=off", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    for name in tracked:
        if name.endswith((".png", ".xlsx", ".parquet", "test_project_readme.py")):
            continue
        text = (ROOT / name).read_text("utf-8")
        found = re.search(
            r"pypi\.org|pythonhosted|registry\.npmjs|deb\.debian|/work/|/root/|/home/\w+/|C:\\\\Users", text
        )
        assert not found, (name, found and found[0])
