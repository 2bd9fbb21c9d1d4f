"""Every sentence of the code has its Chinese, with the same gaps."""

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
