"""Triangulation: survey, interviews and sales side by side.

Rates on hengce, stated before looking (held-out seeds 7501 to 7508, twins 7501 to 7508): satisfied in the survey and less in
the orders is a contradiction in at least 6 of 8; delivery is agreed upon against us in at least 5 of 8; in the twins
satisfaction is contradicted by sales in none.
"""

import dataclasses
from dataclasses import replace

import pandas as pd
import pytest
from diagnosis_voices import base_firm, result_of, rules_of

from helpers import diagnosis, show
from helpers.demo.build import generate
from helpers.demo.market import markets
from helpers.diagnosis.competitors.terms import BY
from helpers.diagnosis.interviews.compute import compute as interviews
from helpers.diagnosis.problems.terms import SIZES
from helpers.diagnosis.sales.compute import compute as sales
from helpers.diagnosis.sales.terms import ATTRIBUTES
from helpers.diagnosis.survey.compute import compute as survey
from helpers.diagnosis.topics import TOPIC_WORDS
from helpers.diagnosis.triangulation import inside, signals
from helpers.diagnosis.triangulation.compute import against, compute, contradiction, together, told
from helpers.diagnosis.triangulation.joint import explained
from helpers.diagnosis.triangulation.signals import Signal
from helpers.finding import Action, Confidence, Finding
from helpers.language import msg
from helpers.quantity import Quantity
from helpers.show import word
from helpers.station import Column, Outcome, ResultTable, joined
from helpers.wire import decode, encode

pytestmark = pytest.mark.covers("1.3")


def signal(says):
    return Signal(says, "strong", msg("says nothing"))


@pytest.mark.parametrize(
    "says, verdict",
    [
        (("good", "good", "silent"), "agree"),
        (("bad", "bad", "bad"), "agree"),
        (("good", "silent", "bad"), "contradict"),
        (("good", "open", "open"), "silent"),
        (("silent", "silent", "bad"), "silent"),
        (("open", "open", "open"), "silent"),
    ],
)
def test_what_sources_say_together(says, verdict):
    assert together(dict(zip(("survey", "interviews", "sales"), map(signal, says), strict=True))) == verdict


@pytest.mark.parametrize(
    "says, verdict",
    [
        ({"rivals": "bad", "problems": "bad"}, "silent"),
        ({"rivals": "bad", "problems": "bad", "survey": "bad"}, "agree"),
        ({"survey": "good", "rivals": "bad"}, "contradict"),
    ],
)
def test_our_own_people_are_one_voice(says, verdict):
    heard = dict.fromkeys(("survey", "interviews", "sales", "rivals", "problems"), signal("silent"))
    assert together(heard | {name: signal(word) for name, word in says.items()}) == verdict


def test_of_the_same_orders_one_topic_does_not_say_what_another_denies():
    """Revenue below its path is no deed of the satisfied: on continued buying more may have bought more than less."""
    heard = dict.fromkeys(("survey", "interviews", "sales", "rivals", "problems"), signal("silent"))
    heard |= {"survey": signal("good"), "sales": signal("bad")}
    said = {
        topic: contradiction(base_firm(), [(topic, heard)]).say("en") for topic in ("satisfaction", "loyalty", "price")
    }
    assert "the survey and the level of revenue contradict" in said["satisfaction"]
    assert "say one thing and do another" in said["loyalty"] and "the sources contradict" in said["price"]
    assert "do another" not in said["satisfaction"] + said["price"]


def test_two_voices_that_contradict_on_several_topics_are_told_once(lang):
    firm = base_firm()
    heard = dict.fromkeys(("survey", "interviews", "sales", "rivals", "problems"), signal("silent"))
    late = heard | {"interviews": signal("bad"), "rivals": signal("good"), "problems": signal("bad")}
    weak = heard | {"interviews": Signal("good", "weak", msg("says nothing")), "rivals": signal("bad")}
    one = contradiction(firm, [("service", weak)])
    both = contradiction(firm, [("service", weak), ("delivery", late)])
    assert one.id == "diagnosis.triangulation.service" and one.subject == "service"
    assert (
        both.id == "diagnosis.triangulation.inside_interviews" and both.subject == "delivery"
    )  # the stronger evidence
    said = both.say(lang)
    assert all(word in said for word in (("交期", "服务") if lang == "zh" else ("delivery", "service")))


