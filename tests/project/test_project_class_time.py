"""A lesson that states its minutes keeps to them: reading time, pictures, tables and exercises are counted.

Reading speed: 255 Chinese characters and 228 English words a minute, the means of Trauzettel-Klosinski, S., Dietz, K.
(2012), "Standardized assessment of reading performance: the New International Reading Speed Texts IReST",
Investigative Ophthalmology & Visual Science 53(9), 5452–5461 (read aloud, which is a class's pace). A picture is given a
minute and a half of looking and talking, a table three quarters of one, a guess before the answer half a minute: our own
allowances, as no source gives them. An exercise takes the minutes its text states.
"""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACE = {"zh": 255, "en": 228}
PICTURE, TABLE, GUESS = 1.5, 0.75, 0.5
#: Stated minutes lie between the estimate and this many times it, a minute spared for rounding either way.
SPARE = 1.8
EXERCISE = re.compile(r"\*\*(?:课堂练习（(\d+) ?分钟）|In class \((\d+) minutes?\))")
TOTAL = re.compile(r"\*\*(?:用时：\*\* ?(\d+) ?分钟|Time:\*\* ?(\d+) minutes)")
COUNT = re.compile(r"(?:课堂练习(.)次|(\w+) exercises in class)")
NUMBERS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "one": 1, "two": 2, "three": 3, "four": 4}
PICTURES = re.compile(r"\.plot_|\.panel_|\bcase\.(?:industries|blind)\(")
TABLES = re.compile(r"show\.(?:table|findings)|\bcase\.missed\(|\.order_trap\(")


def cells(path):
    return json.loads(path.read_text("utf-8"))["cells"]


def text(cell):
    return "".join(cell["source"])


TIMED = [
    path
    for path in sorted(ROOT.glob("notebooks/*/*.ipynb"))
    if any("minutes" in cell["metadata"] for cell in cells(path))
]


def opens(cell):
    """Whether a section begins with the cell: the title, or prose that begins with a heading."""
    return cell["cell_type"] == "markdown" and re.match(r"#{1,3} ", text(cell)) is not None


def sections(path):
    found = []
    for cell in cells(path):
        if opens(cell):
            found.append([])
        found[-1].append(cell)
    return found


def exercises(section):
    return [int(one or two) for cell in section for one, two in EXERCISE.findall(text(cell))]


def estimate(section, lang):
    """Minutes that a section takes in class."""
    prose = " ".join(text(cell) for cell in section if cell["cell_type"] == "markdown")
    code = "\n".join(text(cell) for cell in section if cell["cell_type"] == "code")
    prose = re.sub(r"（来源：.*?）|\(Sources?: .*?\)(?=\n|$)", "", prose)  # nobody reads references aloud
    characters = len(re.findall(r"[\u4e00-\u9fff]", prose))
    words = len(re.findall(r"[A-Za-z0-9]+(?:['-][A-Za-z]+)*", prose))
    reading = characters / PACE["zh"] + words / PACE["en"] if lang == "zh" else words / PACE["en"]
    guesses = len(re.findall(r"\*\*(?:先猜。|Guess first\.)", prose))
    shown = PICTURE * len(PICTURES.findall(code)) + TABLE * len(TABLES.findall(code))
    return reading + shown + GUESS * guesses + sum(exercises(section))


def test_the_lesson_on_classes_is_timed_in_both_editions():
    names = {(path.parent.name, path.stem) for path in TIMED}
    assert {("zh", "02_classification"), ("en", "02_classification")} <= names


def test_the_estimate_by_hand():
    section = [
        {"cell_type": "markdown", "source": ["### 题\n", "字" * 254 + "\n", "**先猜。** （来源：" + "略" * 500 + "）"]},
        {"cell_type": "code", "source": ["classification.plot_abc(result)"]},
        {"cell_type": "code", "source": ["show.table(result, 'abc')"]},
        {"cell_type": "markdown", "source": ["**课堂练习（5 分钟）。**"]},
    ]
    read = (1 + 254 + 2 + 6) / 255 + 1 / 228
    assert estimate(section, "zh") == pytest.approx(read + 1.5 + 0.75 + 0.5 + 5)
    assert exercises(section) == [5]


@pytest.mark.parametrize("path", TIMED, ids=lambda path: f"{path.parent.name}/{path.stem}")
class TestTimed:
    def test_every_section_states_its_minutes_on_its_first_cell_alone(self, path):
        for cell in cells(path):
            assert ("minutes" in cell["metadata"]) == opens(cell), (
                f"{cell['id']}: the first cell of a section has metadata.minutes, a whole number (0: for afterwards)"
            )
            if opens(cell):
                assert isinstance(cell["metadata"]["minutes"], int) and cell["metadata"]["minutes"] >= 0

    def test_they_add_up_to_what_the_title_says(self, path):
        stated = sum(cell["metadata"]["minutes"] for cell in cells(path) if "minutes" in cell["metadata"])
        found = TOTAL.search(text(cells(path)[0]))
        assert found and int(found[1] or found[2]) == stated

    def test_each_section_has_the_time_it_takes(self, path):
        wrong = {}
        for section in sections(path):
            stated, needed = section[0]["metadata"]["minutes"], estimate(section, path.parent.name)
            if stated and not needed - 1 <= stated <= needed * SPARE + 1:
                wrong[section[0]["id"]] = f"stated {stated}, estimated {needed:.1f}"
        assert not wrong

    def test_the_whole_is_read_and_talked_over_in_the_time(self, path):
        own = [section for section in sections(path) if section[0]["metadata"]["minutes"]]
        needed = sum(estimate(section, path.parent.name) for section in own)
        stated = sum(section[0]["metadata"]["minutes"] for section in own)
        assert needed <= stated, f"{needed:.1f} of {stated} minutes"

    def test_the_title_counts_the_exercises_of_class_time(self, path):
        inside = [n for section in sections(path) if section[0]["metadata"]["minutes"] for n in exercises(section)]
        assert not [n for s in sections(path) if not s[0]["metadata"]["minutes"] for n in exercises(s)]
        found = COUNT.search(text(cells(path)[0]))
        assert NUMBERS[(found[1] or found[2]).lower()] == len(inside)

    def test_sections_for_afterwards_say_so(self, path):
        for section in sections(path):
            taught = any(cell["metadata"].get("course_map") for cell in section)
            if taught and section[0]["metadata"]["minutes"] == 0:
                assert re.search(r"课后|[Aa]fterwards", text(section[0]).splitlines()[0]), section[0]["id"]


def test_the_lesson_on_classes_takes_75_minutes_with_two_exercises():
    for path in TIMED:
        if path.stem == "02_classification":
            stated = sum(cell["metadata"].get("minutes", 0) for cell in cells(path))
            assert stated == 75 and len([n for section in sections(path) for n in exercises(section)]) == 2
