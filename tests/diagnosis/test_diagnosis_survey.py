"""Survey: sample size, weights, scores, reliability, differences, drivers, and odd surveys.

Rates on hengce's survey, stated before looking (held-out seeds 7201 to 7212, twins 7201 to 7220; seeds 101 to 112 were
used while method and data were made). A first statement failed: on 7101 to 7112, with a driver named only when first in 95 %
of the samples, it was named in 5 of 12 where 7 had been stated; it is named from 90 % on now, and stated anew on fresh seeds.

* sound (relative weights): the planted driver ranks first in at least 10 of 12 and is named in at least 6 of 12; nothing else
  is ever named; twins, where all statements weigh alike: named in at most 1 of 20;
* naive (strongest raw correlation): names another statement in at least 5 of 12;
* the industry that is less content is the finding in at least 7 of 12; twins: any group in at most 1 of 20.
"""

import dataclasses
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from diagnosis_voices import base_firm, marks_survey, result_of, rules_of, with_tables
from scipy.stats import mannwhitneyu, ttest_ind
from statsmodels.stats.multitest import multipletests

from helpers import diagnosis, show
from helpers.demo.build import generate
from helpers.demo.market import markets
from helpers.diagnosis.survey.answers import read
from helpers.diagnosis.survey.compute import compute, steps
from helpers.diagnosis.survey.drivers import Drivers, drivers, relative_weights, shapley
from helpers.diagnosis.survey.figure_scores import compared
from helpers.diagnosis.survey.reliability import alpha, omega, reliability
from helpers.diagnosis.survey.sample import margin_of, plan, sample_size
from helpers.diagnosis.survey.scores import mean, promoter_error, promoters, share, wilson
from helpers.diagnosis.survey.segments import differences
from helpers.diagnosis.survey.tables import reached
from helpers.diagnosis.survey.terms import COLUMNS, TITLES
from helpers.diagnosis.survey.weights import design_effect, post_stratify
from helpers.show import sentence

pytestmark = pytest.mark.covers("1.1")


# --- published numbers ---------------------------------------------------------------------------------------------------


def test_sample_sizes_of_cochran_and_of_krejcie_and_morgan():
    """Krejcie and Morgan 1970 print 80, 217, 278, 322, 370: the same numbers, rounded to the nearest."""
    assert sample_size() == 385
    published = {100: 80, 500: 217, 1000: 278, 2000: 322, 10000: 370}
    for population, printed in published.items():
        assert sample_size(population=population) - printed in (0, 1)
        exact = 384.1459 / (1 + 383.1459 / population)
        assert printed == round(exact) or printed == int(exact + 0.5) or printed == int(exact)
    assert sample_size(design=2.0) == 769 and sample_size(population=3) == 3


def test_the_margin_is_the_inverse_of_the_sample_size():
    for population in (None, 300, 5000):
        n = sample_size(0.05, population)
        assert margin_of(n, population) <= 0.0501 and margin_of(n - 3, population) > 0.05


def test_net_promoter_score_of_four_hundred():
    """50 / 30 / 20 of 400: 30 ± 7.65."""
    assert 1.96 * promoter_error(0.5, 0.2, 400) == pytest.approx(0.0765, abs=5e-5)
    score = np.repeat([10, 8, 3], [200, 120, 80])
    found = promoters(score, np.ones(400), np.arange(400))
    assert (found["nps"].value, found["nps"].low, found["nps"].high) == (30, 22, 38)
    assert found["promoters"].value == 0.5 and found["passives"].value == pytest.approx(0.3)


def test_wilson_of_a_published_example():
    """Newcombe 1998, Table I: 81 of 263 gives .2553 to .3662; 0 of 20 gives 0 to .1611."""
    assert wilson(81 / 263, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)


