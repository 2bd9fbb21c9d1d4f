"""Rongsu New Materials (fictional): modified plastics by the kilogram for Chinese moulders."""

from __future__ import annotations

from helpers.demo.market import Market
from helpers.demo.parts.activities import Activities, Complaint
from helpers.demo.parts.blind_lists import BlindLists, Picker
from helpers.demo.parts.contact_ratings import ContactRatings
from helpers.demo.parts.contacts import Contacts
from helpers.demo.parts.costs import Cost, Costs
from helpers.demo.parts.group_shift import GroupShift
from helpers.demo.parts.makers import DIRECTOR, RATERS, SALES_SEES, SEATS, SERVICE
from helpers.demo.parts.opportunities import Opportunities, Rival
from helpers.demo.parts.ratings import Ratings
from helpers.demo.plans import (
    Dirt,
    Festival,
    FinancePlan,
    Grading,
    Industry,
    Payments,
    Population,
    Pricing,
    Product,
    Purchasing,
    RawMaterial,
    Region,
    Returns,
    Seasons,
    Size,
    StoryPlan,
)
from helpers.language import Words

#: Kilograms of a bag; only whole bags are sold.
BAG = 25

INDUSTRIES = (
    Industry(
        "家电", 0.22, 1.15, ("塑胶", "电器塑件", "注塑"), {"PP改性": 2.2, "ABS改性": 1.8, "阻燃PP": 1.4, "PA改性": 0.5}
    ),
    Industry(
        "汽车零部件",
        0.22,
        1.25,
        ("汽车部件", "车饰件", "汽车零部件"),
        {"PP改性": 2.0, "PA改性": 2.0, "PC/ABS合金": 1.4, "阻燃PP": 0.4},
    ),
    Industry(
        "电子电器",
        0.20,
        1.0,
        ("电子", "连接器", "电器配件"),
        {"PC/ABS合金": 1.8, "PA改性": 1.7, "PBT改性": 2.2, "阻燃ABS": 1.6},
    ),
    Industry(
        "办公设备", 0.10, 0.85, ("办公设备", "精密塑胶", "模塑"), {"PC/ABS合金": 2.2, "阻燃ABS": 2.0, "PP改性": 0.5}
    ),
    Industry("玩具", 0.12, 0.80, ("玩具", "塑胶玩具", "塑胶制品"), {"ABS改性": 2.8, "PP改性": 1.4, "PA改性": 0.3}),
    Industry("塑料贸易", 0.10, 0.95, ("塑料", "塑化", "高分子材料"), {}, dealer=True),
)

REGIONS = (
    Region("华南", 0.40, ("东莞", "佛山", "深圳", "中山", "惠州", "广州", "汕头", "珠海"), 4),
    Region("华东", 0.36, ("苏州", "宁波", "余姚", "上海", "昆山", "无锡", "台州", "合肥"), 4),
    Region("华北", 0.10, ("青岛", "天津", "廊坊", "潍坊"), 1),
    Region("华中", 0.07, ("武汉", "长沙", "郑州"), 1),
    Region("西南", 0.07, ("重庆", "成都", "绵阳"), 1),
)

SIZES = (
    Size("大型", 0.08, 7_500_000, 0.32, 0.09, {60: 0.30, 90: 0.55, 120: 0.15}),
    Size("中型", 0.34, 1_500_000, 0.34, 0.05, {30: 0.30, 60: 0.50, 90: 0.20}),
    Size("小型", 0.58, 240_000, 0.42, 0.02, {0: 0.20, 30: 0.65, 60: 0.15}),
)

