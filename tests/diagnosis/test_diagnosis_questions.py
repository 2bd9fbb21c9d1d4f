"""Questions: each recognised by its answers, each summarised its own way.

Stated before looking (seeds 7301 to 7340, made-up questionnaires of 25 to 200 respondents without a type column): of all
questions at least 95 % are recognised; the ones that are not are never a scale taken for a ranking or the other way round.
"""

import numpy as np
import pandas as pd
import pytest
from diagnosis_voices import WORDS, base_firm, marks_survey, result_of, rows, rules_of, with_tables

from helpers import diagnosis, show
from helpers.diagnosis.questions.compute import compute
from helpers.diagnosis.questions.recognise import recognise
from helpers.diagnosis.questions.summarise import concordance, frequent, summarise
from helpers.diagnosis.questions.terms import COLUMNS, TITLES
from helpers.diagnosis.survey.scores import wilson

pytestmark = pytest.mark.covers("1.7")
OPTIONS = ["交期", "价格", "质量", "服务", "品牌", "Other"]
TEXTS = [
    "希望交期再准一点，",
    "价格偏高。",
    "质量一直不错，",
    "希望多来现场看看，",
    "Please deliver on time, as we agreed in March. ",
]


def questionnaire(seed):
    """Wide of kinds: returns the long table and the true type of each item."""
    random = np.random.default_rng(seed)
    n = int(random.integers(25, 201))
    scale = random.choice([5, 7, 10])
    words = np.array(WORDS)[np.clip(np.rint(3.7 + random.standard_normal(n)), 1, 5).astype(int) - 1]
    chosen = [list(random.permutation(OPTIONS)[: random.integers(1, 4)]) for _ in range(n)]
    order = [list(random.permutation(4) + 1) for _ in range(n)]
    said = ["".join(random.choice(TEXTS, 2)) + f"{k}号线" for k in range(n)]
    made = {
        "Q1": ("scale", rows("Q1", "Mark", [None] * n, None, list(random.integers(1, scale + 1, n).astype(float)))),
        "Q2": ("scale", rows("Q2", "Wie", list(words))),
        "Q3": ("single", rows("Q3", "Which", list(random.choice(OPTIONS, n)))),
        "Q4": ("multiple", rows("Q4", "Which ones", chosen)),
        "Q5": ("multiple", rows("Q5", "Which ones", ["┋".join(part) for part in chosen])),
        "Q6": ("ranking", rows("Q6", "Order", [OPTIONS[:4]] * n, None, [[float(v) for v in o] for o in order])),
        "Q7": ("open", rows("Q7", "Anything else", said)),
        "Q8": ("number", rows("Q8", "How many", [str(int(v)) for v in random.lognormal(4, 1, n)])),
    }
    return pd.concat([frame for _, frame in made.values()], ignore_index=True), {
        k: kind for k, (kind, _) in made.items()
    }


def typed(frame):
    firm = with_tables(base_firm(), survey=frame)
    return {question.item: question for question in recognise(firm.table("survey"))}


def test_types_are_recognised_from_the_answers_alone():
    right = total = 0
    for seed in range(7301, 7341):
        frame, true = questionnaire(seed)
        found = typed(frame)
        for item, kind in true.items():
            right += found[item].kind == kind
            total += 1
            assert {found[item].kind, kind} != {"scale", "ranking"}
    assert right >= 0.95 * total


def test_the_tables_word_is_taken_where_answers_look_like_marks():
    random = np.random.default_rng(1)
    frame = rows("Q1", "Your trade", [str(v) for v in random.integers(1, 6, 40)], "single")
    assert typed(frame)["Q1"].kind == "single" and typed(frame)["Q1"].recognised == "scale"
    counts = rows("Q2", "How many lines", [None] * 40, "number", list(random.integers(0, 9, 40).astype(float)))
    assert typed(counts)["Q2"].kind == "number"


def test_a_wrong_type_is_corrected_and_told():
    frame = rows("Q1", "Which ones", [["a", "b"], ["b"], ["a", "c"], ["c"]] * 6, "scale")
    firm = with_tables(base_firm(), survey=frame)
    outcome = compute(firm, rules_of(firm))
    assert outcome.tables["questions"].rows["kind"].tolist() == ["multiple"]
    assert "several choices" in outcome.warnings[0].render("en") and "多选" in outcome.warnings[0].render("zh")