def test_alpha_of_parallel_statements_is_spearman_brown():
    """k statements that correlate r each: alpha = k r / (1 + (k − 1) r), and omega the same."""
    k, r = 4, 0.5
    corr = np.full((k, k), r) + (1 - r) * np.eye(k)
    random = np.random.default_rng(3).standard_normal((400, k))
    white = (random - random.mean(0)) @ np.linalg.inv(np.linalg.cholesky(np.cov(random.T))).T
    data = white @ np.linalg.cholesky(corr).T
    expected = k * r / (1 + (k - 1) * r)
    assert alpha(data) == pytest.approx(expected, abs=1e-9) and omega(data) == pytest.approx(expected, abs=1e-3)


def test_omega_exceeds_alpha_where_statements_weigh_unequally():
    loading = np.array([0.9, 0.8, 0.5, 0.3])
    random = np.random.default_rng(5)
    factor = random.standard_normal((20000, 1))
    data = factor * loading + random.standard_normal((20000, 4)) * np.sqrt(1 - loading**2)
    true = loading.sum() ** 2 / (loading.sum() ** 2 + (1 - loading**2).sum())
    assert omega(data) == pytest.approx(true, abs=0.01) and alpha(data) < omega(data) - 0.01
    low, high = reliability(data[:300], 300, 1)[1].low, reliability(data[:300], 300, 1)[1].high
    assert low < true < high


def test_relative_weights_and_shapley_add_up_and_agree_with_regression_where_nothing_overlaps():
    corr = np.eye(4)
    corr[:3, 3] = corr[3, :3] = [0.6, 0.4, 0.2]
    assert relative_weights(corr[None])[0] == pytest.approx([0.36, 0.16, 0.04], abs=1e-5)
    assert shapley(corr) == pytest.approx([0.36, 0.16, 0.04])
    corr[0, 1] = corr[1, 0] = 0.5
    squared = corr[:3, 3] @ np.linalg.solve(corr[:3, :3], corr[:3, 3])
    assert relative_weights(corr[None])[0].sum() == pytest.approx(squared, abs=1e-4)
    assert shapley(corr).sum() == pytest.approx(squared)


def test_two_predictors_by_hand():
    """LMG of two predictors: half of what each adds first and last (Grömping 2006)."""
    r1, r2, r12 = 0.6, 0.5, 0.4
    corr = np.array([[1, r12, r1], [r12, 1, r2], [r1, r2, 1.0]])
    squared = (r1**2 + r2**2 - 2 * r1 * r2 * r12) / (1 - r12**2)
    assert shapley(corr) == pytest.approx([(r1**2 + squared - r2**2) / 2, (r2**2 + squared - r1**2) / 2])
    assert relative_weights(corr[None])[0] == pytest.approx(shapley(corr), abs=1e-4)  # equal for two


# --- planted truth -------------------------------------------------------------------------------------------------------


def collinear(seed, n=300):
    random = np.random.default_rng(seed)
    common = random.standard_normal((n, 1))
    same = np.sqrt(0.9) * common + np.sqrt(0.1) * random.standard_normal((n, 4))
    own = random.standard_normal(n)
    target = 0.53 * own + 0.185 * same.sum(axis=1) + 0.5 * random.standard_normal(n)
    return pd.Series(target), pd.DataFrame(np.column_stack([own, same]), columns=list("abcde"))


def test_a_driver_of_its_own_is_found_beside_four_that_say_the_same():
    target, items = collinear(1)
    found = drivers(target, items, 300, 1)
    assert found.table["item"].iloc[0] == "a" and found.raw != "a"
    assert found.table["weight"].sum() == pytest.approx(1) and found.table["chance"].iloc[0]
    shuffled = items.sample(frac=1, random_state=2)
    again = drivers(target.loc[shuffled.index], shuffled[list("edcba")], 300, 1)
    pd.testing.assert_frame_equal(found.table, again.table)


def test_a_statement_that_has_nothing_to_do_with_it_is_no_more_than_a_random_number():
    alarms = 0
    for seed in range(40):
        target, items = collinear(100 + seed, 150)
        items["z"] = np.random.default_rng(9000 + seed).standard_normal(len(items))
        alarms += bool(drivers(target, items, 200, seed).table.set_index("item").loc["z", "chance"])
    assert alarms <= 4


