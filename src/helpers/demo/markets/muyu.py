"""Muyu Daily Goods (fictional): mother-and-baby care for dealers, chains and shops in China."""

from __future__ import annotations

from helpers.demo.market import Market
from helpers.demo.parts.muyu_voices import SURVEY
from helpers.demo.parts.newcomers import Newcomers
from helpers.demo.parts.push import Push
from helpers.demo.plans import (
    Dirt,
    Festival,
    FinancePlan,
    Grading,
    Industry,
    Payments,
    Peak,
    Population,
    Pricing,
    Product,
    Purchasing,
    Region,
    Returns,
    Seasons,
    Size,
    StoryPlan,
)
from helpers.language import Words

TRADING = ("有限公司", "商贸有限公司", "贸易有限公司")
SHOPS = ("有限公司", "连锁有限公司", "商业有限公司")

INDUSTRIES = (
    Industry("经销商", 0.24, 1.8, ("母婴用品", "日用品", "百货"), {"纸尿裤": 1.3}, dealer=True),
    Industry("母婴连锁", 0.32, 0.9, ("母婴", "孕婴童", "婴童用品"), {"纸尿裤": 1.2, "喂养用品": 1.5}, endings=SHOPS),
    Industry("商超", 0.14, 1.1, ("超市", "生活超市", "购物广场"), {"湿巾": 1.6, "清洁洗护": 1.6}, endings=SHOPS),
    Industry("便利店", 0.12, 0.5, ("便利", "便利店"), {"湿巾": 2.6, "纸尿裤": 0.4}, endings=SHOPS),
    Industry("电商零售", 0.18, 1.0, ("电子商务", "网络科技", "优选"), {"纸尿裤": 1.5, "湿巾": 1.2}, endings=TRADING),
)

REGIONS = (
    Region("华东", 0.36, ("杭州", "南京", "苏州", "合肥", "宁波", "济南", "温州", "上海"), 4),
    Region("华南", 0.20, ("广州", "深圳", "佛山", "南宁", "福州", "泉州"), 2),
    Region("华中", 0.18, ("武汉", "长沙", "郑州", "南昌", "洛阳"), 2),
    Region("华北", 0.12, ("石家庄", "天津", "太原", "保定"), 1),
    Region("西南", 0.14, ("成都", "重庆", "昆明", "贵阳", "绵阳"), 2),
)

SIZES = (
    Size("大型", 0.08, 4_200_000, 0.34, 0.18, {30: 0.30, 45: 0.40, 60: 0.30}),
    Size("中型", 0.32, 800_000, 0.42, 0.10, {0: 0.20, 30: 0.60, 45: 0.20}),
    Size("小型", 0.60, 140_000, 0.48, 0.03, {0: 0.65, 30: 0.35}),
)

#: Prices a carton (箱).
PRODUCTS = (
    Product("D101", "轻柔纸尿裤 NB码 4包/箱", "纸尿裤", "轻柔", 218, 0.66, 0.8, "2019-04-01"),
    Product("D102", "轻柔纸尿裤 S码 4包/箱", "纸尿裤", "轻柔", 228, 0.66, 1.1, "2019-04-01"),
    Product("D103", "轻柔纸尿裤 M码 4包/箱", "纸尿裤", "轻柔", 238, 0.66, 1.5, "2019-04-01"),
    Product("D104", "轻柔纸尿裤 L码 4包/箱", "纸尿裤", "轻柔", 248, 0.66, 1.6, "2019-04-01"),
    Product("D105", "云感拉拉裤 L码 4包/箱", "纸尿裤", "云感", 296, 0.60, 1.1, "2022-03-01"),
    Product("D106", "云感拉拉裤 XL码 4包/箱", "纸尿裤", "云感", 308, 0.60, 1.0, "2022-03-01"),
    Product("D107", "夜用拉拉裤 XXL码 4包/箱", "纸尿裤", "云感", 336, 0.58, 0.5, "2024-04-08"),
    Product("W201", "婴儿手口湿巾 80抽 24包/箱", "湿巾", "手口", 156, 0.62, 1.8, "2018-05-01"),
    Product("W202", "婴儿湿巾 便携10抽 60包/箱", "湿巾", "手口", 132, 0.60, 1.2, "2018-05-01"),
    Product("W203", "云柔巾 100抽 20包/箱", "湿巾", "云柔", 248, 0.58, 0.9, "2021-06-01"),
    Product("W204", "厨房湿巾 60抽 24包/箱", "湿巾", "家清", 168, 0.61, 0.6, "2023-04-10"),
    Product("C301", "婴儿洗衣液 2L 6瓶/箱", "清洁洗护", "洗衣", 174, 0.57, 1.3, "2018-09-01"),
    Product("C302", "奶瓶清洗剂 500mL 12瓶/箱", "清洁洗护", "清洁", 192, 0.54, 1.0, "2018-09-01"),
    Product("C303", "洗发沐浴二合一 400mL 12瓶/箱", "清洁洗护", "沐浴", 276, 0.50, 1.0, "2020-03-01"),
    Product("C304", "婴儿面霜 50g 24瓶/箱", "清洁洗护", "护肤", 468, 0.45, 0.6, "2020-03-01"),
    Product("F401", "PPSU奶瓶 240mL 12只/箱", "喂养用品", "奶瓶", 588, 0.50, 0.8, "2020-09-01"),
    Product("F402", "玻璃奶瓶 160mL 12只/箱", "喂养用品", "奶瓶", 372, 0.52, 0.7, "2019-05-01"),
    Product("F403", "硅胶奶嘴 48只/箱", "喂养用品", "奶嘴", 336, 0.46, 0.8, "2019-05-01"),
    Product("F404", "学饮杯 300mL 12只/箱", "喂养用品", "水杯", 420, 0.49, 0.7, "2021-03-01"),
)

