"""Youhe Mother and Baby (fictional): a regional chain of mother-and-baby shops in China, whose members have a child's birthday."""

from __future__ import annotations

from helpers.demo.consumers import masked
from helpers.demo.market import Market
from helpers.demo.parts.child_stage import ChildStage
from helpers.demo.parts.member_numbers import MemberNumbers
from helpers.demo.parts.members import Members
from helpers.demo.parts.second_child import SecondChild
from helpers.demo.parts.shop_decline import ShopDecline
from helpers.demo.parts.shops import Shop, Shops
from helpers.demo.plans import (
    Dirt,
    Festival,
    FinancePlan,
    Industry,
    Peak,
    Population,
    Pricing,
    Product,
    Purchasing,
    Region,
    Returns,
    Seasons,
    Size,
)
from helpers.language import Words

NAPPIES, FORMULA, FOOD, WEAR, TOYS, CARE = "纸尿裤", "奶粉", "辅食零食", "童装棉品", "玩具", "洗护用品"

CITY, COUNTY, NEW = "合肥", "芜湖", "蚌埠"
REGIONS = (Region(CITY, 0.46, ("合肥",), 1), Region(COUNTY, 0.32, ("芜湖",), 1), Region(NEW, 0.22, ("蚌埠",), 1))

#: The shop beside which a competitor opens; and one in a quarter where hardly any child is born any more.
BESIDE, GROWN_UP = "政务区店", "老城店"
SHOPS = (
    Shop(BESIDE, CITY, 1.2),
    Shop(GROWN_UP, CITY, 1.1, full_since="2021-09-01"),
    Shop("滨湖店", CITY, 1.3),
    Shop("高新店", CITY),
    Shop("镜湖店", COUNTY, 1.2),
    Shop("弋江店", COUNTY),
    Shop("城南店", COUNTY, 0.8),
    Shop("蚌山店", NEW, 1.1),
    Shop("龙子湖店", NEW, 0.9),
)

#: Prices a piece as the shop sells it: a pack, a tin, a garment.
PRODUCTS = (
    Product("N101", "云朵纸尿裤 NB码 84片", NAPPIES, "NB码", 99, 0.76, 1.2),
    Product("N102", "云朵纸尿裤 S码 76片", NAPPIES, "S码", 109, 0.76, 1.3),
    Product("N103", "云朵纸尿裤 M码 64片", NAPPIES, "M码", 119, 0.76, 1.3),
    Product("N104", "云朵纸尿裤 L码 54片", NAPPIES, "L码", 119, 0.75, 1.3),
    Product("N105", "云朵拉拉裤 XL码 46片", NAPPIES, "XL码", 129, 0.74, 1.1),
    Product("N106", "云朵拉拉裤 XXL码 40片", NAPPIES, "XXL码", 139, 0.73, 0.7),
    Product("F201", "牧源婴儿配方奶粉 1段 800g", FORMULA, "1段", 298, 0.80, 1.0),
    Product("F202", "牧源较大婴儿配方奶粉 2段 800g", FORMULA, "2段", 288, 0.80, 1.0),
    Product("F203", "牧源幼儿配方奶粉 3段 800g", FORMULA, "3段", 268, 0.79, 1.3),
    Product("F204", "启萌儿童配方奶粉 4段 800g", FORMULA, "4段", 238, 0.78, 0.5),
    Product("A301", "高铁米粉 225g", FOOD, "米粉", 49, 0.58, 1.1),
    Product("A302", "果泥 100g×6", FOOD, "果泥", 69, 0.60, 1.2),
    Product("A303", "溶豆 20g", FOOD, "婴儿零食", 26, 0.52, 1.1),
    Product("A304", "儿童鳕鱼肠 10支", FOOD, "儿童零食", 45, 0.55, 0.9),
    Product("W401", "新生儿和尚服 2件", WEAR, "新生儿", 79, 0.48, 1.0),
    Product("W402", "爬服 6-12月", WEAR, "爬服", 89, 0.47, 0.9),
    Product("W403", "幼童套装 90-100码", WEAR, "幼童", 119, 0.46, 0.9),
    Product("W404", "中童外套 110-120码", WEAR, "中童", 159, 0.46, 0.7),
    Product("W405", "纱布浴巾", WEAR, "棉品", 59, 0.48, 0.7),
    Product("T501", "摇铃牙胶 3件", TOYS, "摇铃", 49, 0.45, 0.8),
    Product("T502", "积木桶 60粒", TOYS, "积木", 99, 0.48, 0.9),
    Product("T503", "学步推车", TOYS, "学步", 169, 0.52, 0.5),
    Product("T504", "儿童滑步车", TOYS, "户外", 299, 0.55, 0.4),
    Product("T505", "绘本套装 10册", TOYS, "绘本", 89, 0.50, 0.8),
    Product("C601", "婴儿湿巾 80抽×5", CARE, "湿巾", 39, 0.60, 1.6),
    Product("C602", "婴儿洗衣液 2L", CARE, "洗衣", 59, 0.55, 1.0),
    Product("C603", "婴儿润肤霜 100g", CARE, "护肤", 79, 0.45, 0.8),
    Product("C604", "孕产妇护理包", CARE, "孕产", 129, 0.50, 0.8),
    Product("C605", "奶瓶 240mL", CARE, "奶瓶", 89, 0.50, 0.7),
)

