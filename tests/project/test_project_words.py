"""Every sentence of the code has its Chinese, with the same gaps."""

import ast
import re

from helpers import catalogue
from helpers.rules import industries, preset


def test_every_sentence_is_translated():
    known = {sentence for book in catalogue.read().values() for sentence, chinese in book.items() if chinese}
    assert [sentence for sentence in catalogue.said() if sentence not in known] == []


def test_no_translation_is_left_over_or_given_twice_differently():
    said, seen = catalogue.said(), {}
    for book in catalogue.read().values():
        for sentence, chinese in book.items():
            assert sentence in said, sentence
            assert seen.setdefault(sentence, chinese) == chinese, sentence


def test_gaps_are_the_same_in_both_languages():
    for book in catalogue.read().values():
        for sentence, chinese in book.items():
            assert catalogue.gaps(sentence) == catalogue.gaps(chinese), sentence


def test_chinese_sentences_are_chinese():
    for book in catalogue.read().values():
        for sentence, chinese in book.items():
            words = re.sub(r"\{[^}]*\}|`[^`]*`", "", sentence)
            if re.search(r"[a-z]{4}", words) and " " in words.strip():
                assert re.search(r"[\u4e00-\u9fff]", chinese), sentence


def test_presets_speak_both_languages():
    for name in industries():
        assert all(preset(name).title)


def test_every_msg_call_is_seen_by_babel():
    """Babel reads tokens: a call inside an f-string, or with a computed sentence, is lost to it."""
    said = set(catalogue.said())
    for path in catalogue.SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "msg":
                assert node.args and isinstance(node.args[0], ast.Constant), f"{path.name}:{node.lineno}"
                assert node.args[0].value in said, f"{path.name}:{node.lineno}"