def table(**columns):
    return ResultTable(msg("says nothing"), dict.fromkeys(columns, Column(msg("says nothing"))), pd.DataFrame(columns))


def test_gaps_lost_projects_and_problems_are_heard(lang):
    rows = {"criterion": ["交期", "交期", "服务"], "competitor": ["甲", "乙", "甲"], "gap": [-3.0, 1.0, 2.0]}
    rows |= {"low": [-4.0, 0.0, 1.0], "high": [-2.0, 2.0, 3.0], "p": [0.001, 0.4, 0.01]}
    lost = table(competitor=["甲"], reason=["交期太长"])
    listed = table(problem=["华东没有现货", "包装破损"], share=[0.6, 0.1], by=[word(SIZES["cost"])] * 2)
    found = Outcome({"competitor_gaps": table(**rows), "win_loss": lost, "problem_pareto": listed})
    late = inside.rivals(found, "delivery", 0.05)
    assert (late.says, late.strength) == ("bad", "strong") and "甲" in late.words.render(lang)
    assert told(late).render("en").endswith(": against us, strong evidence")
    assert told(replace(late, says="open")).render("en").endswith(": undecided")
    assert inside.rivals(found, "service", 0.05).says == "good"
    assert (
        inside.rivals(found, "service", 0.001).says == "open" and inside.rivals(found, "price", 0.05).says == "silent"
    )
    assert inside.rivals(found, "competition", 0.05).says == "open"
    assert inside.problems(found, "delivery").says == "bad" and inside.problems(found, "quality").says == "silent"
    for topic in ("delivery", "competition"):
        assert inside.rivals(Outcome(), topic, 0.05).says == inside.problems(Outcome(), topic).says == "silent"


def test_buying_is_told_from_the_side_it_speaks_for(lang):
    """Where more bought more, that is what is said; where more bought less, the other; a fall in revenue has no minus."""

    def bought(less):
        change = [-1.0] * less + [1.0] * (200 - less)
        rows = pd.DataFrame({"before": 10.0, "after": 11.0, "change": change})
        return signals.sales(Outcome({"customer_changes": table(**rows.to_dict("list"))}), "loyalty")

    good, bad = bought(60), bought(140)
    assert (good.says, bad.says) == ("good", "bad")
    assert "70%" in good.words.render(lang) and "70%" in bad.words.render(lang)
    assert ("买得多" if lang == "zh" else "bought more") in good.words.render(lang)
    assert ("买得少" if lang == "zh" else "bought less") in bad.words.render(lang)
    fell = table(effect=[-0.23], low=[-0.3], high=[-0.15], p_value=[0.001], month=["2024-07"])
    words = signals.sales(Outcome({"level_shift": fell}), "satisfaction").words.render(lang)
    assert "23%" in words and "-" not in words and "−" not in words


def lost(region="华东", reason="交期"):
    """A finding on lost projects, as :mod:`helpers.diagnosis.competitors.findings` makes it."""
    numbers = {"value": Quantity(region, "text"), "rival": Quantity("柏森", "text"), "reason": Quantity(reason, "text")}
    numbers |= {"rate": Quantity(0.02, "share"), "won": Quantity(1, "count"), "ended": Quantity(56, "count")}
    return Finding(
        id="diagnosis.competitors.losing",
        subject="柏森",
        period=("2025-12-31", "2025-12-31"),
        claim=msg("says nothing"),
        quantities=numbers,
        confidence=Confidence("high", msg("says nothing")),
        evidence=(),
        method=msg("says nothing"),
        source="",
        at_stake=Quantity(500_00, "money", currency="CNY"),
        action=Action(msg("says nothing"), 30),
    )


