"""A copy names nobody, counts the same, and its key lies apart."""

import json
import os
import re
import stat

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from privacy_texts import HARD, HELD_OUT, with_secrets, without_secrets

from helpers import classification, intake, show
from helpers.company import folder
from helpers.company.check import check
from helpers.company.folder import Company
from helpers.company.schema import DTYPES, tables
from helpers.errors import ParameterError
from helpers.intake.privacy import checksum, groups, treat
from helpers.intake.privacy import key as keys
from helpers.intake.privacy.aside import read as read_aside
from helpers.intake.privacy.copy import anonymise, named, write
from helpers.intake.privacy.known import Known
from helpers.intake.privacy.pseudonym import Pseudonyms
from helpers.intake.privacy.scrub import Scrubber

PEOPLE = {
    "C0001": ("陈建国", "13812345678", "chen.jianguo@yituo.example", "chenjg_88"),
    "C0002": ("Margaret Holloway", "+44 20 7946 0958", "m.holloway@yifeng.example", "maggie_h"),
    "C0003": ("欧阳雪梅", "0513-88886666", "ouyang@yuqi.example", "oyxm-2020"),
}


def enriched(firm):
    """The demo firm with contacts, visits, projects and a survey that name people inside texts."""
    frames = {name: firm.frames[name] for name in ("customers", "orders", "products", "invoices")}
    names = firm.table("customers").set_index("customer")["name"]
    contacts = [
        (f"L{n}", code, *person, "设备部", "13800000000 备用；怕停机，爱人在南通翊拓上班")
        for n, (code, person) in enumerate(PEOPLE.items())
    ]
    columns = ["contact", "customer", "name", "mobile", "email", "wechat", "department", "concerns"]
    frames["contacts"] = typed("contacts", pd.DataFrame(contacts, columns=columns))
    notes = [
        (
            "C0001",
            f"翊拓的陈建国来电13812345678，身份证11010519491231002X，改寄江苏省南通市崇川区工农路128号，{names['C0001']}盖章",
        ),
        ("C0002", "Ｍargaret HOLLOWAY asked us to pay 4111 1111 1111 1111; she moves to 12 Baker Street."),
        ("C0003", "歐陽雪梅说煜崎要换供应商，抄送ouyang@yuqi.example和李明，车牌苏F12345"),
    ]
    visits = pd.DataFrame(notes, columns=["customer", "result"])
    visits = visits.assign(
        date=pd.Timestamp("2025-05-06"), owner="吴海华", kind="visit", contact=["L0", "L1", "L2"], competitor="博朗电气"
    )
    frames["activities"] = typed("activities", visits)
    deals = pd.DataFrame(
        {
            "opportunity": ["X1"],
            "name": ["翊拓灌装线改造"],
            "customer": ["C0001"],
            "owner": ["吴海华"],
            "status": ["open"],
        }
    )
    frames["opportunities"] = typed(
        "opportunities", deals.assign(created_on=pd.Timestamp("2025-03-01"), amount=12_000_00, stage="谈判")
    )
    return Company(firm.profile, frames, firm.intake, firm.folder)


def typed(name, frame):
    return frame.astype({c: DTYPES[tables()[name][c].kind] for c in frame})


@pytest.fixture(scope="module")
def firm():
    return enriched(folder.open("hengce"))


@pytest.fixture(scope="module")
def made(firm, tmp_path_factory):
    """Copies, plain and with everything moved, each written and read back."""
    found = {}
    for name, options in {"plain": {}, "moved": {"shift_dates": True, "scale_amounts": True}}.items():
        copy = anonymise(firm, keys.new(firm.id, 7), aside=read_aside(firm.folder), **options)
        place = write(copy, tmp_path_factory.mktemp("copies") / name)
        found[name] = (copy, place, folder.open(place))
    return found


def everything(place):
    """All that can be read in a folder: names of files and what they hold."""
    return "\n".join(f"{path.name}\n{path.read_text('utf-8')}" for path in sorted(place.rglob("*")) if path.is_file())