def test_statements_that_go_with_it_about_as_much_are_counted():
    frame = pd.DataFrame({"item": list("abcd"), "correlation": [0.52, 0.53, 0.505, 0.30]})
    found = Drivers(frame, 0.4, 100)
    assert (found.alike("a"), found.alike("d"), found.alike("b")) == (2, 3, 1)


def test_single_gaps_cost_little():
    target, items = collinear(3)
    holes = items.mask(np.random.default_rng(1).random(items.shape) < 0.05)
    whole, partial = drivers(target, items, 100, 1), drivers(target, holes, 100, 1)
    left, right = (found.table.set_index("item")["weight"].sort_index() for found in (whole, partial))
    assert np.abs(left - right).max() < 0.06


def test_intervals_of_weighted_shares_hold_the_truth():
    """Strata answer unequally and differ: weighted 95 % intervals hold the true share in at least 92 of 100."""
    random, held = np.random.default_rng(8), 0
    sizes, true, asked = pd.Series({"a": 100, "b": 900}), {"a": 0.9, "b": 0.5}, {"a": 60, "b": 60}
    truth = sum(sizes[s] * true[s] for s in true) / sizes.sum()
    for _ in range(300):
        stratum = pd.Series(np.repeat(list(asked), list(asked.values())))
        hit = random.random(len(stratum)) < stratum.map(true)
        weight = post_stratify(stratum, sizes).to_numpy()
        found = share(hit.to_numpy(), weight, np.arange(len(hit)))
        held += found.low <= truth <= found.high
    assert held >= 0.92 * 300


def test_answers_of_one_customer_widen_the_interval():
    hit = np.tile([1.0] * 10 + [0.0] * 10, (5, 1)).T.ravel()
    alone = share(hit, np.ones(100), np.arange(100))
    together = share(hit, np.ones(100), np.repeat(np.arange(20), 5))
    assert together.high - together.low > 1.8 * (alone.high - alone.low)
    assert mean(hit, np.ones(100), np.repeat(np.arange(20), 5)).value == 0.5


def test_weights_and_their_price():
    stratum = pd.Series(["a"] * 90 + ["b"] * 10)
    weight = post_stratify(stratum, pd.Series({"a": 50, "b": 50, "c": 0}))
    assert weight.mean() == pytest.approx(1) and weight[stratum == "b"].sum() == pytest.approx(50)
    assert design_effect(weight) == pytest.approx(100 * (90 * (5 / 9) ** 2 + 10 * 25) / 100**2)
    assert (post_stratify(stratum, pd.Series(dtype="int64")) == 1).all()


def test_plans_add_up_and_follow_neyman():
    table = plan({"a": 1000, "b": 1000, "c": 5}, 200, {"a": 1.0, "b": 3.0, "c": 0.1}).set_index("stratum")
    assert table["proportional"].sum() == table["neyman"].sum() == 200
    assert table.loc["b", "neyman"] / table.loc["a", "neyman"] == pytest.approx(3, abs=0.1)
    assert table.loc["c", "proportional"] == 2 and table["proportional"].iloc[:2].tolist() == [99, 99]
    full = plan({"a": 3, "b": 4}, 200)
    assert full["proportional"].tolist() == [3, 4] and full["neyman"].isna().all()


def test_differences_are_corrected_and_no_alarm_comes_of_nothing():
    """In 100 surveys without any difference Holm's correction raises an alarm in at most 8 (5 expected)."""
    alarms = 0
    for seed in range(100):
        random = np.random.default_rng(seed)
        marks = pd.DataFrame(np.rint(3.8 + random.standard_normal((140, 6))).clip(1, 5), columns=list("abcdef"))
        groups = pd.DataFrame({"customer": [f"c{n}" for n in range(140)], "region": random.choice(list("wxyz"), 140)})
        table = differences(marks, groups)
        assert (table["holm"] >= table["bh"] - 1e-12).all() and (table["bh"] >= table["p"] - 1e-12).all()
        alarms += (table["holm"] < 0.05).any()
    assert alarms <= 8


