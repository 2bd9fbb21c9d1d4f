import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers import show
from helpers.language import Message, edition, msg, using
from helpers.quantity import Quantity, adding, to_major, two_digits, write, write_money
from helpers.station import Column, ResultTable

ROOT = Path(__file__).parents[2]


def test_a_message_is_said_in_each_language():
    message = msg("Did you mean {near}?", near="abc")
    assert message.render("en") == "Did you mean abc?"
    assert message.render("zh") == "是不是想写 abc？"


def test_text_from_data_is_never_read_as_a_template():
    hostile = "{n.__class__} {0} %s <b>"
    assert msg("row {row}", row=hostile).render("en") == f"row {hostile}"
    assert "<b>" not in Message("row {row}", {"row": hostile}).render("en", html=True)


def test_a_name_that_ends_in_s_has_an_apostrophe_only():
    assert msg("{name}'s share", name=Quantity("Netherlands", "text")).render("en") == "Netherlands' share"
    assert re.sub("<[^>]*>", "", msg("{name}'s share", name="Spain").render("en", html=True)) == "Spain's share"


def test_gaps_reach_no_attributes():
    with pytest.raises(KeyError):
        Message("{n.__class__}", {"n": 1}).render("en")


def test_the_folder_names_the_edition(tmp_path):
    (tmp_path / "zh").mkdir()
    assert edition(tmp_path / "zh") == "zh"
    assert edition(tmp_path) is None


def test_using_refuses_other_languages():
    with pytest.raises(ValueError), using("fr"):
        pass


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (123_456_789_012, "money", "12.35 亿元", "CNY 1.23 bn"),
        (99_999_999_999, "money", "100,000.0 万元", "CNY 1,000.00 M"),
        (10_324_512_300, "money", "10,324.5 万元", "CNY 103.25 M"),
        (10_324_512_300 - 11_160_280, "money", "10,313.4 万元", "CNY 103.13 M"),  # adds up with 11.2 万元 beside it
        (12_345_600, "money", "12.3 万元", "CNY 123.5 k"),
        (-5_000, "money", "−50 元", "−CNY 50"),
        (-27, "money", "0 元", "CNY 0"),
        (0.1234, "share", "12%", "12%"),
        (0.0512, "share", "5.1%", "5.1%"),
        (0.0001, "share", "<0.1%", "<0.1%"),
        (-0.0001, "share", "−0.01%", "−0.01%"),
        (-0.0004, "share", "−0.04%", "−0.04%"),
        (-0.0514, "share", "−5.1%", "−5.1%"),
        (-1e-17, "share", "0%", "0%"),
        (0, "share", "0%", "0%"),
        (0.02, "points", "2 个百分点", "2 percentage points"),
        (-0.0003, "points", "−0.03 个百分点", "−0.03 percentage points"),
        ("2025-03", "month", "2025年3月", "Mar 2025"),
        ("2025-03-01", "date", "2025年3月1日", "1 Mar 2025"),
        (None, "money", "–", "–"),
        (float("nan"), "share", "–", "–"),
        (12345, "count", "12,345", "12,345"),
    ],
)
def test_numbers_as_people_write_them(value, unit, zh, en):
    currency = "CNY" if unit == "money" else None
    assert write(value, unit, currency, "zh") == zh
    assert write(value, unit, currency, "en") == en