def secrets_of(firm):
    """Every full original value that names somebody, and every token of names."""
    found, names = set(), named(firm)
    for domain, values in names.items():
        for value in values:
            found.add(value)
            if domain in ("phone", "mail", "account"):
                continue
            found |= set(re.findall(r"[A-Za-z]{4,}", value)) | {run for run in re.findall(r"[一-鿿]{2,}", value)}
    for name, frame in firm.frames.items():
        for column in tables()[name].columns:
            if column.kind == "id" and column.name in frame and column.name != "item":
                found |= set(frame[column.name].dropna())
    brands = {"翊拓", "翊沣", "煜崎", "建国", "雪梅", "海华"}
    return {value for value in found | brands if len(value) >= 2}


#: Words of the contract's own that happen to stand in a demo firm's name ("(fictional)", "虚构").
CONTRACT_WORDS = {"fictional"}


@pytest.mark.slow
@pytest.mark.covers("0.4")
@pytest.mark.parametrize("which", ["plain", "moved"])
def test_no_original_value_or_token_occurs_anywhere_in_the_copy(firm, made, which):
    _, place, back = made[which]
    text = everything(place)
    with_outputs = text + outputs(back, ("zh", "en") if which == "plain" else ("en",))
    assert "K" in text and len(text) > 1_000_000
    assert found(secrets_of(firm) - CONTRACT_WORDS, with_outputs) == set()
    for secret in (
        "13812345678",
        "11010519491231002X",
        "4111 1111 1111 1111",
        "工农路128号",
        "Baker Street",
        "苏F12345",
        "HOLLOWAY",
    ):
        assert secret not in with_outputs


def found(secrets, text):
    """Secrets that stand in a text; codes and Latin words as whole words in any case, Han ones anywhere."""
    words = set(re.findall(r"[a-z0-9_]+(?:[-.][a-z0-9]+)*", text.lower()))
    words |= {part for word in words for part in re.split(r"[_.-]", word)}
    latin = {s for s in secrets if s.isascii() and " " not in s}
    hits = {s for s in latin if s.lower() in words}
    return hits | {s for s in secrets - latin if s in text}


def outputs(back, langs):
    """What notebooks 00 and 02 would show of the copy."""
    parts = []
    for result in (intake.run(back), classification.run(back)):
        for lang in langs:
            parts += [show.findings(result, lang).text, show.notes(result, lang).text]
        parts += [table.rows.to_csv() for table in result.tables.values()]
    return "\n".join(parts)


@pytest.mark.slow
@pytest.mark.covers("0.4")
@pytest.mark.parametrize("which", ["plain", "moved"])
def test_shares_of_rfm_and_abc_are_those_of_the_original(firm, made, which):
    original, copied = classification.run(firm), classification.run(made[which][2])
    for table, code in (("rfm_classes", "rfm"), ("abc_classes", "abc")):
        a, b = original[table].set_index(code), copied[table].set_index(code)
        assert a["customers"].to_dict() == b["customers"].to_dict() and len(a) >= 4
        np.testing.assert_allclose(a["share"].astype("float64"), b["share"].astype("float64"), atol=1e-6)


@pytest.mark.covers("0.4")
def test_the_same_value_has_the_same_pseudonym_in_all_tables(firm, made):
    copy = made["plain"][0].company
    owners = copy.table("customers")["owner"]
    assert owners.nunique() == firm.table("customers")["owner"].nunique()
    visits, contacts = copy.table("activities"), copy.table("contacts").set_index("contact")
    assert set(visits["owner"]) < set(owners)
    for row in visits.itertuples():
        assert contacts.loc[row.contact, "name"] in row.result  # the person's name in the text, however it was written
        assert contacts.loc[row.contact, "customer"] == row.customer
    named_there = copy.table("customers").set_index("customer")["name"]
    first = visits[visits["result"].str.contains("盖章")].iloc[0]
    assert first["result"].count(named_there[first["customer"]]) == 2
    assert copy.table("orders")["customer"].map(firm_of(firm, made)).notna().all()