def test_ranks_shared_by_all_groups_give_the_tests_of_scipy():
    random = np.random.default_rng(2)
    marks = pd.DataFrame(np.rint(3.8 + random.standard_normal((90, 2))).clip(1, 5), columns=list("ab"))
    marks = marks.mask(random.random(marks.shape) < 0.1)
    groups = pd.DataFrame({"customer": [f"c{n}" for n in range(90)], "region": random.choice(list("xyz"), 90)})
    table = differences(marks, groups)
    assert len(table) == 6
    for row in table.itertuples():
        inside = groups["region"] == row.group
        here, there = marks.loc[inside, row.item].dropna(), marks.loc[~inside, row.item].dropna()
        assert row.p == pytest.approx(mannwhitneyu(here, there, method="asymptotic").pvalue)
        assert (row.low, row.high) == pytest.approx(ttest_ind(here, there, equal_var=False).confidence_interval(0.95))
    assert table["holm"].to_numpy() == pytest.approx(multipletests(table["p"], method="holm")[1])
    assert table["bh"].to_numpy() == pytest.approx(multipletests(table["p"], method="fdr_bh")[1])


# --- hengce, unseen seeds ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def rounds():
    market, found = markets()["industrial_automation"], {}
    market = dataclasses.replace(market, parts=(market.part("survey"),))
    patch = pytest.MonkeyPatch()
    patch.setattr(
        "helpers.diagnosis.survey.compute.scales", lambda *_: pd.DataFrame()
    )  # reliability: nothing below asks
    for signal, seeds in ((True, range(7201, 7213)), (False, range(7201, 7221))):
        for seed in seeds:
            demo = generate(market, seed, signal)
            rules = rules_of(demo.company, draws=400)
            parts = steps(read(demo.company, rules), rules)
            held = parts.segments[parts.segments["holm"] <= rules["survey_alpha"]]
            found[signal, seed] = (parts.driver, parts.drivers, held, demo.truth["survey"])
    patch.undo()
    return found


@pytest.mark.slow
def test_the_planted_driver_is_found_and_raw_correlation_misses_it(rounds):
    signal = [value for (signal, _), value in rounds.items() if signal]
    assert sum(found.table["item"].iloc[0] == truth["driver"] for _, found, _, truth in signal) >= 10
    assert sum(named == truth["driver"] for named, _, _, truth in signal) >= 6
    assert all(named in (None, truth["driver"]) for named, _, _, truth in signal)
    assert sum(found.raw != truth["driver"] for _, found, _, truth in signal) >= 5


@pytest.mark.slow
def test_the_less_content_industry_is_found(rounds):
    signal = [value for (signal, _), value in rounds.items() if signal]
    hits = sum(
        bool(((held["group"] == t["dip"]["industry"]) & (held["item"] == t["dip"]["item"])).any())
        for _, _, held, t in signal
    )
    assert hits >= 7


@pytest.mark.slow
def test_the_twins_stay_quiet(rounds):
    twins = [value for (signal, _), value in rounds.items() if not signal]
    assert sum(named is not None for named, *_ in twins) <= 1
    assert sum(len(held) > 0 for _, _, held, _ in twins) <= 1


# --- odd surveys ---------------------------------------------------------------------------------------------------------


def nothing():
    return base_firm()


def no_answers():
    return with_tables(base_firm(), survey=marks_survey(np.full((20, 3), np.nan)))


def one_row():
    return with_tables(base_firm(), survey=marks_survey(np.array([[4]])))


def one_category():
    return with_tables(base_firm(), survey=marks_survey(np.full((40, 4), 4.0)))


def anonymous():
    marks = np.random.default_rng(1).integers(1, 6, (40, 4))
    return with_tables(base_firm(), survey=marks_survey(marks, customers=False))


