"""data/README.md is what the schema says, in both languages."""

import yaml

from helpers.company import dictionary
from helpers.company.profile import parse
from helpers.company.schema import KINDS, tables


def test_the_file_is_what_the_schema_makes():
    assert dictionary.file().read_text("utf-8") == dictionary.text(), "run: python -m helpers.company.dictionary"


def test_every_column_is_there_with_both_titles_kind_example_and_meaning():
    text = dictionary.text()
    for table in tables().values():
        part = text.split(f'<a id="{table.name}"></a>')[1].split("\n### ")[0]
        for column in table.columns:
            row = next(line for line in part.splitlines() if line.startswith(f"| `{column.name}`"))
            for word in (*column.title, *column.about, *KINDS[column.kind], column.example):
                assert word in row, (table.name, column.name, word)
            assert ("**\\***" in row.split("|")[1]) == column.required
            for value, words in column.allowed.items():
                assert value in row and words.zh in row and words.en in row


def test_both_languages_stand_for_every_sentence():
    from helpers.language import translate

    for lang in ("zh", "en"):
        assert translate("The client folder", lang) in dictionary.text()
    assert "客户文件夹" in dictionary.text()


def test_the_example_of_company_yml_can_be_read():
    profile = parse(yaml.safe_load(dictionary.EXAMPLE))
    assert profile.finance[0].revenue == 8728294393 and profile.tables["invoices"]["table"] == "invoices"


def test_demo_companies_are_named_with_their_seed(tmp_path):
    for id, fictional in (("made", True), ("real", False)):
        (tmp_path / id).mkdir()
        (tmp_path / id / "company.yml").write_text(
            f"id: {id}\nname: x\nindustry: general\ncurrency: CNY\nas_of: 2025-06-30\nfictional: {str(fictional).lower()}\n"
        )
    text = dictionary.text(tmp_path)
    assert "- `made`" in text and "`real`" not in text
    assert "course new hengce --demo" in dictionary.text() and "--seed" in dictionary.text()