PRODUCTS = (
    Product("PP-T20", "改性PP 滑石粉20%", "PP改性", "填充PP", 9.6, 0.86, 1.8, "2015-03-01", pack=BAG),
    Product("PP-T30", "改性PP 滑石粉30%", "PP改性", "填充PP", 9.2, 0.86, 1.1, "2015-03-01", pack=BAG),
    Product("PP-G30", "改性PP 玻纤30%", "PP改性", "增强PP", 11.8, 0.84, 1.0, "2016-06-01", pack=BAG),
    Product("PP-EPT", "改性PP 增韧耐候（保险杠料）", "PP改性", "增韧PP", 12.9, 0.82, 0.9, "2018-04-01", pack=BAG),
    Product("PP-LV1", "改性PP 低气味（内饰料）", "PP改性", "增韧PP", 14.2, 0.79, 0.5, "2023-06-12", pack=BAG),
    Product("FRPP-V2", "阻燃PP V-2", "阻燃PP", "FRPP", 13.6, 0.81, 1.0, "2016-06-01", pack=BAG),
    Product("FRPP-V0", "阻燃PP V-0 无卤", "阻燃PP", "FRPP", 18.4, 0.77, 0.7, "2020-05-01", pack=BAG),
    Product("ABS-HI", "改性ABS 高抗冲", "ABS改性", "ABS", 13.9, 0.85, 1.4, "2014-09-01", pack=BAG),
    Product("ABS-HG", "改性ABS 高光免喷涂", "ABS改性", "ABS", 16.8, 0.80, 0.9, "2019-03-01", pack=BAG),
    Product("ABS-HR", "改性ABS 耐热", "ABS改性", "ABS", 17.6, 0.81, 0.6, "2017-05-01", pack=BAG),
    Product("FRABS-V0", "阻燃ABS V-0", "阻燃ABS", "FRABS", 19.2, 0.80, 1.2, "2016-02-01", pack=BAG),
    Product("FRABS-HF", "阻燃ABS 无卤", "阻燃ABS", "FRABS", 23.5, 0.76, 0.5, "2021-09-01", pack=BAG),
    Product("PA6-G15", "改性PA6 玻纤15%", "PA改性", "PA6", 17.5, 0.83, 0.8, "2015-07-01", pack=BAG),
    Product("PA6-G30", "改性PA6 玻纤30%", "PA改性", "PA6", 18.2, 0.82, 1.5, "2015-07-01", pack=BAG),
    Product("PA66-G30", "改性PA66 玻纤30%", "PA改性", "PA66", 27.5, 0.80, 1.0, "2016-10-01", pack=BAG),
    Product("PA66-FR", "改性PA66 玻纤25% 阻燃V-0", "PA改性", "PA66", 33.0, 0.77, 0.5, "2020-11-01", pack=BAG),
    Product("PCA-70", "PC/ABS合金 通用", "PC/ABS合金", "PC/ABS", 20.5, 0.82, 1.3, "2016-04-01", pack=BAG),
    Product("PCA-FR", "PC/ABS合金 无卤阻燃", "PC/ABS合金", "PC/ABS", 26.8, 0.77, 1.1, "2018-08-01", pack=BAG),
    Product("PCA-EV", "PC/ABS合金 充电桩耐候", "PC/ABS合金", "PC/ABS", 29.5, 0.74, 0.5, "2024-03-11", pack=BAG),
    Product("PBT-G30", "改性PBT 玻纤30%", "PBT改性", "PBT", 18.9, 0.82, 1.2, "2017-03-01", pack=BAG),
    Product("PBT-FR", "改性PBT 玻纤30% 阻燃V-0", "PBT改性", "PBT", 23.4, 0.78, 1.0, "2017-03-01", pack=BAG),
)

