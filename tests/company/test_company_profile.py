"""company.yml: ids that are safe as folders, settings of the right kind, and all that is wrong at once."""

import pytest

from helpers.company.names import wrong_id
from helpers.company.profile import parse
from helpers.company.settings import parts

GOOD = {"id": "firm", "name": "x", "industry": "general", "currency": "CNY", "as_of": "2025-06-30"}


@pytest.mark.parametrize("id", ["hengce", "恒策-2025", "a.b_c", "A" * 80, "_x", "9", "élan", "con-1"])
def test_safe_ids(id):
    assert wrong_id(id) is None and parse(GOOD | {"id": id}).id == id


@pytest.mark.parametrize(
    "id",
    ["", ".", "..", ".x", "-x", "x.", "a/b", "a\\b", "a b", "a:b", "A" * 81, "a\n", "CON", "nul.txt", "Com1", "x\0", "../up", "a*", "😀"],
)  # fmt: skip
def test_unsafe_ids(id):
    assert wrong_id(id) is not None
    assert [problem.column for problem in parts(GOOD | {"id": id}).problems] == ["id"]


@pytest.mark.parametrize(
    "change, column",
    [
        ({"id": 7}, "id"),
        ({"name": ["x"]}, "name"),
        ({"name": {"fr": "x"}}, "name"),
        ({"name": {"zh": 5, "en": "x"}}, "name"),
        ({"name": "a\nb"}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"industry": ["general"]}, "industry"),
        ({"currency": "RMB"}, "currency"),
        ({"currency": 5}, "currency"),
        ({"as_of": 2025}, "as_of"),
        ({"as_of": "2025-06-31"}, "as_of"),
        ({"as_of": "20250630"}, "as_of"),
        ({"fictional": "yes"}, "fictional"),
        ({"fictional": 1}, "fictional"),
        ({"revenue": "invoiced"}, "revenue"),
        ({"revenue": {"base": "invoiced"}}, "revenue"),
        ({"revenue": {"basis": "billed"}}, "revenue.basis"),
        ({"revenue": {"tax": True}}, "revenue.tax"),
        ({"finance": {"from": 1}}, "finance"),
        ({"finance": [5]}, "finance"),
        ({"finance": [{"from": "2025-01-01", "to": "2025-06-30", "revenue": 1.005}]}, "finance.revenue"),
        ({"finance": [{"from": "2025-01-01", "to": "2025-06-30", "revenue": "1,000"}]}, "finance.revenue"),
        ({"finance": [{"from": "2025-01-01", "to": "2025-06-30", "revenue": "NaN"}]}, "finance.revenue"),
        ({"finance": [{"from": "2025-03-01", "to": "2025-01-01", "revenue": "1"}]}, "finance.to"),
        ({"finance": [{"from": "2025-01-01", "to": "2025-12-31", "revenue": "1"}]}, "finance.to"),
        ({"finance": [{"to": "2025-06-30", "revenue": "1"}]}, "finance.from"),
        ({"rules": [1]}, "rules"),
        ({"rules": {"clasification": {}}}, "rules.clasification"),
        ({"tables": {"orders": "x"}}, "tables"),
        ({"tables": {"orders": {"database": "x"}}}, "tables"),
        ({"tables": {"visits": {"database": "x", "table": "y"}}}, "tables.visits"),
        ({"schema": 2}, "schema"),
        ({"ass_of": 1}, "ass_of"),
        ({5: 1}, "5"),
        *(({key: None}, key) for key in ("id", "name", "industry", "currency", "as_of")),
    ],
)  # fmt: skip
def test_settings_of_the_wrong_kind(change, column):
    assert [problem.column for problem in parts(GOOD | change).problems] == [column]


def test_everything_wrong_at_once():
    assert len(parts({"id": "a/b", "as_of": "x", "currency": "RMB", "finance": [{}]}).problems) == 8


def test_a_name_in_one_language_serves_both():
    assert parse(GOOD | {"name": {"en": "Firm"}}).name == ("Firm", "Firm")
    assert parse(GOOD | {"name": {"zh": "公司", "en": "Firm"}}).name == ("公司", "Firm")


def test_finance_is_in_minor_units_and_in_order():
    lines = [
        {"from": "2025-01-01", "to": "2025-06-30", "revenue": "5.50", "source": "ledger"},
        {"from": "2024-01-01", "to": "2024-12-31", "revenue": 12},
    ]
    assert [total.revenue for total in parse(GOOD | {"finance": lines}).finance] == [1200, 550]
