"""The list of words to be said in the other language: what is filled in stays, names are not asked for."""

import pandas as pd
import pytest

from helpers.cli import main
from helpers.company import wordlist
from helpers.company.folder import open as open_folder
from helpers.errors import ParameterError

YML = "schema: 1\nid: acme\nname: {zh: 某公司, en: Acme}\nindustry: general\ncurrency: CNY\nas_of: 2025-12-31\n"
CUSTOMERS = (
    "customer,name,region,owner\nC1,甲公司,华东,王强\nC2,乙公司,华东,王强\nC3,丙公司,华南,李明\nC4,丁公司,ASEAN,李明\n"
)
ORDERS = "doc_no,date,customer,product,quantity,amount\nD1,2025-01-02,C1,P1,1,10\n"


@pytest.fixture
def folder(tmp_path):
    for name, text in (("company.yml", YML), ("customers.csv", CUSTOMERS), ("orders.csv", ORDERS)):
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def course(*arguments) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return ended.value.code or 0


def read(folder):
    return pd.read_csv(folder / "words.csv", dtype="str", keep_default_na=False).to_dict("records")


def test_texts_in_most_rows_come_first_and_names_do_not(folder):
    lang, left = wordlist.wanting(open_folder(folder))
    assert (lang, left) == ("en", ["华东", "华南"])
    assert wordlist.wanting(open_folder(folder), most=1)[1] == ["华东"]
    assert wordlist.wanting(open_folder(folder), "zh")[1] == ["ASEAN"]


def test_what_is_filled_in_stays_and_is_said(folder):
    path, lang, told, left = wordlist.write(open_folder(folder))
    assert (path.name, lang, told, left) == ("words.csv", "en", 0, 2)
    assert path.read_bytes().startswith("\ufeff".encode())  # so that Excel reads the Chinese
    assert open_folder(folder).words == {}
    path.write_text("text,en\n华南,South China\n华东,\n", "utf-8")
    company = open_folder(folder)
    assert company.words == {"en": {"华南": "South China"}}
    assert wordlist.write(company)[2:] == (1, 1)
    assert read(folder) == [{"text": "华南", "en": "South China"}, {"text": "华东", "en": ""}]
    assert wordlist.write(open_folder(folder), "zh")[2:] == (0, 3)
    assert {"text": "华南", "zh": "", "en": "South China"} in read(folder)
    assert {"text": "ASEAN", "zh": "", "en": ""} in read(folder)


def test_a_text_that_stands_twice_is_a_problem(folder, capsys):
    (folder / "words.csv").write_text("text,en\n华东,East\n华东,East China\n", "utf-8")
    assert course("--lang", "en", "check", folder) == 2
    assert "words.csv" in capsys.readouterr().err


def test_words_kept_elsewhere_are_not_written_beside(folder):
    pd.DataFrame({"text": ["华东"], "en": ["East China"]}).to_excel(folder / "words.xlsx", index=False)
    company = open_folder(folder)
    assert company.words == {"en": {"华东": "East China"}}
    with pytest.raises(ParameterError, match=r"words\.csv"):
        wordlist.write(company)


def test_the_verb(folder, capsys):
    assert course("--lang", "en", "words", folder, "--most", "1") == 0
    assert "0 texts are said, 1 are to be filled in" in capsys.readouterr().out
    assert course("--lang", "zh", "words", folder) == 0
    assert "待填 2 条" in capsys.readouterr().out


def test_a_later_import_leaves_the_file_alone(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COURSE_HOME", str(tmp_path))
    head = "单据编号,日期,客户编码,客户名称,产品名称,数量,金额\n"
    (tmp_path / "a.csv").write_text(
        head + "D1,2025-01-02,C1,甲公司,泵,1,10\nD2,2025-01-03,C2,乙公司,阀,1,20\n", "utf-8"
    )
    (tmp_path / "b.csv").write_text(head + "D3,2025-02-02,C1,甲公司,泵,1,10\n", "utf-8")
    about = ("--company", "acme", "--currency", "CNY", "--as-of", "2025-12-31")
    assert course("import", "a.csv", *about) == 0
    folder = tmp_path / "data" / "companies" / "acme"
    assert course("words", folder) == 0
    (folder / "words.csv").write_text("text,en\n泵,Pump\n", "utf-8-sig")
    assert course("import", "b.csv", *about, "--add") == 0
    assert (folder / "words.csv").read_text("utf-8-sig") == "text,en\n泵,Pump\n"
    assert open_folder(folder).words == {"en": {"泵": "Pump"}}


def test_a_copy_that_names_nobody_has_no_words(folder):
    from helpers.intake.privacy.copy import anonymise, left_behind
    from helpers.intake.privacy.key import new

    (folder / "words.csv").write_text("text,en\n华东,East China\n", "utf-8")
    company = open_folder(folder)
    assert "words" not in anonymise(company, new("acme"), k=2).company.frames
    assert list(left_behind(folder)) == ["words.csv"]