@pytest.mark.parametrize(
    ("unit", "values", "zh", "en"),
    [
        # read down the column, "-3,820 元" below "-13.9 万元" seemed the larger loss
        ("money", (-13_900_000, -382_000), ["−13.90 万元", "−0.38 万元"], ["−CNY 139.0 k", "−CNY 3.8 k"]),
        ("money", (1_396_000_000, 25_000_000, 0), ["1,396.0 万元", "25.0 万元", "0 元"], ["CNY 13.96 M", "CNY 0.25 M", "CNY 0"]),
        ("money", (164_000_000_000, 1_200_000), ["164,000.0 万元", "1.2 万元"], ["CNY 1,640.00 M", "CNY 0.01 M"]),
        # what came in less what was set aside is what was kept, as written
        ("money", (123_169_900, -997_500, -537_500, 121_634_900), ["123.17 万元", "−1.00 万元", "−0.54 万元", "121.63 万元"],
         ["CNY 1,231.7 k", "−CNY 10.0 k", "−CNY 5.4 k", "CNY 1,216.3 k"]),
        ("money", (67_680_000, -6_000), ["676,800 元", "−60 元"], ["CNY 676,800", "−CNY 60"]),
        ("money", (2_000_000_000, 50_000_000, 30_000), None, ["CNY 20,000.00 k", "CNY 500.00 k", "CNY 0.30 k"]),
        ("money", (30_000, None), ["300 元", "–"], ["CNY 300", "–"]),
        ("share", (0.05, 0.062, 0.35, 0), ["5.0%", "6.2%", "35.0%", "0%"], ["5.0%", "6.2%", "35.0%", "0%"]),
        ("share", (0.05, 0.35, -0.0003), ["5%", "35%", "−0.03%"], ["5%", "35%", "−0.03%"]),
        ("points", (0.02, 0.014), ["2.0 个百分点", "1.4 个百分点"], ["2.0 percentage points", "1.4 percentage points"]),
    ],
)  # fmt: skip
def test_the_numbers_of_a_column_have_one_unit_and_equal_decimals(unit, values, zh, en):
    from helpers.quantity import alike

    cells = [Quantity(value, unit, currency="CNY" if unit == "money" else None) for value in values]
    for lang, told in (("zh", zh), ("en", en)):
        if told:
            assert [cell.render(lang, spec=alike(values, unit)) for cell in cells] == told
    assert f'value="{values[0]}"' in cells[0].render("en", html=True, spec=alike(values, unit))


def test_an_estimate_and_the_ends_of_its_interval_are_written_in_one_unit():
    rows = pd.DataFrame({"value": [92_163_000_000], "low": [45_778_000_000], "high": [156_000_000_000], "share": [0.5]})
    units = {"value": "money", "low": "money", "high": "money", "share": "share"}
    how = show.alike_columns(rows, units)
    told = [Quantity(rows[name][0], "money", currency="CNY").render("en", spec=how[name]) for name in list(units)[:3]]
    assert told == ["CNY 0.92 bn", "CNY 0.46 bn", "CNY 1.56 bn"] and how["share"] == ""


def test_exact_money_keeps_every_minor_unit():
    quantity = Quantity(123_456_789, "money", currency="CNY")
    assert quantity.render("en", spec="exact") == "CNY 1,234,567.89"
    assert str(to_major(123_456_789, "JPY")) == "123456789"


def test_money_that_is_about_so_much_has_two_digits_and_a_figure_one_unit():
    about = [
        Quantity(n, "money", currency="CNY").render(lang, spec="about")
        for n in (96222069818, 0)
        for lang in ("zh", "en")
    ]
    assert about == ["9.6 亿元", "CNY 960 M", "0 元", "CNY 0"]
    assert write_money(two_digits(6313801940), "CNY", "zh", axis=True, like=96222069818) == "0.63 亿元"
    assert two_digits(0.0) == 0 and two_digits(-96222) == -96000


def test_html_carries_the_raw_value():
    quantity = Quantity(0.25, "share", 0.2, 0.3)
    assert quantity.render("en", html=True) == '<data class="q" data-unit="share" value="0.25">25%</data>'
    assert quantity.render("en", spec="interval") == "20%–30%"


def test_a_narrow_interval_of_a_share_does_not_read_as_none():
    narrow, same, small = ((0.169, 0.1724), (0.17, 0.17), (0.0001, 0.0002))
    for ends, text in ((narrow, "16.9%–17.2%"), (same, "17%–17%"), (small, "<0.1%–<0.1%")):
        assert Quantity(0.17, "share", *ends).render("en", spec="interval") == text
    html = Quantity(0.17, "share", *narrow).render("en", spec="interval", html=True)
    assert re.sub("<[^>]*>", "", html) == "16.9%–17.2%"


@pytest.mark.parametrize(
    ("unit", "ends", "zh", "en"),
    [
        ("points", (-0.0189, -0.0002), "−1.9 至 −0.02 个百分点", "−1.9 to −0.02 percentage points"),
        ("points", (0.158, 0.242), "15.8–24.2 个百分点", "15.8–24.2 percentage points"),
        ("points", (-0.019, 0.0), "−1.9 至 0 个百分点", "−1.9 to 0 percentage points"),
        ("ratio", (0.004, 0.35), "0.004–0.35", "0.004–0.35"),
        ("number", (-0.02, 3.0), "−0.02 至 3", "−0.02 to 3"),
    ],
)
def test_an_interval_that_leaves_out_nought_is_not_written_with_nought_as_an_end(unit, ends, zh, en):
    told = Quantity(0.1, unit, *ends)
    assert told.render("zh", spec="interval") == zh and told.render("en", spec="interval") == en
    assert re.sub("<[^>]*>", "", told.render("en", spec="interval", html=True)) == en