@pytest.mark.slow
@pytest.mark.covers("0.4")
def test_a_demo_firm_with_all_its_tables_names_nobody_in_its_copy(tmp_path):
    whole = folder.open("hengce")
    few, frames = set(whole.table("customers")["customer"].head(120)), {}
    for name, frame in whole.frames.items():
        frames[name] = frame[frame["customer"].isin(few)] if "customer" in frame else frame
    for name, frame in frames.items():  # rows that name a customer or contact who is not among the few
        for column in tables()[name].columns:
            target, _, key = column.refers_to.partition(".")
            if column.name in frame and target in ("customers", "contacts") and target in frames:
                frame = frame[frame[column.name].isin(frames[target][key]) | frame[column.name].isna()]
        frames[name] = frame
    part = Company(whole.profile, frames, whole.intake)
    place = write(anonymise(part, keys.new("hengce", 11)), tmp_path / "copy")
    assert check(place).problems == ()
    assert "words" in frames  # says in English whom the data name
    assert set(folder.open(place).frames) == set(frames) - {"words"} >= {"contacts", "activities", "opportunities"}
    assert found(secrets_of(part) - CONTRACT_WORDS, everything(place)) == set()


def firm_of(firm, made):
    """Original customer of each of the copy, by revenue pattern."""
    a = firm.table("orders").groupby("customer")["amount"].agg(lambda v: tuple(sorted(v)))
    b = made["plain"][0].company.table("orders").groupby("customer")["amount"].agg(lambda v: tuple(sorted(v)))
    back = dict(zip(a, a.index, strict=True))
    return {code: back[amounts] for code, amounts in b.items()}


def test_each_group_has_k_customers_and_nobody_is_dropped(firm, made):
    copy, _, back = made["plain"]
    rows = back.table("customers")
    names = [c for c in treat.KNOWN_OUTSIDE["customers"] if rows[c].notna().any()]
    sizes = rows.groupby(names, dropna=False).size()
    assert sizes.min() >= 5 and copy.grouped.smallest == sizes.min()
    assert len(rows) == len(firm.table("customers"))
    assert rows["industry"].notna().mean() > 0.7  # generalised, not emptied


@pytest.mark.slow
def test_the_copy_is_a_good_folder_whose_account_reconciles(firm, made):
    for _, place, back in made.values():
        assert check(place).problems == ()
        told = back.intake
        totals = told["totals"]
        assert totals["rows_in"] == totals["rows_kept"] + totals["rows_set_aside"]
        assert totals["money_in"] == totals["money_kept"] + totals["money_set_aside"]
        assert totals["money_kept"] == int(back.table("orders")["amount"].sum())
        aside = pd.read_csv(place / "set_aside.csv")
        assert len(aside) == totals["rows_set_aside"]
        verdicts = intake.run(back)["tie_out"]["verdict"]
        assert list(verdicts) == list(intake.run(folder.open("hengce"))["tie_out"]["verdict"])


def test_moved_dates_and_scaled_amounts_keep_weekdays_and_ratios(firm, made):
    copy = made["moved"][0]
    assert copy.shift.days % 7 == 0 and copy.shift.days and copy.shift.parts != 10**6
    a, b = firm.table("orders")["amount"].sum(), copy.company.table("orders")["amount"].sum()
    assert b / a == pytest.approx(copy.shift.parts / 10**6, rel=1e-6)
    assert copy.company.date == copy.shift.date(firm.date)


def test_another_key_gives_other_pseudonyms_and_the_same_key_the_same(firm):
    small = Company(
        firm.profile, {n: firm.frames[n].head(30) if n == "customers" else firm.frames[n] for n in ("customers",)}
    )
    one, other = keys.new("hengce", 1), keys.new("hengce", 2)
    first = anonymise(small, one).company.table("customers")
    again = anonymise(small, keys.new("hengce", 1)).company.table("customers")
    assert first.equals(again)
    assert not set(first["customer"]) & set(anonymise(small, other).company.table("customers")["customer"])


