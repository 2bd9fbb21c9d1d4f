"""Tables beyond order lines: recognised, typed, tied to each other; every row accounted for."""

import json

import openpyxl
import pandas as pd
import pytest

from helpers.company.check import check
from helpers.errors import IntakeError
from helpers.intake.columns import mapping_file
from helpers.intake.folder_import import import_files, write
from helpers.intake.ledger.ledger_import import import_ledger

ANY = {"id": "probe", "name": "试", "currency": "CNY"}
ORDERS = """
单据编号,日期,客户编码,客户名称,产品编码,数量,金额
SO1,2025-01-05,C001,恒川精密,P1,2,460.00
SO2,2025-02-03,C002,东岭包装,P1,1,230.00
SO3,2025-06-30,C002,东岭包装,P2,10,12000
"""
TOTAL = 46000 + 23000 + 1200000


def put(folder, name, text, encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.strip().replace("\n", "\r\n").encode(encoding))
    return path


def bring(files, **more):
    found = import_files(files, **ANY | more)
    for entry in found.report.get("further", []):
        assert entry["rows_in"] == entry["rows_kept"] + sum(part["rows"] for part in entry["set_aside"])
        if "money_in" in entry:
            assert entry["money_in"] == entry["money_kept"] + sum(part["money"] for part in entry["set_aside"])
    return found


def further(found, table):
    return next(entry for entry in found.report["further"] if entry["table"] == table)


def fields(found, table):
    return {column["field"]: column["column"] for column in further(found, table)["columns"]}


def asked(files, kind, **more):
    with pytest.raises(IntakeError) as caught:
        bring(files, **more)
    assert kind in {problem.kind for problem in caught.value.problems}, caught.value.render("en")
    assert "{" not in caught.value.render("en") + caught.value.render("zh")
    return caught.value


@pytest.fixture
def orders(tmp_path):
    return put(tmp_path, "订单.csv", ORDERS)


def folder_of(found, path, mapping=()):
    """Written, checked and opened again."""
    place = write(found, path, dict(mapping))
    assert not check(place).problems, [problem.render("en") for problem in check(place).problems]
    return place


def test_a_ledger_alone_is_as_it_was(tmp_path, orders):
    alone, whole = import_ledger(orders, **ANY), import_files(orders, **ANY)
    assert whole.report == alone.report and whole.set_aside.equals(alone.set_aside)
    assert {name: frame.to_dict() for name, frame in whole.company.frames.items()} == {
        name: frame.to_dict() for name, frame in alone.company.frames.items()
    }


