"""Editions: what is copied, what is kept, and what names itself as stale."""

import copy
import hashlib
import json

import pytest

from helpers import editions
from helpers.errors import ParameterError


def cell(id, source, kind="markdown", **metadata):
    made = {"cell_type": kind, "id": id, "metadata": metadata, "source": source}
    return made | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def book(*cells):
    return {"cells": list(cells), "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}


ZH = book(
    cell("title", "# 第一课\n", tags=["lesson"]),
    cell("setup", "x = 1\n", "code", tags=["setup"]),
    cell("read", "怎么读", tags=["report"], course_map=["1.2"]),
)


def english():
    """A translation that is in step."""
    en = editions.sync(ZH, {"cells": []})
    for made, words in zip(
        [c for c in en["cells"] if c["cell_type"] == "markdown"], ("# Lesson one\n", "How to read it"), strict=True
    ):
        made["source"] = words
    return editions.accept(en, ZH)


def kinds(en, zh=ZH):
    return {(found.cell, found.kind) for found in editions.stale(en, zh, "01")}


def test_the_hash_is_the_first_twelve_digits_of_sha256():
    assert editions.source_hash("怎么读") == hashlib.sha256("怎么读".encode()).hexdigest()[:12]


def test_what_is_new_is_inserted_and_marked():
    en = editions.sync(ZH, {"cells": []})
    assert [c["id"] for c in en["cells"]] == ["title", "setup", "read"]
    assert kinds(en) == {("title", "untranslated"), ("read", "untranslated")}
    assert en["cells"][2]["source"] == "怎么读"


def test_a_translation_in_step_is_left_alone():
    en = english()
    assert kinds(en) == set()
    assert editions.sync(ZH, en) == en


def test_code_ids_tags_and_order_come_from_the_source():
    zh = copy.deepcopy(ZH)
    zh["cells"][1]["source"] = "x = 2\n"
    zh["cells"][0]["metadata"]["tags"] = ["report"]
    zh["cells"].reverse()
    before = english()
    assert kinds(before, zh) == {("setup", "code"), ("title", "metadata"), ("", "order")}
    after = editions.sync(zh, before)
    assert kinds(after, zh) == set()
    assert [c["source"] for c in after["cells"]] == ["How to read it", "x = 2\n", "# Lesson one\n"]
    assert before == english()  # nothing was changed in place


def test_changed_prose_is_stale_until_someone_says_it_is_translated():
    zh = copy.deepcopy(ZH)
    zh["cells"][2]["source"] = "怎么读这张图"
    after = editions.sync(zh, english())
    assert kinds(after, zh) == {("read", "stale")}
    assert kinds(editions.accept(after, zh, ("read",)), zh) == set()
    assert "read" in str(editions.stale(after, zh, "01")[0])


def test_a_cell_without_a_hash_is_named():
    en = english()
    del en["cells"][0]["metadata"]["source_hash"]
    assert kinds(en) == {("title", "unhashed")}
    assert kinds(editions.sync(ZH, en)) == {("title", "unhashed")}


def test_cells_missing_or_too_many_are_named_and_mended():
    en = english()
    gone = en["cells"].pop(0)
    en["cells"].append(cell("extra", "More", tags=["lesson"]))
    assert kinds(en) == {("title", "missing"), ("extra", "extra")}
    assert kinds(editions.sync(ZH, en)) == {("title", "untranslated")}
    assert gone["id"] == "title"


def test_outputs_are_never_copied():
    zh = copy.deepcopy(ZH)
    zh["cells"][1] |= {"outputs": [{"output_type": "stream", "name": "stdout", "text": "1"}], "execution_count": 3}
    made = editions.sync(zh, english())["cells"][1]
    assert made["outputs"] == [] and made["execution_count"] is None


def test_lines_and_one_text_are_the_same_source():
    en = english()
    en["cells"][1]["source"] = ["x = 1\n"]
    assert kinds(en) == set()


@pytest.fixture
def course(tmp_path):
    for lang, made in (("zh", ZH), ("en", english())):
        folder = tmp_path / "notebooks" / lang
        folder.mkdir(parents=True)
        (folder / "01_one.ipynb").write_text(editions.text(made), "utf-8")
    return tmp_path


def test_files_in_step_are_not_touched(course):
    assert editions.check_all(course) == [] and editions.sync_all(course) == []


def test_a_notebook_of_one_edition_only_is_named(course):
    (course / "notebooks/zh/02_two.ipynb").write_text(editions.text(ZH), "utf-8")
    (course / "notebooks/en/03_three.ipynb").write_text(editions.text(ZH), "utf-8")
    assert {(d.notebook, d.kind) for d in editions.check_all(course)} == {("02_two", "missing"), ("03_three", "extra")}
    (made,) = editions.sync_all(course)
    assert made.name == "02_two.ipynb"
    assert json.loads(made.read_text("utf-8"))["cells"][1]["source"] == ["x = 1\n"]


def test_text_is_as_nbstripout_leaves_it(course):
    text = (course / "notebooks/en/01_one.ipynb").read_text("utf-8")
    assert text.startswith('{\n "cells": [\n') and text.endswith("}\n") and "\\u" not in text


def test_accepting_by_name(course):
    zh = course / "notebooks/zh/01_one.ipynb"
    changed = editions.read(zh)
    changed["cells"][0]["source"] = "# 第一课（新）"
    zh.write_text(editions.text(changed), "utf-8")
    assert [d.kind for d in editions.check_all(course)] == ["stale"]
    editions.accept_named("01_one:title", course)
    assert editions.check_all(course) == []
    for wrong in ("01_won", "01_one:titel"):
        with pytest.raises(ParameterError):
            editions.accept_named(wrong, course)


def test_the_editions_of_the_course_are_in_step():
    """The real notebooks: every cell of prose says which source it was translated from, and it is this one."""
    assert editions.pairs(), "no notebooks"
    assert [str(found) for found in editions.check_all()] == []
