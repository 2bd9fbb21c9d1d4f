"""A course of one small notebook in a folder with a blank and Chinese in its name."""

import datetime as dt
import importlib.util
import json
import shutil
import sys
from pathlib import Path

import pytest
from small_course import lesson

HERE = Path(__file__).parent


@pytest.fixture
def small(monkeypatch):
    """The small station as station ``small`` of the chain."""
    from helpers import station

    spec = importlib.util.spec_from_file_location("helpers.small", HERE / "small_station.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setitem(sys.modules, "helpers.small", module)
    monkeypatch.setattr(station, "CHAIN", ("small",))
    monkeypatch.setattr("helpers.report.parameters.CHAIN", ("small",))
    return module


@pytest.fixture
def course(tmp_path, monkeypatch, small):
    """A course folder with the small notebook in both editions and one company of twenty customers."""
    from helpers.company.folder import Company
    from helpers.company.profile import Profile
    from helpers.company.save import save
    from helpers.language import Words

    home = tmp_path / "客户 course"
    home.mkdir()
    (home / "pyproject.toml").write_text("", "utf-8")
    for lang in ("zh", "en"):
        folder = home / "notebooks" / lang
        folder.mkdir(parents=True)
        shutil.copy(HERE / "small_station.py", folder)
        (folder / "07_small.ipynb").write_text(json.dumps(lesson()), "utf-8")
    profile = Profile("firm", Words("<i>某公司", "A <i>firm"), "general", "CNY", dt.date(2025, 12, 31), True)
    save(Company(profile, small.frame(20)), home / "data" / "companies" / "firm")
    monkeypatch.setenv("COURSE_HOME", str(home))
    monkeypatch.setenv("COURSE_RESULTS", str(home / ".course" / "results"))
    return home