def test_shares_held_against_each_other_do_not_read_alike():
    """A slide read "22 % against 22 %: plain revenue chooses better"."""
    from helpers import wire
    from helpers.quantity import compared

    def told(*values):
        shares = compared(*(Quantity(value, "share", 0.1, 0.3) for value in values))
        assert [one.render("zh") for one in shares] == [one.render("en") for one in shares]
        return [one.render("en") for one in shares]

    assert told(0.2154, 0.2231) == ["21.5%", "22.3%"] and told(0.2154, 0.2231, 0.35) == ["21.5%", "22.3%", "35.0%"]
    assert told(0.2154, 0.25) == ["22%", "25%"] and told(0.22, 0.22) == ["22%", "22%"]
    assert told(0.2154, 0.2231, None)[2] == "–"
    fine, plain = compared(Quantity(0.2154, "share"), Quantity(0.2231, "share"))[0], Quantity(0.2154, "share")
    assert wire.decode(wire.encode(fine)) == fine and "fine" not in wire.encode(plain)
    assert "21.5%" in fine.render("en", html=True) and 'value="0.2154"' in fine.render("en", html=True)


WORDING = {
    "zh": {"家客户": "位会员", "客户": "会员", " 家": " 位"},
    "en": {"customers": "members", "customer": "member"},
}


def test_an_industry_says_things_in_its_own_words():
    from helpers.language import Message, reworded, worded

    assert (
        reworded("{customers} customers of `customers.csv`; a customer", "en")
        == "{customers} customers of `customers.csv`; a customer"
    )
    with worded(WORDING):
        told = reworded("Customers: {customers} customers of `customers.csv`; a customer's customership", "en")
        assert told == "Members: {customers} members of `customers.csv`; a member's customership"
        assert reworded("{n} 家客户，其余 {m} 家；客户{客户}", "zh") == "{n} 位会员，其余 {m} 位；会员{客户}"
        assert Message("{n} customers", {"n": "three customers"}).render("en") == "three customers members"
    assert Message("{n} customers", {"n": "x"}).render("en") == "x customers"


def prose(lang):
    """What the lessons say to a client, cell by cell."""
    cells = (
        cell
        for path in sorted((ROOT / "notebooks" / lang).glob("*.ipynb"))
        for cell in json.loads(path.read_text("utf-8"))["cells"]
    )
    return [
        "".join(cell["source"])
        for cell in cells
        if cell["cell_type"] == "markdown" and "report" in cell["metadata"]["tags"]
    ]


def test_presets_replace_words_that_exist():
    """Each word of a preset's wording stands in some sentence or some lesson's prose, else it is misspelt."""
    from helpers import catalogue
    from helpers.rules import industries, preset

    said = {
        "en": " ".join([*catalogue.said(), *prose("en")]).casefold(),
        "zh": " ".join([*(t for book in catalogue.read().values() for t in book.values()), *prose("zh")]),
    }
    found = 0
    for name in industries():
        for lang, words in preset(name).wording.items():
            for old in words:
                assert old in said[lang], (name, old)
                found += 1
    assert found > 5


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Netherlands", "一般重要的区域 Netherlands 开始"),
        ("华东", "一般重要的区域华东开始"),
        ("梁女士 M02613", "一般重要的区域梁女士 M02613 开始"),
        ("17444", "一般重要的区域 17444 开始"),
    ],
)
def test_chinese_leaves_a_blank_beside_latin_text_from_data(monkeypatch, name, said):
    from helpers import language
    from helpers.quantity import Quantity

    monkeypatch.setattr(language, "translate", lambda sentence, lang=None: "一般重要的区域{name}开始")
    assert msg("Begin with {name}", name=Quantity(name, "text")).render("zh") == said
    assert re.sub("<[^>]*>", "", msg("Begin with {name}", name=Quantity(name, "text")).render("zh", html=True)) == said


def test_an_axis_has_short_labels():
    assert [write_money(value, "CNY", "zh", axis=True) for value in (5_000_000_000, 25_000_000_000)] == [
        "5,000 万元",
        "2.5 亿元",
    ]