def test_next_month_everybody_is_called_the_same(firm, tmp_path):
    customers = firm.frames["customers"]
    before = Company(firm.profile, {"customers": customers.iloc[100:200]})
    after = Company(firm.profile, {"customers": customers.iloc[:200]})
    key = keys.new("hengce")
    anonymise(before, key)
    path = keys.save(key, tmp_path / "key.json")
    loaded = keys.load(path, "hengce")
    anonymise(after, loaded)
    for domain, names in key.given.items():
        assert {v: loaded.given[domain][v] for v in names} == names
    assert len(loaded.given["customer"]) == 200


def test_the_key_is_for_its_owner_alone_and_never_in_the_copy(course, firm_folder, tmp_path):
    ended = course("anonymise", firm_folder, "--out", tmp_path / "copy", "--key", tmp_path / "copy" / "key.json")
    assert ended.status == 2 and "inside the copy" in ended.err
    path = tmp_path / "keys" / "key.json"
    ended = course("anonymise", firm_folder, "--out", tmp_path / "copy", "--key", path)
    assert ended.status == 0, ended.err
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    secret = json.loads(path.read_text("utf-8"))["secret"]
    assert secret not in everything(tmp_path / "copy") and len(secret) == 64
    assert course("check", tmp_path / "copy").status == 0
    assert course("anonymise", firm_folder, "--out", tmp_path / "copy", "--key", path).status == 2  # not written over


def test_files_other_than_tables_stay_at_home_and_are_named(course, firm_folder, tmp_path):
    (firm_folder / "mapping.yml").write_text("customer: 甲方名称\n", "utf-8")
    (firm_folder / "甲公司备注.txt").write_text("甲", "utf-8")
    ended = course("anonymise", firm_folder, "--out", tmp_path / "copy", "--key", tmp_path / "k.json")
    assert "mapping.yml" in ended.out and "甲公司备注.txt" in ended.out
    assert sorted(p.name for p in (tmp_path / "copy").iterdir()) == ["company.yml", "customers.csv", "orders.csv"]


@pytest.fixture
def firm_folder(tmp_path):
    place = tmp_path / "firm"
    place.mkdir()
    (place / "company.yml").write_text(
        "schema: 1\nid: firm\nname: {zh: 某厂, en: A firm}\nindustry: general\ncurrency: CNY\nas_of: 2025-12-31\n",
        "utf-8",
    )
    (place / "customers.csv").write_text("customer,name\nC1,甲乙丙\nC2,丁戊己\n", "utf-8")
    (place / "orders.csv").write_text(
        "doc_no,date,customer,amount\nD1,2025-03-05,C1,10.50\nD2,2025-04-05,C2,7.00\n", "utf-8"
    )
    return place


@pytest.fixture
def course(capfd, monkeypatch):
    monkeypatch.setenv("COURSE_LANG", "en")

    def call(*arguments):
        from types import SimpleNamespace

        from helpers.cli import main

        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        said = capfd.readouterr()
        return SimpleNamespace(status=ended.value.code or 0, out=said.out, err=said.err)

    return call


# --- what is found inside texts ---


def measured(lang, seed, texts, count=600):
    """Recall over secrets, precision over places, share of plain texts touched."""
    scrubber = Scrubber(Known({}), Pseudonyms(keys.new("x", 1)))
    hits = total = right = places = 0
    for text, secrets in with_secrets(lang, seed, count, texts):
        spans = scrubber.spans(text)
        where = [(text.index(value), text.index(value) + len(value)) for value in secrets]
        total += len(where)
        hits += sum(any(s.start <= a and s.end >= b for s in spans) for a, b in where)
        places += len(spans)
        right += sum(
            any(
                v in text[s.start : s.end] or text[s.start : s.end] in v or (a < s.end and b > s.start)
                for v, (a, b) in zip(secrets, where, strict=True)
            )
            for s in spans
        )
    touched = sum(bool(scrubber.spans(text)) for text in without_secrets(lang, seed, count)) / count
    return hits / total, right / places, touched