@pytest.mark.covers("0.3")
def test_several_tables_in_one_workbook_and_files_make_one_folder(tmp_path, orders):
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheets = {
        "客户资料": [["客户档案 2025"], [], ["客户编号", "客户全称", "所属行业", "省份", "业务员", "建档日期", "信用额度", "备注"],
                 ["C001", "恒川精密机械有限公司", "包装机械", "江苏", "李明", "2021年3月15日", "20万", "重点"], ["C002", "东岭包装", "食品", "广东", "王芳", "2022/5/1", "", ""],
                 ["C009", "从未下单公司", "食品", "广东", "王芳", "2022/5/1", "1,000", ""], ["合计", "", "", "", "", "", "201,000", ""]],
        "产品": [["产品编码", "产品名称", "产品类别", "标准价", "是否停产"], ["P1", "伺服驱动器", "伺服", "230", "否"], ["P2", "减速机", "传动", "1200", "是"]],
    }  # fmt: skip
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.create_sheet("员工").append(["工号", "姓名", "入职日期"])
    book["员工"].append(["E1", "李明", "2020-01-01"])
    book.save(tmp_path / "资料.xlsx")
    visits = put(
        tmp_path,
        "拜访记录.csv",
        "拜访日期,客户名称,联系人,业务员,拜访方式,拜访目的,拜访结果,下一步计划\n2025/3/1,恒川精密机械有限公司,王工,李明,上门拜访,选型,送样,回访\n"
        "2025/3/9,东岭包装,,王芳,电话,催款,已付,\n2025/3/9,新来的客户,,王芳,微信,认识,,",
    )
    found = bring([orders, tmp_path / "资料.xlsx", visits])
    frames = found.company.frames
    assert frames["orders"]["amount"].sum() == TOTAL
    customers = frames["customers"].set_index("customer")
    assert set(customers.index) == {"C001", "C002", "C009", "新来的客户"}
    assert customers.loc["C001", "name"] == "恒川精密机械有限公司" and customers.loc["C001", "credit_limit"] == 20000000
    assert (
        customers.loc["C001", "created_on"] == pd.Timestamp("2021-03-15") and customers.loc["C002", "region"] == "广东"
    )
    assert frames["products"].set_index("product")["status"].to_dict() == {"P1": "active", "P2": "discontinued"}
    assert frames["activities"]["kind"].tolist() == ["visit", "call", "message"]
    assert frames["activities"]["customer"].tolist() == ["C001", "C002", "新来的客户"]
    entry = further(found, "customers")
    assert (entry["sheet"], entry["header_line"], entry["unused"]) == ("客户资料", 3, ["备注"])
    assert entry["set_aside"] == [{"reason": "subtotal", "rows": 1, "money": 0}]
    assert [(sheet["sheet"], sheet["why"]) for sheet in found.report["skipped"]] == [("员工", "no_ledger")]
    place = folder_of(found, tmp_path / "probe")
    told = json.loads((place / "intake.json").read_text("utf-8"))
    assert {entry["table"] for entry in told["further"]} == {"customers", "products", "activities"}
    assert set(told["tables"]) == {"customers", "orders", "products", "activities"}
    aside = pd.read_csv(place / "set_aside.csv", dtype="str")
    assert aside[["file", "sheet", "line", "reason"]].to_numpy().tolist() == [
        ["资料.xlsx", "客户资料", "7", "subtotal"]
    ]


PIPELINE = """
商机编号,商机名称,客户名称,商机阶段,预计金额(万元),赢单率,预计签约日期,实际成交时间,创建时间,丢单原因
XM1,二期改造,恒川精密,1-初步接洽,48,20%,2025-09-30,,2025-02-10,
XM2,备件,东岭包装,赢单,10.5,100%,2025-06-01,2025-05-20,2025-01-10,
XM3,扩产,东岭包装,丢单,30,0%,2025-06-01,2025-07-15,2025-01-12,价格
"""


@pytest.mark.covers("0.3")
def test_a_pipeline_stands_beside_the_orders_as_it_was_known(tmp_path, orders):
    crm = put(tmp_path, "商机.csv", PIPELINE, "gb18030")
    found = bring([orders, crm], as_of="2025-06-30")
    deals = found.company.frames["opportunities"].set_index("opportunity")
    assert found.company.frames["orders"]["amount"].sum() == TOTAL  # won deals are not added to orders
    assert deals["status"].to_dict() == {"XM1": "open", "XM2": "won", "XM3": "open"}  # lost only after the as-of date
    assert deals["amount"].to_dict() == {"XM1": 48000000, "XM2": 10500000, "XM3": 30000000}
    assert (
        deals["probability"].to_dict() == {"XM1": 20, "XM2": 100, "XM3": 0} and deals.loc["XM1", "customer"] == "C001"
    )
    assert deals["lost_reason"].isna().all() if "lost_reason" in deals else True
    folder_of(found, tmp_path / "probe")
    later = bring([orders, crm], as_of="2025-07-31").company.frames["opportunities"].set_index("opportunity")
    assert later.loc["XM3", "status"] == "lost" and later.loc["XM3", "lost_reason"] == "价格"


def test_stages_that_no_list_knows_are_asked_and_kept(tmp_path, orders):
    text = PIPELINE.replace(",20%", ",").replace(",100%", ",").replace(",0%", ",").replace("1-初步接洽", "红灯客户")
    crm = put(tmp_path, "商机.csv", text)
    problem = asked([orders, crm], "ask-word")
    assert len(problem.problems) == 1 and "红灯客户" in problem.render("en")
    said = {"opportunities.status.lost": ["红灯客户"]}
    found = bring([orders, crm], mapping=said, as_of="2025-06-30")
    assert found.company.frames["opportunities"].set_index("opportunity").loc["XM1", "status"] == "lost"
    place = folder_of(found, tmp_path / "probe", said)
    again = mapping_file.read(place / "mapping.yml")
    assert again["opportunities.status.lost"] == ["红灯客户"]
    assert (
        bring([orders, crm], mapping=again, as_of="2025-06-30")
        .company.frames["opportunities"]
        .equals(found.company.frames["opportunities"])
    )
    taken = bring([orders, crm], yes=True, as_of="2025-06-30")
    assert [(entry["text"], entry["value"]) for entry in taken.report["meanings"] if entry["how"] == "proposed"] == [
        ("红灯客户", "open")
    ]