def test_three_sources_that_agree_make_one_problem_with_place_and_money(lang):
    """The survey, the interviews and our own people say it; lost projects tell where; the larger money counts once."""
    heard = dict.fromkeys(("survey", "interviews", "sales", "rivals", "problems"), signal("silent"))
    heard |= {"survey": signal("bad"), "interviews": signal("bad"), "rivals": signal("bad"), "problems": signal("bad")}
    cells = table(by=[word(BY["region"])], competitor=["柏森"], value=["华东"])
    cost = table(problem=["没有现货", "排产太粗", "包装破损"], money=[300_00, 400_00, 900_00])
    found = Outcome({"win_loss_cells": cells, "problem_pareto": cost}, (lost(),))
    one = against(base_firm(), "delivery", heard, found)
    assert one.voices == 3 and one.confidence.level == "high" and one.at_stake.value == 700_00
    assert "华东" in one.say(lang) and "华东" in one.advise(lang) and "柏森" in one.say(lang)
    for text in (one.say(lang), one.why(lang), one.advise(lang), one.method.render(lang)):
        assert "{" not in text and "nan" not in text
    made_of = one.method.render(lang)  # what the money is added up from
    assert "没有现货" in made_of and "排产太粗" in made_of and "包装破损" not in made_of and "Quantity" not in made_of
    tree = table(problem=["交期长", "没有现货", "唯一货源"], leads_to=[None, "交期长", "交期长"])
    more = table(problem=["没有现货", "唯一货源"], money=[300_00, 500_00])  # no word of its own: of what it leads to
    branch = replace(found, tables={**found.tables, "problem_pareto": more, "problem_tree": tree})
    assert against(base_firm(), "delivery", heard, branch).at_stake.value == 800_00
    elsewhere = against(base_firm(), "delivery", heard, replace(found, findings=(lost(reason="价格"),)))
    assert "华东" not in elsewhere.say(lang) + elsewhere.advise(lang) and elsewhere.at_stake.value == 700_00
    two = against(base_firm(), "delivery", heard | {"survey": signal("silent")}, found)
    assert two.voices == 0 and two.at_stake is None
    assert "first" in one.advise("en") and "first" not in two.advise("en")  # only one comes first


def test_a_fall_whose_place_is_not_known_asks_first_for_what_the_sources_agree_on(lang):
    told = Outcome({}, (replace(lost(), id="diagnosis.triangulation.delivery", subject="delivery", voices=3),))
    step = replace(
        lost(), id="diagnosis.level_shift.revenue", quantities={}, action=Action(msg("says nothing", when="x"), 30)
    )
    region = word(ATTRIBUTES["customers.region"])
    tables = {
        "level_shift": table(effect=[-0.2]),
        "shift_origin": table(
            attribute=[region, region], value=["华东", "华北"], part=[0.4375, 0.2], weight=[0.4412, 0.2]
        ),
        "win_loss_cells": table(by=[word(BY["region"])], competitor=["柏森"], value=["华东"]),
    }
    found = Outcome(tables, (step, lost()))
    new = explained(found, told).findings[0]
    text = new.advise(lang)
    assert TOPIC_WORDS["delivery"].render(lang) in text and "华东" in text and text.count("44%") == 2
    assert new.id == step.id and "{" not in text
    assert ("没有哪个" if lang == "zh" else "None of the") in text and "伺服" not in text
    general = "波及全体的原因" if lang == "zh" else "a cause that meets all"
    assert text.index(general) < text.index("华东")  # a region with no more than its share is not asked first
    beyond = {**tables, "shift_origin": table(attribute=[region], value=["华东"], part=[0.4375], weight=[0.2])}
    assert general not in explained(replace(found, tables=beyond), told).findings[0].advise(lang)
    line = word(ATTRIBUTES["products.line"])

    def origin(part, weight):
        rows = {
            "attribute": [region, line],
            "value": ["华东", "伺服"],
            "part": [0.4375, part],
            "weight": [0.4412, weight],
        }
        return (
            explained(replace(found, tables={**tables, "shift_origin": table(**rows)}), told).findings[0].advise(lang)
        )

    more, most = origin(0.4, 0.26), origin(0.7, 0.6)
    assert "伺服" in more and "40%" in more and "26%" in more  # short of a half, but beyond its share: it is told
    assert ("占到台阶的一半" if lang == "zh" else "holds half") not in most  # one group holds more than half: not said
    sourced = replace(step, quantities={"group": Quantity("华东", "text")})  # its place is known: it says so itself
    for same, other in ((replace(found, findings=(sourced,)), told), (found, Outcome()), (Outcome(tables), told)):
        assert explained(same, other) == same
    rise = Outcome({**tables, "level_shift": table(effect=[0.2])}, (step,))
    assert explained(rise, told) == rise