def no_target():
    marks = np.random.default_rng(1).integers(1, 6, (40, 4))
    return with_tables(base_firm(), survey=marks_survey(marks, target=False))


def no_orders():
    firm = anonymous()
    return type(firm)(firm.profile, {**firm.frames, "orders": firm.frames["orders"].head(0)})


ODD = {f.__name__: f for f in (nothing, no_answers, one_row, one_category, anonymous, no_target, no_orders)}


@pytest.mark.parametrize("name", ODD)
def test_odd_surveys_get_words(name):
    firm = ODD[name]()
    result = result_of(compute(firm, rules_of(firm)), firm)
    assert set(result.tables) == set(TITLES) == set(COLUMNS)
    for lang in ("zh", "en"):
        text = show.findings(result, lang=lang).text + show.notes(result, lang=lang).text
        assert "nan" not in text.lower() and "{" not in text and "None" not in text
        for plot in (diagnosis.plot_survey, diagnosis.plot_drivers):
            shown = plot(result, lang)
            assert getattr(shown, "alt", "") or shown.text
    assert result.warnings


def test_what_the_odd_ones_say():
    words = {}
    for name, make in ODD.items():
        firm = make()
        words[name] = show.notes(result_of(compute(firm, rules_of(firm)), firm), lang="en").text
    assert "no survey in the folder" in words["nothing"] and "holds no answers" in words["no_answers"]
    assert "only 1 respondents" in words["one_row"] and "marks that differ" in words["one_category"]
    assert "not weighted" in words["anonymous"] and "response rate is not known" in words["anonymous"]
    assert "satisfaction as a whole" in words["no_target"]


def test_row_order_does_not_matter():
    marks = np.random.default_rng(4).integers(1, 6, (60, 5))
    firm = with_tables(base_firm(), survey=marks_survey(marks))
    mixed = with_tables(base_firm(), survey=marks_survey(marks).sample(frac=1, random_state=3))
    one, two = (compute(f, rules_of(f)) for f in (firm, mixed))
    for name in one.tables:
        pd.testing.assert_frame_equal(one.tables[name].rows, two.tables[name].rows)
    assert one.findings == two.findings


def test_no_more_customers_are_to_be_asked_than_there_are():
    needed = pd.DataFrame({"margin": [0.05, 0.03], "ask": [412.0, 838.0]})
    told = reached(SimpleNamespace(needed=needed, answers=SimpleNamespace(population=652)))
    assert told["ask"].iloc[0] == 412 and pd.isna(told["ask"].iloc[1])
    assert sentence(told["reach"].iloc[0]).render("en") == "yes" and "652" in sentence(told["reach"].iloc[1]).render(
        "zh"
    )
    unknown = reached(SimpleNamespace(needed=needed.assign(ask=np.nan), answers=SimpleNamespace(population=652)))
    assert (unknown["reach"] == "").all()


def test_those_who_did_not_answer_are_counted():
    marks = np.random.default_rng(4).integers(1, 6, (30, 3)).astype(float)
    marks[20:] = np.nan
    firm = with_tables(base_firm(), survey=marks_survey(marks))
    table = compute(firm, rules_of(firm)).tables["survey_response"].rows
    assert table["asked"].sum() == 30 and table["answered"].sum() == 20
    assert table["customers"].sum() == 60


def test_recommending_is_not_held_against_the_line_of_the_two_highest_marks():
    """Nought to ten has a score of its own; two marks of eleven are fewer than two of five."""
    scores = pd.DataFrame({"item": ["a", "n"], "top": [0.8, 0.47]})
    assert compared(scores, pd.DataFrame({"item": ["n"]}))["item"].tolist() == ["a"]
    assert compared(scores.tail(1), pd.DataFrame({"item": ["n"]}))["item"].tolist() == ["n"]  # nothing else was asked
    assert compared(scores, pd.DataFrame({"item": []}))["item"].tolist() == ["a", "n"]
