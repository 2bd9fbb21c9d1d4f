"""Intelligence: like things are gathered, unlike ones are not, on Chinese and other texts, whatever the order.

The texts below were written after the method was settled, about other trades than those of the demo companies.
"""

import numpy as np
import pandas as pd
import pytest
from judged_firms import with_tables

from helpers import diagnosis, station
from helpers.diagnosis.intelligence import text
from helpers.diagnosis.intelligence.cluster import cluster

RECALL = (
    "兴澜的奶粉在召回，超市已经下架了",
    "听店长讲，兴澜奶粉被召回，货架都空了",
    "兴澜那批奶粉召回，母婴店全部下架退货",
    "客户说兴澜奶粉召回，要找别的牌子补货架",
    "兴澜奶粉下架了，店里问我们能不能顶上",
)
PORT = (
    "港口罢工，进口木浆压在码头提不出来",
    "木浆卡在码头，港口罢工还没有结束",
    "纸厂反映进口木浆到不了，码头罢工",
    "港口罢工两周了，木浆提货要排队",
    "码头罢工，木浆船期全部延后",
)
NOISE = (
    "财务主管生了二胎，休假到六月",
    "仓库门口在修路，大车进不来",
    "老板想把办公室搬去高新区",
    "实验室添了一台色谱仪",
    "业务员小周考上了公务员",
    "食堂换了承包商，工人有意见",
    "他们的官网被人改了首页",
    "年会抽奖抽了一辆电动车",
    "质检抽样比例提到百分之五",
    "夜里停过一次电，冷库没有受影响",
    "下游想要小包装，五公斤一袋",
    "司机抱怨高速费涨价",
    "展会上有三家韩国公司来问",
    "厂里请了律师处理商标",
    "采购要求改用可回收托盘",
    "隔壁村征地谈妥了",
    "新来的工程师会说日语",
    "雨季到了，屋顶漏水",
    "环保局下周来看废气",
    "他们打算自己种原料",
    "电话客服外包给了一家成都公司",
    "有个股东要退出",
    "设备保养改成每月一次",
    "展厅重新装修，样品还没有摆",
)
ENGLISH = (
    "Their plant in Ohio caught fire and shipments stopped",
    "Shipments from the Ohio plant stopped after the fire",
    "Customers say the fire at the Ohio plant stopped all shipments",
    "Fire in the Ohio plant, no shipments for weeks",
    "New receptionist speaks Portuguese",
    "They repaint the delivery vans in blue",
    "Her brother runs for mayor",
    "The canteen went vegetarian on Mondays",
    "An auditor asked about leases",
    "The trade fair moves to Leipzig",
    "Parking fees doubled downtown",
    "Somebody stole copper cable from the yard",
)


def groups(said, **more):
    found = cluster(list(said), seed=1)
    return [sorted(np.flatnonzero(found.labels == k)) for k in sorted(found.central)], found


@pytest.mark.covers("1.14")
def test_two_stories_are_gathered_out_of_noise():
    said = [*RECALL, *PORT, *NOISE]
    made, found = groups(said)
    big = [set(group) for group in made if len(group) >= 4]
    assert len(big) == 2
    for group in big:
        assert group <= set(range(5)) or group <= set(range(5, 10)), [said[i] for i in group]
    assert all(found.stability[k] >= 0.6 for k in found.central if np.sum(found.labels == k) >= 4)


@pytest.mark.covers("1.14")
def test_noise_alone_makes_no_signal():
    made, _ = groups(NOISE)
    assert all(len(group) < 4 for group in made)


@pytest.mark.covers("1.14")
def test_other_languages_are_gathered_too():
    made, _ = groups(ENGLISH)
    assert {0, 1, 2, 3} in [set(group) for group in made]
    assert all(len(group) < 4 or set(group) == {0, 1, 2, 3} for group in made)


@pytest.mark.covers("1.14")
def test_the_order_of_entries_changes_no_group():
    said = [*RECALL, *PORT, *NOISE]
    order = np.random.default_rng(2).permutation(len(said))
    first = {frozenset(said[i] for i in group) for group in groups(said)[0]}
    second = {frozenset(said[order[i]] for i in group) for group in groups([said[i] for i in order])[0]}
    assert first == second


@pytest.mark.covers("1.14")
def test_a_customer_s_name_is_not_what_was_heard():
    said = ["苏州华岚机械有限公司换了老板", "苏州华岚机械来了一批新货车", "华北天气冷"]
    plain = text.without(said, ["苏州华岚机械有限公司", "华北"])
    assert [one.strip() for one in plain] == ["换了老板", "来了一批新货车", "天气冷"]


@pytest.mark.parametrize("said", [[], ["只有一条"], ["", ""], ["同一句话"] * 6, ["1 2 3", "……", "？？"]])
def test_odd_texts_are_taken(said):
    found = cluster(said, seed=1)
    assert len(found.labels) == len(said)
    if said == ["同一句话"] * 6:
        assert set(found.labels) == {0}


def log(said, **more):
    rows = pd.DataFrame({"said": list(said)})
    rows["date"] = pd.date_range("2025-09-01", periods=len(rows), freq="2D")
    rows["rater"] = [f"P{i % 4}" for i in range(len(rows))]
    rows["reliability"], rows["credibility"], rows["topic"], rows["region"] = "B", "2", "product", "East"
    return rows.assign(**more)


def run(rows, **rules):
    return station.run(diagnosis.STATION, with_tables(intelligence=rows), {"draws": 200} | rules, store=False)


@pytest.mark.covers("1.14")
def test_a_signal_tells_who_where_how_old_and_what_it_changes(lang):
    result = run(log([*RECALL, *NOISE]))
    row = result["signals"].iloc[0]
    assert row["entries"] >= 4 and row["people"] >= 2 and row["region"] == "East" and row["reliability"] == "B"
    last = result["signal_entries"].query("signal == 1")["date"].max()
    assert row["last"] == last and row["age"] == (pd.Timestamp("2025-12-31") - pd.Timestamp(last)).days
    found = result.finding("intelligence.first")
    assert "{" not in found.say(lang) + found.advise(lang) and found.quantities["people"].value == row["people"]
    assert not any(name in str(result.tables["signal_entries"].columns) for name in ("rater",))


@pytest.mark.covers("1.14")
def test_states_are_rules():
    said = [*RECALL, *NOISE]
    act, confirm = run(log(said)), run(log(said, reliability="D"))
    old, rumour = run(log(said), signal_fresh=30), run(log(said, rater="P0"))
    states = [result["signals"]["state"].iloc[0].split("msg:")[1] for result in (act, confirm, old, rumour)]
    assert states == ["Act on it", "Have it confirmed", "Old", "Rumour"]
    assert (
        rumour.finding("intelligence.first") is None and confirm.finding("intelligence.first").confidence.level == "low"
    )


@pytest.mark.covers("1.14")
def test_one_person_s_repeated_words_count_once():
    rows = log([RECALL[0]] * 6).assign(rater="P0")
    assert run(rows)["signals"].empty