def of(firm):
    rules = rules_of(firm)
    return compute(firm, rules, joined(part(firm, rules) for part in (sales, survey, interviews)))


@pytest.fixture(scope="module")
def rounds():
    market = markets()["industrial_automation"]
    market = dataclasses.replace(market, parts=(market.part("survey"), market.part("interviews")))
    return {(s, k): of(generate(market, k, s).company) for s in (True, False) for k in range(7501, 7509)}


def verdicts(outcome, topic):
    return outcome.tables["triangulation"].rows.set_index("topic").loc[topic]


@pytest.mark.slow
def test_satisfied_and_buying_less_is_found_and_delivery_agreed(rounds):
    signals = [found for (s, _), found in rounds.items() if s]
    contradicted = [verdicts(found, "satisfaction") for found in signals]
    assert sum(r["verdict"] == "contradict" and r["sales"] == "bad" for r in contradicted) >= 6
    assert sum(verdicts(f, "delivery")[["verdict", "survey"]].tolist() == ["agree", "bad"] for f in signals) >= 5


@pytest.mark.slow
def test_the_twins_are_not_contradicted(rounds):
    twins = [verdicts(found, "satisfaction") for (s, _), found in rounds.items() if not s]
    assert not any(row["verdict"] == "contradict" for row in twins)


@pytest.mark.slow
def test_findings_are_whole_and_can_be_stored(rounds, lang):
    for outcome in rounds.values():
        assert decode(encode(list(outcome.findings))) == list(outcome.findings)
        for found in outcome.findings:
            text = found.say(lang) + found.why(lang) + found.advise(lang)
            assert "{" not in text and "nan" not in text and not any(c.isdigit() for c in found.claim.msgid)


def test_without_voices_there_is_no_table_and_it_is_said(lang):
    firm = base_firm()
    outcome = compute(firm, rules_of(firm), Outcome())
    assert outcome.tables["triangulation"].rows.empty and not outcome.findings
    shown = diagnosis.plot_triangulation(result_of(outcome, firm), lang)
    assert isinstance(shown, show.Html) and shown.text
    assert isinstance(outcome.tables["triangulation"].rows, pd.DataFrame)


def test_a_source_that_says_two_things_is_one_source_of_evidence():
    """Our own people's ratings and problems are one voice: two fair words of theirs do not make a thing sure."""
    from helpers.diagnosis.triangulation.joint import sure
    from helpers.diagnosis.triangulation.signals import MEDIUM, STRONG, WEAK

    one = sure({"survey": [WEAK], "interviews": [WEAK], "inside": [MEDIUM, STRONG]})
    two = sure({"survey": [STRONG], "interviews": [WEAK], "inside": [MEDIUM, STRONG]})
    assert (one.level, two.level) == ("medium", "high")
    assert "strong in 1, fair in 0;" in one.reason.render("en") and "strong in 2, fair in 0;" in two.reason.render("en")
    told = sure({"survey": [STRONG], "interviews": [MEDIUM], "inside": [STRONG]})
    assert told.level == "high" and "证据强的 2 个，中等的 1 个" in told.reason.render("zh")
