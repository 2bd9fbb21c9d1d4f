"""Free texts made up with known secrets inside, for measuring what is found; and texts that hold none.

The wording and the values were written after the patterns, and the patterns were not tuned on them:
``HELD_OUT`` was looked at once. Names are not among those of any table.
"""

from __future__ import annotations

import random

from helpers.intake.privacy import checksum

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾田董潘袁蔡余叶程魏苏吕丁任沈姜卢"
GIVEN = "伟芳娜敏静丽强磊洋艳勇军杰娟涛明超秀霞平刚桂文辉玲鹏浩宇轩梓涵思琪嘉怡俊杰雨桐"
FIRST = [
    "James",
    "Olivia",
    "Noah",
    "Emma",
    "Liam",
    "Sophia",
    "Lucas",
    "Mia",
    "Ethan",
    "Ava",
    "Henrik",
    "Ingrid",
    "Pablo",
    "Lucia",
    "Rahul",
    "Priya",
    "Kenji",
    "Yuki",
]
LAST = [
    "Walker",
    "Bennett",
    "Foster",
    "Hughes",
    "Coleman",
    "Jensen",
    "Larsen",
    "Moreno",
    "Castillo",
    "Kapoor",
    "Mehta",
    "Tanaka",
    "Sato",
    "Novak",
    "Fischer",
]
CITIES = ["苏州", "宁波", "东莞", "合肥", "青岛", "西安", "长沙", "无锡", "佛山", "郑州"]
DISTRICTS = ["高新区", "吴中区", "鄞州区", "南城区", "蜀山区", "城阳区", "雁塔区", "岳麓区", "新吴区", "顺德区"]
ROADS = ["科技路", "长江中路", "创业大道", "人民街", "东环路", "滨河大道", "学府街", "建设北路", "星湖街", "文昌路"]
STREETS = [
    "Elm Street",
    "Station Road",
    "Kings Avenue",
    "Mill Lane",
    "Harbour Drive",
    "Queens Boulevard",
    "Church Street",
    "Park Road",
]
DOMAINS = ["example.com", "mail.test", "corp.example.org", "firma.example"]
BRANDS = ["瑞泽", "恒达", "金洲", "远图", "博锐", "宏启", "捷创", "盛屹"]
TRADES = ["机械", "电子科技", "自动化设备", "新材料", "食品", "物流"]


def digits(r: random.Random, n: int, first: str = "123456789") -> str:
    return r.choice(first) + "".join(r.choice("0123456789") for _ in range(n - 1))


def card(r: random.Random) -> str:
    body = r.choice(["622202", "621700", "622848", "453978"]) + digits(r, r.choice([9, 12]), "0123456789")
    number = next(body + d for d in "0123456789" if checksum.luhn(body + d))
    return " ".join(number[i : i + 4] for i in range(0, len(number), 4)) if r.random() < 0.4 else number


def identity(r: random.Random) -> str:
    body = f"{r.choice(['320505', '440106', '110108', '510104'])}{r.randint(1955, 2003)}{r.randint(1, 12):02d}{r.randint(1, 28):02d}{r.randint(0, 999):03d}"
    return body + checksum.id_check(body)


def mobile(r: random.Random) -> str:
    n = "1" + r.choice("3456789") + digits(r, 9, "0123456789")
    return r.choice(
        [
            n,
            f"{n[:3]}-{n[3:7]}-{n[7:]}",
            f"{n[:3]} {n[3:7]} {n[7:]}",
            f"+86 {n}",
            "".join(chr(ord(c) + 0xFEE0) for c in n),
        ]
    )


def values(r: random.Random) -> dict[str, str]:
    """One value of each kind."""
    name = r.choice(SURNAMES) + r.choice(GIVEN) + r.choice([r.choice(GIVEN), ""])
    return {
        "name": name,
        "surname": r.choice(SURNAMES),
        "person": f"{r.choice(FIRST)} {r.choice(LAST)}",
        "last": r.choice(LAST),
        "mobile": mobile(r),
        "landline": f"0{r.choice(['512', '755', '21', '10', '28'])}-{digits(r, 8, '2345678')}",
        "intl": r.choice(
            [
                f"+44 20 {digits(r, 4)} {digits(r, 4)}",
                f"+1 {digits(r, 3)}-555-{digits(r, 4)}",
                f"({digits(r, 3)}) 555-{digits(r, 4)}",
            ]
        ),
        "mail": f"{r.choice(FIRST).lower()}{r.choice(['.', '_', ''])}{r.choice(LAST).lower()}{r.choice(['', '88'])}@{r.choice(DOMAINS)}",
        "address": f"{r.choice(['', '江苏省', '广东省'])}{r.choice(CITIES)}市{r.choice(DISTRICTS)}{r.choice(ROADS)}{r.randint(1, 999)}号{r.choice(['', '3幢', f'{r.randint(1, 30)}楼', '2栋1单元502室', 'B座1801室'])}",
        "street": f"{r.randint(1, 400)} {r.choice(STREETS)}",
        "identity": identity(r),
        "card": card(r),
        "wechat": f"{r.choice(['wx', 'lee', 'zh', 'abc'])}_{digits(r, 5)}",
        "plate": f"{r.choice('苏浙粤沪京鲁')}{r.choice('ABCDE')}{digits(r, 5)}",
        "firm": f"{r.choice(CITIES)}{r.choice(BRANDS)}{r.choice(TRADES)}{r.choice(['有限公司', '股份有限公司'])}",
        "company": f"{r.choice(LAST)} {r.choice(['Foods', 'Tools', 'Marine'])} {r.choice(['Ltd', 'GmbH', 'Inc.'])}",
    }


