"""Many companies at once are those that are made one by one, of all industries in turn."""

import pandas as pd

from helpers.company.check import check
from helpers.demo.build import generate
from helpers.demo.market import markets
from helpers.demo.several import ids, several


def test_each_is_the_company_of_its_seed(tmp_path):
    industries = ("modified_plastics", "business_software")
    folders = list(several("load", 3, 50, tmp_path, industries))
    assert [folder.name for folder in folders] == ids("load", 3) == ["load-001", "load-002", "load-003"]
    found = [check(folder) for folder in folders]
    assert not any(one.problems for one in found)
    assert [one.company.profile.industry for one in found] == [*industries, industries[0]]
    assert [one.company.id for one in found] == ids("load", 3)
    second = generate(markets()["business_software"], 51)
    contracts = found[1].company.frames["contracts"]
    pd.testing.assert_frame_equal(contracts, second.company.frames["contracts"][list(contracts.columns)])


def test_numbers_are_of_one_length():
    assert ids("a", 1000)[0] == "a-0001" and len({len(one) for one in ids("a", 1000)}) == 1