def test_chinese_has_no_blank_behind_its_own_units_and_one_before_a_numeral():
    """「万元 的收入」 and 「自 2024年7月15日 起」 had blanks within Chinese, 「可是47%」 none before a numeral."""
    money, day = Quantity(44_317_000_00, "money", currency="CNY"), Quantity("2024-07-15", "date")
    share = msg("{part} 的客户", part=Quantity(0.47, "share"))
    said = msg("自 {day} 起，{money} 的收入，可是{share}，{foreign}的收入", day=day, money=money, share=share,
               foreign=Quantity(1_000_000, "money", currency="EUR"))  # fmt: skip
    assert said.render("zh") == "自2024年7月15日起，4,431.7 万元的收入，可是 47% 的客户，1.0 万 EUR 的收入"
    assert re.sub("<[^>]*>", "", said.render("zh", html=True)) == said.render("zh")


@pytest.mark.parametrize("industry", ["mother_baby_retail", "variety_retail"])
def test_a_firm_of_consumers_is_told_of_members_and_of_nothing_that_firms_have(industry):
    """A partner read accounts, account owners, salespersons, 业务员 and 它们 in the report of a shop for mothers."""
    from helpers.catalogue import said
    from helpers.language import catalogue, reworded, worded
    from helpers.rules import preset

    books = ("classification", "diagnosis", "report")
    english = [text for text, book in said().items() if book in books]
    with worded(preset(industry).wording):
        for text in [*english, *prose("en")]:
            told = reworded(text, "en")
            left = re.sub(r"\{[^}]*\}|account for|in the accounts|settle accounts|account of the", "", told)
            assert not re.search(r"(?i)\b(accounts?|salespersons?)\b", left), told
            assert " an member" not in told and " An member" not in told
        for text in [*(catalogue("zh").get(one, "") for one in english), *prose("zh")]:
            told = reworded(text, "zh")
            left = re.sub("客户(战略|洞察|文件夹)", "", re.sub(r"`[^`]*`", "", told))
            assert "客户" not in left and "业务员" not in told and "会员文件夹" not in told, told
            assert not re.search("逐家|每家|[一二三四五]位公司", told), told
    own = [catalogue("zh").get(text, "") for text, book in said().items() if book == "classification"]
    assert not [text for text in own if re.search("它们(上年|的|一走|占|近)|：它(通常|买了)", text)]


def test_a_firm_of_firms_keeps_its_words():
    from helpers.language import reworded, worded
    from helpers.rules import preset

    with worded(preset("industrial_automation").wording):
        for lang, text in (("zh", "那 {n} 家客户各定一位业务员"), ("en", "{n} accounts and their account owners")):
            assert reworded(text, lang) == text


def test_parts_of_a_change_add_up_as_they_are_read():
    """A sentence read 3.08 to 4.45 and 1.08 + 0.30 + 0.00, which is 1.38."""
    parts = {"evidence": 1.0751, "rerated": 0.2951, "reweighted": -0.0002}
    shown = adding(parts, 3.0757, 4.4457)
    assert sum(shown.values()) == pytest.approx(4.45 - 3.08) and all(abs(shown[k] - parts[k]) < 0.01 for k in parts)
    for seed in range(200):
        chance = np.random.default_rng(seed)
        parts, before = dict(zip("abc", chance.normal(0, 1, 3).tolist(), strict=True)), float(chance.normal(3, 1))
        after = before + sum(parts.values())
        shown = adding(parts, before, after)
        read = [
            float(Quantity(value, "ratio").render("en").replace("−", "-")) for value in (before, after, *shown.values())
        ]
        assert read[1] - read[0] == pytest.approx(sum(read[2:])) and all(
            abs(shown[k] - parts[k]) <= 0.0101 for k in parts
        )


def test_numbers_of_one_column_have_the_same_decimals():
    """A column read 5.0, 4.5, 5, 1; another 7, 10.0."""
    column = Column(msg("Value"), "number")

    def read(*values):
        rows = pd.DataFrame({"v": pd.Series(values, dtype="float64")})
        return show.render_table(ResultTable(msg("Value"), {"v": column}, rows), "CNY", ["v"], None, "en").text.split()[
            1:
        ]

    assert read(4.97, 4.5, 5.0, 1.0, None) == ["5.0", "4.5", "5.0", "1.0", "–"]
    assert read(7.0, 9.99) == ["7", "10"] and read(120.4, 4.5) == ["120", "4.5"]
