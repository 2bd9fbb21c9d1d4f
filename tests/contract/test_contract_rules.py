import pytest

from helpers.errors import RulesError
from helpers.language import msg
from helpers.rules import Rule, RuleSchema, resolve

SCHEMA = RuleSchema(
    "made_up",
    1,
    (
        Rule("cut", 0.8, msg("Rule"), "share", 0, 1),
        Rule("months", 12, msg("Rule"), "months", 1, 60),
        Rule("returns", "net", msg("Rule"), "choice", choices=("net", "ignore")),
        Rule("strict", True, msg("Rule"), "yesno"),
    ),
)


def test_the_last_one_given_wins_and_is_named():
    rules = resolve(SCHEMA, company={"cut": 0.7, "months": 6}, parameters={"months": 3})
    assert (rules["cut"], rules.origin("cut")) == (0.7, "company")
    assert (rules["months"], rules.origin("months")) == (3, "parameter")
    assert (rules["strict"], rules.origin("strict")) == (True, "default")
    assert rules.changed == 2


@pytest.mark.parametrize(
    "given",
    [
        {"cutt": 0.7},
        {"cut": 1.2},
        {"cut": "0.7"},
        {"months": 1.5},
        {"returns": "gross"},
        {"strict": 1},
        {"months": True},
        {"cut": float("nan")},
    ],
)
def test_misspelt_or_mistyped_rules_stop(given):
    with pytest.raises(RulesError) as caught:
        resolve(SCHEMA, parameters=given)
    assert next(iter(given)) in str(caught.value)


def test_all_wrong_rules_are_told_at_once_with_the_nearest_name():
    with pytest.raises(RulesError) as caught:
        resolve(SCHEMA, parameters={"cutt": 0.7, "months": 0})
    assert len(caught.value.problems) == 2
    assert "cut" in caught.value.problems[0].do.render("en")


def test_equal_values_have_equal_hashes():
    assert (
        resolve(SCHEMA).hash
        == resolve(SCHEMA, parameters={"cut": 0.8}).hash
        != resolve(SCHEMA, parameters={"cut": 0.7}).hash
    )