#: Ages in months that a series is for.
FITS = {
    "NB码": (-1, 2),
    "S码": (1, 6),
    "M码": (5, 12),
    "L码": (10, 20),
    "XL码": (16, 30),
    "XXL码": (24, 40),
    "1段": (-1, 6),
    "2段": (6, 12),
    "3段": (12, 38),
    "4段": (36, 80),
    "米粉": (5, 18),
    "果泥": (6, 40),
    "婴儿零食": (7, 36),
    "儿童零食": (22, 80),
    "新生儿": (-2, 3),
    "爬服": (5, 13),
    "幼童": (14, 38),
    "中童": (36, 80),
    "摇铃": (2, 12),
    "积木": (12, 50),
    "学步": (9, 18),
    "户外": (24, 70),
    "绘本": (8, 80),
    "孕产": (-4, 2),
    "奶瓶": (-2, 14),
}

MARKET = Market(
    id="youhe",
    name=Words("柚禾母婴（虚构）", "Youhe Mother and Baby (fictional)"),
    industry="mother_baby_retail",
    basis="paid",
    tax="included",
    industries=(Industry("会员", 1.0, 1.0, (), {NAPPIES: 4.0, FORMULA: 9.0, CARE: 0.9, WEAR: 1.0, TOYS: 0.7}),),
    regions=REGIONS,
    sizes=(Size("会员", 1.0, 9_000, 0.45, 0.0, {0: 1.0}),),
    products=PRODUCTS,
    population=Population(
        customers=3000,
        arriving=0.48,
        dormant=0.01,
        one_time=0.10,
        oldest=2019,
        grouped=0.0,
    ),
    purchasing=Purchasing(
        reference_revenue=3_060,
        reference_orders=12.0,
        orders_elasticity=0.55,
        orders_spread=0.35,
        regularity=1.6,
        value_spread=0.40,
        lines_mean=0.55,
        lines_most=5,
        evenness=6.0,
        loyalty=0.5,
    ),
    seasons=Seasons(
        months=(1.02, 0.98, 0.98, 0.97, 1.02, 1.05, 0.97, 0.98, 1.00, 1.00, 1.06, 0.97),
        weekdays=(0.88, 0.86, 0.88, 0.90, 1.00, 1.28, 1.20),
        month_end=0.0,
        growth=0.0,
        festival=Festival(before=1, after=7, depth=0.6, pulled_forward=0.9, pull_days=12, caught_up=0.1, catch_days=10),
        peaks=(
            Peak(month=6, day=18, from_days=17, to_days=0, height=0.30, after_days=12, after=0.12),
            Peak(month=11, day=11, from_days=14, to_days=0, height=0.35, after_days=14, after=0.15),
        ),
    ),
    pricing=Pricing(discount_spread=0.0, line_spread=0.0, cost_growth=0.01),
    returns=Returns(share=0.008, whole=0.8, days=(1, 20)),
    finance=FinancePlan(odd_year=2025, difference=0.0004),
    dirt=Dirt(duplicates=30, without_customer=36, across_sheets=9, text_dates=0.05, blank_ids=30, wide_ids=10),
    naming=masked(women=0.93),
    parts=(
        Shops(SHOPS),
        MemberNumbers(),
        ChildStage(
            curve={-3: 0.15, 0: 0.85, 3: 1.0, 12: 0.85, 20: 0.62, 28: 0.40, 36: 0.16, 48: 0.06, 72: 0.02},
            joins=(-3, 1, 14),
            fits=FITS,
            slope=0.9,
            gifts=0.015,
            gift_age=1.0,
            flat=0.30,
        ),
        SecondChild(share=0.16, between=("2025-01-15", "2025-09-15"), apart=(22, 46)),
        ShopDecline(shops=(BESIDE,), on="2025-03-01", level=-0.33),
        Members(
            tiers={"金卡": 0.12, "银卡": 0.30, "普卡": 0.58},
            tiered_on="2025-01-01",
            earlier=0.35,
            sources={"门店扫码": 0.48, "月子中心合作": 0.22, "小程序": 0.18, "老会员推荐": 0.12},
            plants=True,
        ),
    ),
    tells=Words(
        "孩子长大而不再来，被看成不满意；一批家庭悄悄有了二孩；一家门店旁边开了竞争店，被各店会员的年龄差别掩盖；"
        "会员等级按累计消费只升不降，已说明不了眼下的价值。"
        "（表中是会员的抽样：金额只是这 3,000 位会员的，不是全部门店的。）",
        "families that stay away because the child has grown, taken for dissatisfied ones; families that had a second "
        "child without a word; a competitor beside one shop, hidden by how old the children of each shop are; tiers by "
        "lifetime spending that only go up and say nothing of today's value. (The tables hold a sample: what these 3,000 "
        "members buy, not what the shops sell.)",
    ),
    seed=20251231,
)