@pytest.mark.covers("0.4")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_recall_and_precision_in_texts_nobody_listed(lang):
    """At first sight 0.952 and 0.951 (zh, 12 % of plain texts touched, "高总成" read as a person), 1 and 1 (en);
    after two patterns were mended 1 and 1 on other seeds of the same wording."""
    recall, precision, touched = measured(lang, 20260, HELD_OUT)
    assert recall >= 0.95 and precision >= 0.95 and touched <= 0.02


@pytest.mark.parametrize(("lang", "floor"), [("zh", 0.5), ("en", 0.55)])
def test_names_without_title_or_cue_are_often_missed_and_that_is_stated(lang, floor):
    """0.56 (zh) and 0.64 (en) at first sight, and left so: a person must read the texts."""
    recall, precision, _ = measured(lang, 30303, HARD)
    assert floor <= recall < 0.9 and precision >= 0.95


def test_check_digits_are_those_of_the_standards():
    assert checksum.identity("11010519491231002X") and not checksum.identity("110105194912310021")  # GB 11643, annex
    assert checksum.luhn("4111111111111111") and checksum.luhn("79927398713") and not checksum.luhn("79927398710")
    assert checksum.credit("91350100M000100Y43") and not checksum.credit("91350100M000100Y44")  # GB 32100, example


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.text(max_size=80))
def test_any_text_can_be_scrubbed_and_scrubbing_again_changes_nothing(text):
    scrubber = Scrubber(
        Known({"firm": ["恒川精密机械有限公司", "Acme Tools Ltd"], "person": ["李明"]}), Pseudonyms(keys.new("x", 1))
    )
    once = scrubber.text(text)
    assert scrubber.text(once) == once


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    st.lists(
        st.tuples(st.sampled_from("abcd "), st.sampled_from("xyz"), st.sampled_from("MLS")), min_size=0, max_size=60
    ),
    st.integers(2, 6),
)
def test_any_customers_end_in_groups_of_k(rows, k):
    frame = pd.DataFrame(rows, columns=["industry", "region", "size"]).astype("str").replace(" ", None).astype("str")
    done = groups.generalise(frame, k)
    assert len(done.frame) == len(frame)
    sizes = done.frame.groupby(list(frame.columns), dropna=False).size()
    assert done.reached == (len(frame) >= k or not len(frame))
    if len(frame) >= k:
        assert sizes.min() >= k
    kept = done.frame.notna()
    assert (
        (done.frame[kept] == frame[kept]).where(kept, True).all().all()
    )  # a value is kept or left out, never another's


def test_too_small_a_k_is_refused(firm):
    with pytest.raises(ParameterError):
        anonymise(firm, keys.new("x", 1), k=1)


def test_every_column_of_the_contract_is_treated():
    for name, table in tables().items():
        for column in table.columns:
            how = treat.treatment(table, column)
            if column.personal and column.kind == "text":
                assert how in ("name", "text"), f"{name}.{column.name}"
            if column.kind == "id":
                assert how in ("id", "category")


# --- the workbook ---


def test_the_workbook_has_no_macros_and_only_formulas_that_old_versions_know(tmp_path, monkeypatch):
    import openpyxl

    from helpers.intake.privacy import workbook

    monkeypatch.setattr(workbook, "ROWS", {"customers": 50, "orders": 60})
    path = workbook.write(tmp_path / "w.xlsx", seed=3)
    assert path.read_bytes() == workbook.content(seed=3)
    book = openpyxl.load_workbook(path)
    assert book.vba_archive is None
    assert [c.value for c in book["customers_out"][1]] == list(workbook.CUSTOMERS)
    codes = [row[0] for row in book["codes"].iter_rows(min_row=2, max_col=1, values_only=True) if row[0]]
    assert len(set(codes)) == workbook.ROWS["customers"]
    used = set()
    for sheet in book:
        for row in sheet.iter_rows(max_row=3):
            used |= {
                f
                for c in row
                if isinstance(c.value, str) and c.value.startswith("=")
                for f in re.findall(r"[A-Z]+(?=\()", c.value)
            }
    assert used <= {
        "IF",
        "INDEX",
        "MATCH",
        "MID",
        "ISNUMBER",
        "ROUND",
        "IFERROR",
        "OR",
        "SUMPRODUCT",
        "COUNTIF",
        "COUNTA",
    }
    with pytest.raises(ParameterError):
        workbook.write(path)  # it may be somebody's key