def test_a_mark_of_recommending_begins_at_nought():
    frame = rows("Q9", "0-10: would you recommend us?", [None] * 30, None, [float(v) for v in [7, 8, 9] * 10])
    assert (typed(frame)["Q9"].low, typed(frame)["Q9"].high) == (0.0, 10.0)


def even(n):
    return pd.Series(1.0, index=[f"R{k:03}" for k in range(n)])


def test_shares_of_choices_are_of_people_and_not_of_ticks():
    frame = rows("Q1", "Which ones", [["a", "b"]] * 10 + [["a"]] * 10 + [["c"]] * 20)
    table = summarise(typed(frame)["Q1"], even(40)).set_index("option")
    assert table["value"].to_dict() == {"a": 0.5, "c": 0.5, "b": 0.25}
    # Korn and Graubard's effective number loses one of n
    assert (table.loc["b", "low"], table.loc["b", "high"]) == pytest.approx(wilson(0.25, 39), abs=1e-6)


def test_a_strip_of_marks_shows_the_marks_nobody_gave():
    frame = rows("Q1", "Mark", [None] * 20, "scale", [5.0] * 15 + [3.0] * 5)
    table = summarise(typed(frame)["Q1"], even(20))
    assert table["option"].tolist() == ["1", "2", "3", "4", "5"] and table["value"].tolist() == [0, 0, 0.25, 0, 0.75]


def test_ranks_and_kendalls_w_of_a_published_example():
    """Siegel and Castellan 1988, section 9.8: three judges rank six applicants; W = .656."""
    judges = [[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]]
    w, _ = concordance(pd.DataFrame(judges))
    sums = np.sum(judges, axis=0)
    assert w.value == pytest.approx(12 * ((sums - 10.5) ** 2).sum() / (9 * (216 - 6)))
    alike, chance = concordance(pd.DataFrame([[1, 2, 3, 4]] * 10))
    assert alike.value == pytest.approx(1) and chance < 1e-5


def test_an_option_left_out_of_a_ranking_shares_the_places_left():
    frame = rows(
        "Q1", "Order", [["a", "b", "c"]] * 3 + [["a", "b"]] * 1, "ranking", [[1.0, 2.0, 3.0]] * 3 + [[1.0, 2.0]]
    )
    table = summarise(typed(frame)["Q1"], even(4)).set_index("option")
    assert table["value"].to_dict() == {"a": 1.0, "b": 2.0, "c": 3.0} and table.loc["a", "first"] == 1


def test_a_ranking_is_a_finding_only_where_customers_agree():
    random = np.random.default_rng(5)
    chance = rows("Q1", "Order", [list("abcd")] * 60, None, [list(random.permutation(4) + 1.0) for _ in range(60)])
    clear = rows("Q1", "Order", [list("abcd")] * 60, None, [[1.0, *(random.permutation(3) + 2.0)] for _ in range(60)])
    for frame, expected in ((chance, 0), (clear, 1)):
        firm = with_tables(base_firm(), survey=frame)
        assert len(compute(firm, rules_of(firm)).findings) == expected


def test_terms_are_words_and_no_splinters():
    texts = [
        "产品质量稳定，交期不准",
        "质量不错，交期太长",
        "希望交期准",
        "质量放心",
        "delivery is late",
        "late delivery again",
    ]
    found = dict(frequent(texts))
    assert found["质量"] == 3 and found["交期"] == 3 and found["delivery"] == 2
    assert "量稳" not in found and "期不" not in found


def odd():
    yield base_firm()
    yield with_tables(base_firm(), survey=marks_survey(np.full((20, 3), np.nan)))
    yield with_tables(base_firm(), survey=marks_survey(np.array([[4]])))
    yield with_tables(base_firm(), survey=marks_survey(np.full((40, 4), 4.0), kind=None))
    yield with_tables(base_firm(), survey=rows("Q1", "x", ["a"] * 30))
    yield with_tables(base_firm(), survey=rows("Q1", "x", [None] * 30, "ranking", [[1.0, 1.0]] * 30))


def test_odd_questionnaires_get_words(lang):
    for firm in odd():
        result = result_of(compute(firm, rules_of(firm)), firm)
        assert set(result.tables) == set(TITLES) == set(COLUMNS)
        text = show.notes(result, lang=lang).text + show.table(result, "questions", lang=lang).text
        assert "nan" not in text.lower() and "{" not in text
        shown = diagnosis.plot_questions(result, lang)
        assert getattr(shown, "alt", "") or shown.text
