"""The program: help in both languages, near misses, exit status, nothing heavy loaded for looking."""

import io
import json
import re
import subprocess
import sys

import pytest

from helpers.cli import asked
from helpers.cli.tree import VERBS
from helpers.language import CATALOGUES

HEAVY = {"pandas", "numpy", "matplotlib", "ibis", "pandera", "papermill", "duckdb"}


@pytest.mark.parametrize("verb", ["", *VERBS])
@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_each_verb_has_help_and_examples_in_both_languages(course, verb, spoken):
    done = course("--lang", spoken, *([verb] if verb else []), "--help")
    assert done.status == 0 and done.err == ""
    assert ("示例" if spoken == "zh" else "Examples") in done.out
    assert f"course {verb}".strip() in done.out.split("示例：" if spoken == "zh" else "Examples:")[1]
    assert bool(re.search("[一-鿿]", done.out)) == (spoken == "zh")
    if spoken == "zh":
        assert not re.search(r"Usage|Options|Show this|Commands", done.out)


def test_without_a_verb_it_shows_the_help(course):
    done = course()
    assert done.status == 0 and "report" in done.out


@pytest.mark.parametrize(
    ("arguments", "near"),
    [
        (("chek",), "check"),
        (("report", "x", "--as_of", "1"), "--as-of"),
        (("result", "x", "y", "--tabel", "z"), "--table"),
    ],
)
def test_near_misses_are_suggested(course, arguments, near):
    done = course(*arguments)
    assert done.status == 2 and near in done.err and done.out == ""
    zh = course("--lang", "zh", *arguments)
    assert zh.status == 2 and near in zh.err and "是不是想写" in zh.err


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["--lang", "zh", "check"], "zh"),
        (["check", "x", "--lang=en"], "en"),
        (["report", "x", "--lang", "both"], None),
        (["--", "--lang", "zh"], None),
        (["--lang"], None),
    ],
)
def test_the_language_is_read_before_anything_is_said(words, found):
    assert asked(words) == found


def test_the_systems_language_is_the_default(course, monkeypatch):
    monkeypatch.setenv("COURSE_LANG", "zh_CN.UTF-8")
    assert "命令" in course("--help").out


def test_looking_loads_nothing_heavy():
    for arguments in (["--help"], ["report", "--help"], ["import", "--help"], ["nothing"]):
        code = (
            "import sys\nfrom helpers.cli import main\ntry:\n    main("
            + repr(arguments)
            + ")\nexcept SystemExit:\n    pass\n"
            f"print(sorted({HEAVY!r} & set(sys.modules)), file=sys.stderr)"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stderr.rstrip().endswith("[]"), (arguments, done.stderr)


def test_a_bug_is_exit_1_with_its_traceback(course, monkeypatch):
    monkeypatch.setattr("helpers.company.folder.locate", lambda company: 1 / 0)
    done = course("check", "x")
    assert done.status == 1 and "ZeroDivisionError" in done.err and "bug" in done.err


def test_stopping_is_not_a_bug(course, monkeypatch):
    def stop(company):
        raise KeyboardInterrupt

    monkeypatch.setattr("helpers.company.folder.locate", stop)
    done = course("check", "x")
    assert done.status == 130 and "Traceback" not in done.err


def test_any_character_on_any_console():
    code = (
        "import io, sys\nsys.stdout = io.TextIOWrapper(io.BytesIO(), encoding='ascii')\n"
        "from helpers.cli import speak_utf8\nspeak_utf8()\nprint('客户')\nsys.stdout.flush()\n"
        "sys.stderr.write(repr(sys.stdout.buffer.getvalue()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "??" in done.stderr or "\\xe5" in done.stderr


def test_windows_consoles_are_made_utf8(monkeypatch):
    from helpers.cli import speak_utf8

    raw = io.BytesIO()
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="cp437"))
    speak_utf8()
    print("客户")
    sys.stdout.flush()
    assert raw.getvalue().decode("utf-8").strip() == "客户"


def test_click_says_nothing_that_we_have_not_translated():
    """Each listed sentence of click has its Chinese, with the same gaps."""
    from babel.messages.pofile import read_po

    from helpers.cli.words import SAID

    with (CATALOGUES / "zh" / "cli.po").open("rb") as file:
        known = {entry.id: entry.string for entry in read_po(file)}
    gap = re.compile(r"\{\w+(?:!r)?\}|%\(\w+\)s")
    for said in SAID:
        assert known.get(said.msgid), said.msgid
        assert set(gap.findall(said.msgid)) == set(gap.findall(known[said.msgid])), said.msgid


def test_the_listed_sentences_are_clicks_own():
    """A sentence that click no longer says would be left untranslated without notice."""
    from pathlib import Path

    import click

    from helpers.cli.words import SAID

    code = "".join(path.read_text("utf-8") for path in Path(click.__file__).parent.glob("*.py"))
    code = re.sub(r'"\s*\n\s*"', "", code)
    for said in SAID:
        assert json.dumps(said.msgid)[1:-1] in code, said.msgid


def test_chinese_help_is_wrapped_by_columns_and_not_before_punctuation():
    from helpers.cli.wrap import fill, width

    text = "按该日当时所知来看，不写则用文件夹自己的截止日；" * 6
    lines = fill(text, 40).split("\n")
    assert "".join(lines) == text and max(map(width, lines)) <= 42
    assert not any(line[0] in "，；" for line in lines)