def test_successive_imports_keep_snapshots(tmp_path, orders):
    place = tmp_path / "probe"
    crm = put(tmp_path, "商机.csv", PIPELINE)
    write(bring([orders, crm], as_of="2025-06-30", folder=place), place, {})
    gone = PIPELINE.replace("1-初步接洽", "商务谈判").replace(
        "XM2,备件,东岭包装,赢单,10.5,100%,2025-06-01,2025-05-20,2025-01-10,\n", ""
    )
    crm = put(tmp_path, "商机.csv", gone)
    for _ in range(2):  # the same month again changes nothing
        found = bring([orders, crm], as_of="2025-07-31", folder=place)
        folder_of(found, place)
        shots = found.company.frames["opportunity_snapshots"]
        assert list(zip(shots["opportunity"], shots["taken_on"].astype("str"), shots["stage"], strict=True)) == [
            ("XM1", "2025-06-30", "1-初步接洽"), ("XM1", "2025-07-31", "商务谈判"), ("XM2", "2025-06-30", "赢单"),
            ("XM3", "2025-06-30", "丢单"), ("XM3", "2025-07-31", "丢单")]  # fmt: skip
    deals = found.company.frames["opportunities"].set_index("opportunity")
    assert deals.loc["XM2", "status"] == "won"  # kept, though the export has it no more
    assert found.report["further_notes"]["opportunities"]["kept_before"] == 1


INVOICES = """
发票号,客户编码,开票日期,到期日,发票金额
FP1,C001,2025-01-10,2025-03-11,460.00
FP2,C002,2025-02-10,2025-04-11,230.00
FP3,C002,2025-06-01,2025-07-31,12000.00
"""
PAYMENTS = """
回款编号,发票号,客户编码,回款日期,回款金额
HK1,FP1,C001,2025-03-01,460.00
HK2,FP3,C002,2025-06-20,5000.00
HK3,FP2,C002,2025-04-30,200.00
HK4,FP2,C002,2025-05-15,30.00
HK5,FP3,C002,2025-08-15,7000.00
HK6,FP9,C002,2025-06-15,70.00
"""


@pytest.mark.covers("0.3")
def test_invoices_with_payments_give_receivables_also_when_all_are_settled_today(tmp_path, orders):
    files = [orders, put(tmp_path, "发票.csv", INVOICES), put(tmp_path, "回款.csv", PAYMENTS)]
    found = bring(files, as_of="2025-06-30")
    bills = found.company.frames["invoices"].set_index("invoice_no")
    assert bills["paid_on"].astype("str").replace("NaT", "").to_dict() == {"FP1": "2025-03-01", "FP2": "2025-05-15", "FP3": ""} or (
        bills["paid_on"].isna().to_dict() == {"FP1": False, "FP2": False, "FP3": True}
    )  # fmt: skip
    assert bills.loc[bills["paid_on"].isna(), "amount"].sum() == 1200000
    assert further(found, "payments")["set_aside"] == [
        {"reason": "after_as_of", "rows": 1, "money": 700000},
        {"reason": "no_invoice", "rows": 1, "money": 7000},
    ]
    assert found.report["further_notes"]["payments"] == {"settled": 2, "partly_paid": 1}
    folder_of(found, tmp_path / "probe")
    today = bring(files, as_of="2025-08-31").company.frames["invoices"]
    assert today["paid_on"].notna().all()
    direct = (
        INVOICES.replace("发票金额", "发票金额,回款日期")
        .replace("460.00", "460.00,2025-03-01")
        .replace("12000.00", "12000.00,2025-08-15")
    )
    found = bring([orders, put(tmp_path, "应收.csv", direct)], as_of="2025-06-30")
    bills = found.company.frames["invoices"].set_index("invoice_no")
    assert bills["paid_on"].isna().to_dict() == {"FP1": False, "FP2": True, "FP3": True}


