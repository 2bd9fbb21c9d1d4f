"""Parts of a market: each draws from a stream of its own, and the twin has none of what they plant."""

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd
import pytest

from helpers.company.schema import tables
from helpers.demo.build import generate
from helpers.demo.market import markets
from helpers.demo.part import Fact, Nothing, Part
from helpers.demo.streams import own

SEED = 9301
BASIC = ("customers", "orders", "products", "invoices")


@pytest.fixture(scope="module")
def whole():
    return generate(markets()["industrial_automation"], SEED)


def test_further_tables_change_none_of_the_basic_ones(whole):
    bare = generate(dataclasses.replace(markets()["industrial_automation"], parts=()), SEED)
    assert set(bare.company.frames) == {*BASIC, "words"} < set(whole.company.frames)
    few, all_ = (set(firm.company.table("words")["text"]) for firm in (bare, whole))
    assert few < all_  # the words of what is there
    for name in BASIC:
        pd.testing.assert_frame_equal(bare.company.frames[name], whole.company.frames[name])


def test_a_further_part_changes_no_other_part(whole):
    @dataclass(frozen=True)
    class Lots(Part):
        name: ClassVar[str] = "lots"

        def people(self, firm, chance):
            chance.random(1000)

        def tables(self, firm, chance):
            firm.truth[self.name] = float(chance.random())

    market = markets()["industrial_automation"]
    more = generate(dataclasses.replace(market, parts=(Lots(), *market.parts)), SEED)
    for name, frame in whole.company.frames.items():
        pd.testing.assert_frame_equal(more.company.frames[name], frame)
    assert 0 <= more.truth["lots"] <= 1


def test_streams_of_parts_are_their_names():
    assert own(1, "a").random() == own(1, "a").random() != own(1, "b").random()
    assert own(1, "a").random() != own(2, "a").random()


@pytest.mark.parametrize("industry", sorted(markets()))
def test_parts_are_named_once_and_facts_are_not_in_the_twin(industry):
    market = markets()[industry]
    names = [part.name for part in market.parts]
    assert len(set(names)) == len(names) and all(names)
    for part in market.parts:
        assert type(part).__doc__ and all(field in type(part).__doc__ for field in _fields(part))
        if isinstance(part, Fact):
            assert part.quiet() == Nothing(part.name)


def _fields(part):
    return [field.name for field in dataclasses.fields(part)]


def test_frames_are_the_contract_s(whole):
    for name, frame in whole.company.frames.items():
        assert set(frame.columns) <= set(tables()[name].names)
        assert not frame.empty


def test_judged_tables_have_raters_who_lean(whole):
    """Two raters of the same customers differ by the difference of their leanings, within a quarter of a point."""
    ratings = whole.company.frames["ratings"]
    told = {judge["who"]: judge for judge in whole.truth["ratings"]["judges"]}
    both = [judge for judge in told if judge != "owner"]
    owner = ratings["customer"].map(whole.company.frames["customers"].set_index("customer")["owner"])
    who = ratings["rater"].where(ratings["rater"] != owner, "owner")
    wide = ratings.assign(who=who).pivot_table(index=["customer", "criterion"], columns="who", values="score")
    for other in both:
        pair = wide[["owner", other]].dropna()
        assert abs((pair["owner"] - pair[other]).mean() - (told["owner"]["bias"] - told[other]["bias"])) < 0.25
