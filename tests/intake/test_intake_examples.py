"""CDNOW as a client folder, against an independent count of its text file."""

import importlib.util
from decimal import Decimal
from pathlib import Path

import pytest

from helpers.company.check import check
from helpers.errors import MissingExtra, ParameterError
from helpers.intake.examples import published as examples


def lines():
    path = Path(importlib.util.find_spec("lifetimes").origin).parent / "datasets" / "CDNOW_sample.txt"
    return [line.split() for line in path.read_text("ascii").splitlines() if line.strip()]


@pytest.mark.covers("0.3")
def test_cdnow_is_complete(tmp_path):
    folder = examples.build("cdnow", tmp_path / "cdnow")
    company = check(folder).company
    raw, orders = lines(), company.table("orders")
    assert len(orders) == len(raw) == 6919 and orders["customer"].nunique() == 2357
    assert orders["amount"].sum() == sum(int(Decimal(row[4]) * 100) for row in raw)
    assert (orders["date"].min().date().isoformat(), orders["date"].max().date().isoformat()) == (
        "1997-01-01",
        "1998-06-30",
    )
    assert company.date.isoformat() == "1998-06-30" and company.currency == "USD"
    assert {"name": "doc_no", "value": "customer-date", "how": "proposed"} in company.intake["choices"]
    days = {(row[1], row[2]) for row in raw}
    assert orders["doc_no"].nunique() == len(days)
    assert company.intake["totals"]["rows_in"] == 6919 and company.intake["notes"]


def test_same_bytes_each_time(tmp_path):
    one, two = (examples.build("cdnow", tmp_path / name) for name in ("a", "b"))
    assert {p.name: p.read_bytes() for p in one.iterdir()} == {p.name: p.read_bytes() for p in two.iterdir()}


def test_without_the_package_a_word(monkeypatch, tmp_path):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MissingExtra) as caught:
        examples.build("cdnow", tmp_path / "x")
    assert "lifetimes" in caught.value.render("zh") and "pip install" in caught.value.render("en")


def test_unknown_example(tmp_path):
    with pytest.raises(ParameterError):
        examples.build("nothing", tmp_path)