def test_lines_of_one_invoice_are_added_up_and_the_same_row_again_is_not(tmp_path, orders):
    text = INVOICES + "FP3,C002,2025-06-01,2025-07-31,500.00\nFP1,C001,2025-01-10,2025-03-11,460.00\n"
    found = bring([orders, put(tmp_path, "发票.csv", text)])
    bills = found.company.frames["invoices"].set_index("invoice_no")["amount"].to_dict()
    assert bills == {"FP1": 46000, "FP2": 23000, "FP3": 1250000}
    assert {part["reason"]: part["rows"] for part in further(found, "invoices")["set_aside"]} == {
        "added_up": 1,
        "twice": 1,
    }


@pytest.mark.covers("0.3")
def test_a_wechat_contact_list(tmp_path, orders):
    text = """
客户名称,描述,添加人,添加人帐号,添加时间,来源,手机,企业,邮箱,职务
王建国,设备部,李明,liming,2025-01-02 10:00:00,扫描二维码,13800000001,恒川精密,w@example.com,经理
张丽,,李明,liming,2025-01-03 10:00:00,搜索手机号,13800000002,东岭包装,,采购
无名,,李明,liming,2025-01-03 10:00:00,搜索手机号,13800000003,,,
"""
    found = bring([orders, put(tmp_path, "联系人.csv", text)])
    people = found.company.frames["contacts"].set_index("name")
    assert people["customer"].to_dict() == {"王建国": "C001", "张丽": "C002"} and people.loc["王建国", "job"] == "经理"
    assert further(found, "contacts")["set_aside"] == [{"reason": "no_customer", "rows": 1, "money": 0}]
    codes = set(people["contact"])
    assert set(bring([orders, put(tmp_path, "b.csv", "\n".join([*text.strip().split("\n")[:1], *text.strip().split("\n")[:0:-1]]))], mapping={"tables": "b.csv:contacts"}).company.frames["contacts"]["contact"]) == codes  # fmt: skip
    folder_of(found, tmp_path / "probe")


SURVEY = """
序号,提交答卷时间,所用时间,来源,1、您的岗位是？,2、您最看重什么？(交期),2、您最看重什么？(价格),2、您最看重什么？(质量),3、请评价以下方面—交期,3、请评价以下方面—服务,"4、0-10分，您有多愿意推荐我们？",5、还有什么想说的？,6、请排序(价格),6、请排序(质量)
1,2025/6/1 10:00:00,100秒,微信,采购,1,0,1,5,0,10,交期太长了希望改进,1,2
2,2025/6/2 11:00:00,90秒,微信,技术,0,1,0,-99,4,0,没有,2,1
3,2025/6/3 11:00:00,80秒,链接,采购,0,0,1,3,5,7,,-2,-2
4,2025/6/3 12:00:00,80秒,链接,采购,(跳过),(跳过),(跳过),4,3,8,(空),1,2
"""


@pytest.mark.covers("0.3")
def test_a_survey_from_wide_to_long(tmp_path, orders):
    found = bring([orders, put(tmp_path, "问卷.csv", SURVEY)])
    long = found.company.frames["survey"]
    kinds = long.drop_duplicates("item").set_index("item")["item_type"].to_dict()
    assert kinds == {"Q1": "single", "Q2": "multiple", "Q3.1": "scale", "Q3.2": "scale", "Q4": "scale", "Q5": "open", "Q6": "ranking"}  # fmt: skip
    choices = long[long["item"] == "Q2"].groupby("respondent")["answer"].agg(list).to_dict()
    assert choices == {"1": ["交期", "质量"], "2": ["价格"], "3": ["质量"]}
    scores = {item: group.set_index("respondent")["score"].to_dict() for item, group in long.groupby("item")}
    assert scores["Q3.1"] == {"1": 5, "3": 3, "4": 4}  # −99 is no answer
    assert pd.isna(scores["Q3.2"]["1"]) and scores["Q3.2"]["2"] == 4  # 0 on a scale from 1: not applicable
    assert scores["Q4"] == {"1": 10, "2": 0, "3": 7, "4": 8}  # 0 of 0 to 10 is a score
    assert long[long["item"] == "Q6"].set_index(["respondent", "answer"])["score"].to_dict() == {("1", "价格"): 1, ("1", "质量"): 2, ("2", "价格"): 2, ("2", "质量"): 1, ("4", "价格"): 1, ("4", "质量"): 2}  # fmt: skip
    assert further(found, "survey")["unused"] == ["所用时间", "来源"]
    assert {note["kind"]: note["rows"] for note in further(found, "survey")["notes"]} == {
        "missing_code": 7,
        "not_applicable": 1,
    }
    folder_of(found, tmp_path / "probe")