def test_the_workbook_computes_what_it_says(firm, tmp_path, monkeypatch):
    """Filled in and calculated by LibreOffice, where there is one."""
    import shutil
    import subprocess

    import openpyxl
    import python_calamine

    from helpers.intake.privacy import workbook

    if not shutil.which("soffice") and not os.environ.get("CI"):
        pytest.skip("needs LibreOffice")
    monkeypatch.setattr(workbook, "ROWS", {"customers": 120, "orders": 300})
    path = workbook.write(tmp_path / "w.xlsx", seed=3)
    people = firm.table("customers").head(100)
    lines = firm.table("orders")[lambda rows: rows["customer"].isin(people["customer"])].head(250)
    book = openpyxl.load_workbook(path)
    for name, frame, columns in (("customers_in", people, workbook.CUSTOMERS), ("orders_in", lines, workbook.ORDERS)):
        for row, values in enumerate(frame[list(columns)].itertuples(index=False), 2):
            for at, value in enumerate(values, 1):
                if not pd.isna(value):
                    book[name].cell(row, at, value.to_pydatetime() if hasattr(value, "to_pydatetime") else value)
    book.save(tmp_path / "filled.xlsx")
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "xlsx", "--outdir", tmp_path / "out", tmp_path / "filled.xlsx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    read = python_calamine.CalamineWorkbook.from_path(tmp_path / "out" / "filled.xlsx")

    def sheet(name):
        rows = read.get_sheet_by_name(name).to_python()
        frame = pd.DataFrame(rows[1:], columns=rows[0])
        return frame[frame.iloc[:, 0] != ""]

    checks = [row[1] for row in read.get_sheet_by_name("read_me").to_python()[9:]]
    assert checks == [0.0] * 5
    out, sold = sheet("customers_out"), sheet("orders_out")
    assert out["customer"].nunique() == len(people) and sold["doc_no"].nunique() == lines["doc_no"].nunique()
    assert not set(out["name"]) & set(people["name"])
    pairs = set(zip(lines["customer"], sold["customer"], strict=True))
    assert len(pairs) == lines["customer"].nunique() == sold["customer"].nunique()
    groups_of = out.groupby(["industry", "region", "size"]).size()
    assert groups_of.min() >= 5
    assert list(sold["amount"] * 1.0) == list(lines["amount"].astype(float))


def test_a_day_that_must_stand_is_made_coarse_and_groups_still_have_k():
    days = pd.Series(pd.to_datetime([f"202{n % 4}-0{1 + n % 9}-05" for n in range(23)]))
    tiers = pd.Series(["gold", "silver", None] * 7 + ["iron", "iron"], dtype="str")
    done = groups.generalise(pd.DataFrame({"joined": days, "tier": tiers}), 4, {"joined": "day", "tier": "category"})
    assert done.reached and done.smallest >= 4
    assert done.frame["joined"].notna().all()  # coarser, never blank
    assert (done.frame["joined"] <= days).all()


def test_what_a_later_version_adds_to_the_account_is_left_out(firm):
    told = {
        **firm.intake,
        "meanings": {"maria": {"谈判": "open"}},
        "imports": [
            {
                "files": [{"file": "甲.csv", "sha256": "ab" * 32}],
                "by": "李明",
                "orders": {"new": {"rows": 1, "money": 100}},
            }
        ],
    }
    small = Company(firm.profile, firm.frames, told)
    text = json.dumps(anonymise(small, keys.new("x", 1)).company.intake, ensure_ascii=False)
    assert not [word for word in ("maria", "谈判", "甲", "李明", "ab" * 32, "恒测") if word in text]
    assert '"imports"' in text and '"rows_in"' in text
