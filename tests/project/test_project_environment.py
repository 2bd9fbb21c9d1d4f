"""The three places that say what is installed agree."""

import re
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_environment_yml_equals_pyproject():
    listed = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))["dependencies"]
    pip = next(part["pip"] for part in listed if isinstance(part, dict))
    assert [line for line in pip if not line.startswith("--")] == PROJECT["dependencies"]
    assert {"--editable .", "--constraint constraints.txt"} <= set(pip)
    assert [part for part in listed if isinstance(part, str)] == [f"python{PROJECT['requires-python']}", "pip"]


def test_every_dependency_is_pinned_and_says_what_for():
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    wanted = [*PROJECT["dependencies"], *(d for extra in PROJECT["optional-dependencies"].values() for d in extra)]
    for dependency in wanted:
        if dependency.startswith(PROJECT["name"]):
            continue
        assert re.fullmatch(r"[\w.-]+(\[\w+\])?==[\w.]+", dependency)
        line = next(line for line in text.splitlines() if f'"{dependency}"' in line)
        assert len(line.partition("#")[2].strip()) >= 5, line


def test_constraints_pin_every_dependency_and_name_no_host():
    text = (ROOT / "constraints.txt").read_text("utf-8")
    assert "://" not in text
    pins = {m[1].lower().replace("_", "-"): m[2] for m in re.finditer(r"^([\w.-]+)==(\S+)", text, re.M)}
    for dependency in PROJECT["dependencies"]:
        name, version = re.sub(r"\[\w+\]", "", dependency).lower().replace("_", "-").split("==")
        assert pins[name] == version


def test_what_the_user_asked_for_is_there():
    names = {re.split(r"[=\[]", dependency)[0] for dependency in PROJECT["dependencies"]}
    assert {"jupyterlab", "pandas", "seaborn", "scikit-learn", "ipywidgets", "nbval", "papermill"} <= names