MARKET = Market(
    id="rongsu",
    name=Words("嵘塑新材料（虚构）", "Rongsu New Materials (fictional)"),
    industry="modified_plastics",
    industries=INDUSTRIES,
    regions=REGIONS,
    sizes=SIZES,
    products=PRODUCTS,
    population=Population(
        customers=450,
        arriving=0.16,
    ),
    purchasing=Purchasing(
        value_spread=0.25,
        lines_mean=0.3,
        lines_most=4,
        loyalty=1.5,
    ),
    seasons=Seasons(
        months=(0.98, 0.96, 1.08, 1.03, 1.01, 0.97, 0.92, 0.95, 1.03, 1.01, 1.04, 1.02),
        weekdays=(1.06, 1.02, 1.00, 0.98, 0.94),
        month_end=0.20,
        growth=0.13,
        festival=Festival(depth=0.75),
    ),
    pricing=Pricing(
        dealer_discount=0.03,
        discount_spread=0.015,
        discount_most=0.16,
        mix_drift={"PA改性": 0.06},
        raw_material=RawMaterial(
            index={
                "2023-01-01": 1.00,
                "2023-06-01": 0.94,
                "2023-10-01": 1.02,
                "2024-05-01": 1.05,
                "2024-10-01": 0.98,
                "2025-02-01": 0.85,
                "2025-07-01": 0.75,
                "2025-09-01": 0.75,
                "2025-12-01": 0.83,
            },
            price_share={
                "PP改性": 0.90,
                "ABS改性": 0.90,
                "阻燃PP": 0.70,
                "阻燃ABS": 0.75,
                "PA改性": 0.80,
                "PC/ABS合金": 0.75,
                "PBT改性": 0.75,
            },
            cost_share=0.92,
            lag=1,
        ),
    ),
    returns=Returns(share=0.012, whole=0.3),
    payments=Payments(habit_mean=5.0, habit_spread=6.0, credit_months=2.5),
    grading=Grading(
        ungraded=0.05,
        reviewed_on="2024-01-20",
        later_on="2025-02-17",
        later=0.12,
    ),
    story=StoryPlan(
        leaving=0.05,
        stopping=0.12,
        stopping_sizes=("中型", "小型"),
        stopping_orders=10,
        stop_from="2025-05-15",
        stop_to="2025-11-10",
        untapped=0.5,
        untapped_sizes=("中型",),
        untapped_share=0.22,
        untapped_industries=("汽车零部件",),
    ),
    finance=FinancePlan(odd_year=2023, difference=0.0004),
    dirt=Dirt(duplicates=21, without_customer=36, text_dates=0.10, blank_ids=40, wide_ids=18),
    parts=(
        GroupShift(attribute="industry", value="家电", on="2024-10-01", level=-0.42),
        Contacts(seats=SEATS),
        Activities(
            since="2024-07-01",
            a_year={"大型": 10.0, "中型": 3.6, "小型": 0.9},
            complaints=(
                Complaint("色差", 0.30, "重新配色并补料", 3.2),
                Complaint("批次流动性不稳", 0.28, "出具熔指报告，下批留样比对", 3.0),
                Complaint("水口料析出、银纹", 0.16, "现场指导烘料与工艺", 3.6),
                Complaint("交期延误", 0.26, "协调加急排产", 3.0),
            ),
        ),
        Opportunities(
            since="2024-01-01",
            kinds=("新车型{}认证", "{}替代进口料", "新机种{}选材", "{}年度框架", "{}降本项目"),
            months=5.0,
            rivals=(
                Rival("锦楷塑料", 0.40),
                Rival("博力高分子", 0.25, ("PA改性", "PBT改性", "PC/ABS合金")),
                Rival("外资品牌", 0.15, ("PA改性", "PC/ABS合金", "PBT改性"), strength=0.3),
                Rival("本地造粒厂", 0.20, ("PP改性", "ABS改性", "阻燃PP", "阻燃ABS")),
            ),
            reasons={"价格": 0.5, "认证未通过": 0.2, "交期": 0.12, "关系": 0.1, "项目取消": 0.08},
        ),
        ContactRatings(judges=(SALES_SEES, SERVICE, DIRECTOR), rated_on=("2025-06-20",)),
        Costs(
            kinds=(
                Cost("freight", 0.022, least=150, regions={"西南": 1.6, "华北": 1.4, "华中": 1.2}),
                Cost("rebate", 0.012, sizes=("大型",), least=1_000),
                Cost("rebate", 0.02, channels=("dealer",), least=500),
                Cost("sample", 0.006, customers=0.25, spread=0.7),
                Cost("discounting", 0.012, customers=0.5, sizes=("大型", "中型"), least=300),
                Cost("claim", 0.008, customers=0.08, spread=0.8),
            )
        ),
        Ratings(judges=RATERS),
        BlindLists(
            pickers=(
                Picker("宋国梁", "2025-12-30T14:05", noise=0.8, years_old=1.0),
                Picker("邵雅琴", "2025-12-30T14:10", noise=1.1),
                Picker("唐立新", "2025-12-30T14:30", noise=0.6, regions=("华南",)),
            )
        ),
    ),
    tells=Words(
        "价格随原料涨跌，收入因此下降而销量增长；一个客户行业落后，被其余行业掩盖；近期停购；一个行业的采购量远低"
        "于同类。",
        "prices move with the raw material, so revenue falls while volume grows; one customer industry falls "
        "behind, hidden by the rest; customers that stopped lately; an industry that buys far less than its "
        "peers.",
    ),
    seed=20251231,
)