MARKET = Market(
    id="muyu",
    name=Words("沐屿日用品（虚构）", "Muyu Daily Goods (fictional)"),
    industry="consumer_goods",
    industries=INDUSTRIES,
    regions=REGIONS,
    sizes=SIZES,
    products=PRODUCTS,
    population=Population(
        customers=520,
        arriving=0.42,
        one_time=0.22,
        oldest=2018,
        share_mean=0.32,
        share_spread=0.08,
        grouped=0.04,
    ),
    purchasing=Purchasing(
        reference_orders=8.0,
        orders_elasticity=0.42,
        orders_spread=0.22,
        regularity=5.0,
        lines_mean=0.9,
        loyalty=0.9,
    ),
    seasons=Seasons(
        months=(1.00, 0.96, 1.02, 1.00, 0.99, 0.97, 0.97, 1.00, 1.03, 1.02, 1.00, 1.04),
        growth=0.02,
        festival=Festival(before=8, after=11, depth=0.65, pulled_forward=0.5),
        peaks=(
            Peak(month=6, day=18, from_days=34, to_days=10, height=0.40, after_days=25, after=0.18),
            Peak(month=11, day=11, from_days=32, to_days=5, height=0.68, after_days=28, after=0.22),
        ),
    ),
    pricing=Pricing(
        rise_on="2024-03-01",
        rise=0.015,
        dealer_discount=0.08,
        discount_spread=0.02,
        cost_growth=0.01,
        mix_drift={"纸尿裤": -0.05, "湿巾": 0.08},
    ),
    returns=Returns(days=(6, 40)),
    payments=Payments(spread=5.0, credit_months=2.0),
    grading=Grading(
        ungraded=0.08,
    ),
    story=StoryPlan(
        leaving=0.04,
        leave_to="2025-06-30",
    ),
    finance=FinancePlan(odd_year=2025),
    dirt=Dirt(duplicates=26, without_customer=30, across_sheets=10),
    parts=(
        Push(
            since="2024-10-01",
            days=6,
            dealers=0.7,
            size=0.35,
            spread=0.3,
            back=0.85,
            least=0.65,
            back_days=(12, 40),
        ),
        Newcomers(leaving=0.12, within=240, changed_on="2024-01-01", leaving_since=0.72),
        SURVEY,
    ),
    tells=Words(
        "季末向经销商压货，随后退回；618 和双11备货；新客户一批比一批难留住；问卷里对货满意，满意其实取决于退换货好不好办，便利店对小单送货更不满。",
        "goods pushed into dealers at the end of a quarter that come back; stocks for the shopping festivals of "
        "June and November; new customers that stay less and less; a "
        "survey in which customers like the goods while satisfaction hangs on taking goods back, and convenience stores "
        "are less content with small deliveries.",
    ),
    seed=20251231,
)