def test_members_contracts_costs_sell_out_and_stock(tmp_path, orders):
    files = [
        orders,
        put(tmp_path, "会员.csv", "会员卡号,入会日期,会员等级,归属门店,是否接收短信\nC001,2023-05-01,金卡,城北店,是\nC002,2023-06-01,银卡,城北店,否"),
        put(tmp_path, "合同台账.csv", "合同编号,客户名称,签订日期,生效日期,到期日期,合同金额,原合同编号\nHT1,恒川精密,2024-01-15,2024-02-01,2025-01-31,18万,\nHT2,恒川精密,2025-01-15,2025-02-01,2026-01-31,20万,HT1"),
        put(tmp_path, "客户费用.csv", "客户编码,入账日期,费用类型,费用金额\nC001,2025-03-31,年终返利,1800\nC002,2025-03-31,运费,-20.5"),
        put(tmp_path, "经销商流向.csv", "经销商,月份,产品编码,销量,销售金额\n恒川精密,2025-03,P1,5,1150\n恒川精密,2025-04,P1,7,1610"),
        put(tmp_path, "经销商库存.csv", "经销商,库存日期,产品编码,库存数量\n恒川精密,2025-03-31,P1,5"),
    ]  # fmt: skip
    found = bring(files)
    frames = found.company.frames
    assert frames["orders"]["amount"].sum() == TOTAL and len(frames["orders"]) == 3
    assert frames["members"]["reachable"].tolist() == ["yes", "no"] and frames["members"]["tier"].tolist() == [
        "金卡",
        "银卡",
    ]
    assert (
        frames["contracts"]["amount"].tolist() == [18000000, 20000000]
        and frames["contracts"]["renews"].tolist()[1] == "HT1"
    )
    assert frames["costs"][["customer", "kind", "amount"]].to_numpy().tolist() == [
        ["C001", "rebate", 180000],
        ["C002", "freight", -2050],
    ]
    assert frames["sell_out"]["customer"].tolist() == ["C001", "C001"] and frames["sell_out"]["amount"].sum() == 276000
    assert frames["dealer_stock"]["quantity"].tolist() == [5]
    folder_of(found, tmp_path / "probe")


def test_what_cannot_be_orders_gets_a_clear_word(tmp_path):
    customers = put(tmp_path, "客户.csv", "客户编码,客户名称,行业\nC1,甲,食品\nC2,乙,机械")
    assert "客户.csv" in asked(customers, "no-orders").render("en")
    wide = put(
        tmp_path,
        "wholesale.csv",
        "Channel,Region,Fresh,Milk,Grocery\n"
        + "\n".join(f"{1 + n % 2},{1 + n % 3},{1000 + 7 * n},{500 + 3 * n},{200 + n}" for n in range(30)),
    )
    assert "segmentation" in asked(wide, "wide").render("en")
    said = {"one_row": "customer", "amounts": "Fresh,Milk,Grocery"}
    asked(wide, "ask-as-of", mapping=said)
    found = bring(wide, mapping=said, as_of="2014-12-31")
    orders = found.company.frames["orders"]
    assert len(orders) == 90 and orders["amount"].sum() == 100 * sum(1700 + 11 * n for n in range(30))
    assert len(found.company.frames["customers"]) == 30 and found.company.frames["customers"]["region"].nunique() == 3
    assert "one row a customer" in found.report["notes"][0]
    folder_of(found, tmp_path / "probe", said)