#: Texts with gaps; everything in a gap is secret.
HELD_OUT = {
    "zh": (
        "今天去厂里走访，接待我们的是{name}经理，留了手机{mobile}，约月底再谈。",
        "设备异响，{surname}工判断是轴承问题，让备件寄到{address}，到货打{mobile}。",
        "对方财务要求把款打到{card}，开户名是{firm}。",
        "报销人身份证号{identity}，请人事核对。",
        "{surname}总认为价格偏高，要求再降三个点；技术资料发到{mail}。",
        "竞争对手{firm}已经送样，{name}先生透露价格低一成。",
        "售后单：客户来电{landline}，反映电机过热，地址{address}。",
        "加了微信{wechat}，合同扫描件随后发。",
        "送货车辆{plate}，司机电话{mobile}，周五上午到。",
        "联系人：{name}，电话：{mobile}，邮箱：{mail}。",
        "会上{surname}主任提出两条意见，{surname}科长负责落实。",
        "请转给采购{name}，急。",
    ),
    "en": (
        "Visited the plant; Mr {last} wants the new quote by Friday, reach him on {intl}.",
        "Spoke with {person} about the delay, will follow up at {mail}.",
        "Refund goes to card {card}, holder is Ms {last}.",
        "Ship the spare parts to {street}, attn {person}.",
        "{person} from purchasing said the price is too high compared with {company}.",
        "Technician to call {intl} before arriving at {street}.",
        "Please copy {mail} on the minutes. Dr. {last} signs off.",
        "Contact: {person}, {intl}, {mail}.",
    ),
}
#: Written later, without looking at the patterns' results on them while mending: names without a title or cue,
#: addresses in a few words, numbers written loosely. What a person must look for.
HARD = {
    "zh": (
        "{name}反馈上批货有划痕，要求换货。",
        "昨晚和{name}吃饭，聊到明年预算。",
        "把样品给{name}送去，就在{address}。",
        "{surname}姐说合同卡在法务，她老公在{firm}上班。",
        "{name}（新来的）不熟悉我们产品，原来的{surname}处调走了。",
        "号码换了：{mobile}，别打原来那个{landline}。",
        "资料寄{address}，{name}收，{mobile}。",
        "收款账户尾号不对，正确的是{card}。",
        "{name}、{surname}总都在场。",
    ),
    "en": (
        "{person} is not happy with the last batch.",
        "Dinner with {person}; budget is tight.",
        "{last} wants a discount, see mail of {mail}.",
        "New number {intl}, the old one is dead.",
        "Parcel goes to {street}, {person}.",
        "Thanks to {person} and {last} we got in.",
        "Ask {company} whether {person} still works there.",
    ),
}
#: Texts with gaps; nothing in them is personal.
PLAIN = {
    "zh": (
        "订单{doc}共{n}台，含税金额{money}元，交期{day}。",
        "客户关心停机时间和备件价格，建议下月安排技术交流会。",
        "型号{model}库存{n}件，最早{day}到货，单价{money}。",
        "物流单号{long}，预计三天到。",
        "第{small}季度回款{money}万元，完成率{small}0%，比去年同期高{small}个百分点。",
        "高总成产能的方案通过评审，下一步做样机测试，周期{small}周。",
        "项目进入招标阶段，三家入围，我们的优势是服务响应快。",
        "张力控制不稳，需要更换传感器，马上安排工程人员。",
        "请于{day}前提交验收资料，超过{small}天按合同扣款。",
    ),
    "en": (
        "Order {doc} of {n} pieces for {money}, delivery on {day}.",
        "Tracking number {long}, expected in {small} days.",
        "The Servo Drive Line runs at {small}00 rpm; Quality Control asks for a new certificate.",
        "Price up {small}% since last quarter; competitors follow with Spring Festival offers.",
        "Model {model}: {n} in stock, lead time {small} weeks, list price {money}.",
        "Next Meeting on Monday about the Service Contract, New York plant included.",
    ),
}


def plain_values(r: random.Random) -> dict[str, str]:
    long = digits(r, r.choice([12, 16, 18]))
    while checksum.luhn(long) or checksum.identity(long) or checksum.credit(long):
        long = digits(r, len(long))
    return {
        "doc": r.choice(["SO", "XS", "PO-"]) + f"2024{r.randint(1, 12):02d}{r.randint(1, 28):02d}{digits(r, 4)}",
        "n": str(r.randint(1, 5000)),
        "money": f"{r.randint(100, 9_999_999)}.{r.randint(0, 99):02d}",
        "day": r.choice(["2024年3月5日", "2024-03-05", "2024/3/5"]),
        "model": f"HE{r.randint(1, 9)}-M{r.randint(8, 30)} {r.randint(100, 900)}W",
        "long": long,
        "small": str(r.randint(2, 9)),
    }


def with_secrets(lang: str, seed: int, count: int, texts=HELD_OUT):
    """Pairs of text and the values hidden in it."""
    r = random.Random(seed)
    for _ in range(count):
        template, secret = r.choice(texts[lang]), values(r)
        used = [secret[name] for name in secret if "{" + name + "}" in template]
        yield template.format(**secret), used


def without_secrets(lang: str, seed: int, count: int):
    r = random.Random(seed)
    for _ in range(count):
        yield r.choice(PLAIN[lang]).format(**plain_values(r))
