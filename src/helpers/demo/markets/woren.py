"""Woren Agri Inputs (fictional): fertiliser, crop protection and seed for county dealers and large growers in China."""

from __future__ import annotations

from helpers.demo.market import Market
from helpers.demo.parts.activities import Activities, Complaint, Sort
from helpers.demo.parts.competitors import Competitors
from helpers.demo.parts.contacts import Contacts, Seat
from helpers.demo.parts.costs import Cost, Costs
from helpers.demo.parts.crop_season import CropSeason
from helpers.demo.parts.dark_horses import DarkHorses
from helpers.demo.parts.dealer_stock import DealerStock
from helpers.demo.parts.group_shift import GroupShift
from helpers.demo.parts.harvest_credit import HarvestCredit
from helpers.demo.parts.judges import OWNER, Judge
from helpers.demo.parts.ratings import Ratings
from helpers.demo.parts.regions import Guess, Regions
from helpers.demo.parts.stuffing import Stuffing
from helpers.demo.parts.successor import Successor
from helpers.demo.plans import (
    Dirt,
    Festival,
    FinancePlan,
    Industry,
    Payments,
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

FERTILISER, SPECIAL, WEEDS, PESTS, SEED = "复合肥", "特种肥", "除草剂", "杀虫杀菌剂", "种子"

TRADE = ("有限公司", "有限责任公司")
INDUSTRIES = (
    Industry(
        "县级经销商", 0.40, 1.55, ("农资", "农业生产资料", "植保", "肥业", "农业服务"), {FERTILISER: 2.4}, True, TRADE
    ),
    Industry(
        "乡镇零售店",
        0.24,
        0.45,
        ("农资经营部", "庄稼医院", "农资服务部", "种子农药经营部"),
        {FERTILISER: 2.0},
        True,
        ("",),
    ),
    Industry(
        "种植合作社",
        0.16,
        0.75,
        ("种植", "粮食种植", "果蔬种植", "农机"),
        {FERTILISER: 2.2, SPECIAL: 1.4, SEED: 0.7},
        False,
        ("专业合作社",),
    ),
    Industry(
        "家庭农场", 0.12, 0.35, ("家庭农场", "种植家庭农场"), {FERTILISER: 2.0, SEED: 0.7, WEEDS: 1.2}, False, ("",)
    ),
    Industry(
        "农业企业",
        0.08,
        1.30,
        ("农业开发", "现代农业", "生态农业"),
        {FERTILISER: 1.6, SPECIAL: 1.7, PESTS: 1.2},
        False,
        TRADE,
    ),
)

NORTHEAST, PLAIN, MIDDLE, SOUTHWEST, SOUTH, NORTHWEST = "东北", "黄淮海", "长江中下游", "西南", "华南", "西北"
REGIONS = (
    Region(NORTHEAST, 0.22, ("公主岭", "榆树", "五常", "肇东", "铁岭", "梨树", "富锦", "通辽"), 4),
    Region(PLAIN, 0.27, ("周口", "商丘", "菏泽", "阜阳", "邯郸", "德州", "临沂", "驻马店"), 5),
    Region(MIDDLE, 0.20, ("荆州", "襄阳", "岳阳", "常德", "宜春", "盐城", "安庆"), 4),
    Region(SOUTHWEST, 0.11, ("绵阳", "南充", "曲靖", "遵义", "宜宾"), 2),
    Region(SOUTH, 0.12, ("百色", "湛江", "茂名", "赣州", "玉林", "崇左"), 2),
    Region(NORTHWEST, 0.08, ("石河子", "阿克苏", "张掖", "渭南", "库尔勒"), 2),
)

CORN, WHEAT, RICE, HILLS, FRUIT, COTTON = "玉米", "小麦、玉米", "水稻", "水稻、油菜", "果蔬", "棉花"
#: What the fields take of each line in January to December.
USES = {
    CORN: {
        FERTILISER: (0.1, 0.2, 1.0, 4.4, 3.6, 1.2, 0.9, 0.2, 0.1, 0.2, 0.2, 0.1),
        SPECIAL: (0.0, 0.0, 0.1, 0.5, 1.0, 2.0, 1.8, 0.6, 0.1, 0.0, 0.0, 0.0),
        WEEDS: (0.0, 0.0, 0.1, 1.0, 4.6, 4.2, 0.6, 0.1, 0.0, 0.0, 0.0, 0.0),
        PESTS: (0.0, 0.0, 0.1, 0.4, 0.8, 1.8, 3.2, 2.0, 0.4, 0.0, 0.0, 0.0),
        SEED: (0.4, 0.9, 4.0, 5.2, 1.6, 0.1, 0.0, 0.0, 0.0, 0.1, 0.3, 0.6),
    },
    WHEAT: {
        FERTILISER: (0.2, 0.9, 1.5, 0.4, 0.9, 2.4, 0.7, 0.4, 2.6, 3.2, 0.4, 0.2),
        SPECIAL: (0.1, 0.3, 1.4, 1.5, 1.0, 0.8, 1.4, 1.2, 0.5, 0.4, 0.2, 0.1),
        WEEDS: (0.0, 0.6, 2.2, 0.8, 0.3, 3.6, 1.8, 0.2, 0.1, 0.6, 1.4, 0.2),
        PESTS: (0.0, 0.2, 1.0, 2.6, 2.2, 0.8, 1.8, 2.4, 0.8, 0.6, 0.2, 0.0),
        SEED: (0.0, 0.1, 0.3, 0.5, 2.4, 3.0, 0.2, 0.4, 2.6, 3.4, 0.2, 0.0),
    },
    RICE: {
        FERTILISER: (0.2, 0.5, 1.6, 2.4, 1.6, 2.2, 1.8, 0.6, 0.4, 0.8, 0.4, 0.2),
        SPECIAL: (0.1, 0.1, 0.4, 1.0, 1.4, 1.8, 2.0, 1.6, 0.6, 0.2, 0.1, 0.1),
        WEEDS: (0.0, 0.1, 0.8, 2.4, 2.6, 2.8, 1.4, 0.4, 0.2, 0.4, 0.2, 0.0),
        PESTS: (0.0, 0.0, 0.3, 0.8, 1.4, 2.2, 3.2, 3.0, 1.6, 0.4, 0.1, 0.0),
        SEED: (0.4, 1.0, 3.6, 3.6, 2.0, 0.8, 0.2, 0.1, 0.2, 0.3, 0.2, 0.2),
    },
    HILLS: {
        FERTILISER: (0.3, 0.9, 2.2, 2.2, 1.6, 1.0, 0.6, 0.5, 1.4, 1.4, 0.4, 0.2),
        SPECIAL: (0.1, 0.2, 0.8, 1.2, 1.4, 1.6, 1.4, 0.9, 0.6, 0.4, 0.2, 0.1),
        WEEDS: (0.0, 0.3, 1.6, 2.4, 2.2, 1.2, 0.6, 0.3, 0.8, 0.9, 0.3, 0.1),
        PESTS: (0.0, 0.2, 0.8, 1.2, 1.8, 2.2, 2.4, 1.6, 0.8, 0.4, 0.2, 0.1),
        SEED: (0.4, 1.8, 3.6, 2.4, 0.6, 0.2, 0.2, 0.8, 1.4, 0.6, 0.2, 0.2),
    },
    FRUIT: {
        FERTILISER: (0.8, 1.5, 1.4, 0.8, 0.9, 1.1, 1.2, 0.8, 0.7, 0.8, 1.1, 1.2),
        SPECIAL: (0.8, 1.2, 1.7, 1.8, 1.8, 1.6, 1.5, 1.4, 1.3, 1.2, 1.0, 0.8),
        WEEDS: (0.3, 0.6, 1.1, 1.4, 1.5, 1.3, 1.2, 1.2, 1.0, 0.7, 0.4, 0.3),
        PESTS: (0.7, 1.0, 1.7, 1.9, 2.0, 1.9, 1.8, 1.8, 1.5, 1.2, 0.9, 0.7),
        SEED: (0.2, 0.6, 0.4, 0.2, 0.1, 0.1, 0.4, 0.7, 0.3, 0.2, 0.1, 0.1),
    },
    COTTON: {
        FERTILISER: (0.1, 0.4, 2.4, 4.0, 1.0, 0.8, 0.6, 0.2, 0.2, 0.6, 0.5, 0.1),
        SPECIAL: (0.0, 0.1, 0.6, 1.4, 2.6, 4.4, 4.6, 2.4, 0.4, 0.1, 0.0, 0.0),
        WEEDS: (0.0, 0.0, 1.2, 3.6, 1.6, 0.6, 0.2, 0.1, 0.0, 0.0, 0.0, 0.0),
        PESTS: (0.0, 0.0, 0.2, 0.8, 1.6, 3.2, 3.4, 2.0, 0.4, 0.0, 0.0, 0.0),
        SEED: (0.1, 0.6, 3.2, 3.0, 0.2, 0.0, 0.0, 0.0, 0.0, 0.0, 0.1, 0.1),
    },
}

SIZES = (
    Size("大型", 0.10, 3_600_000, 0.32, 0.14, {0: 0.30, 30: 0.30, 60: 0.40}),
    Size("中型", 0.34, 900_000, 0.38, 0.09, {0: 0.35, 30: 0.40, 60: 0.25}),
    Size("小型", 0.56, 170_000, 0.46, 0.03, {0: 0.65, 30: 0.35}),
)

#: Prices a bag (袋) or carton (箱). The stabilised fertiliser F106 is sold only where the part ``successor`` says so.
PRODUCTS = (
    Product("F101", "硫基复合肥 15-15-15 50kg", FERTILISER, "通用", 172, 0.86, 1.3, "2016-01-01", pack=10),
    Product("F102", "高氮复合肥 28-6-6 40kg", FERTILISER, "高氮", 134, 0.87, 2.6, "2017-02-01", pack=10),
    Product("F103", "腐植酸复合肥 17-17-17 40kg", FERTILISER, "腐植酸", 178, 0.82, 0.9, "2019-03-01", pack=10),
    Product("F104", "控释肥 26-11-11 40kg", FERTILISER, "控释", 176, 0.80, 0.8, "2020-02-01", pack=10),
    Product("F105", "高钾复合肥 15-5-25 40kg", FERTILISER, "高钾", 184, 0.83, 0.8, "2019-03-01", pack=10),
    Product("F106", "稳定性复合肥 28-8-8 40kg", FERTILISER, "稳定性", 146, 0.83, 1e-6, "2024-02-01", pack=10),
    Product("S201", "大量元素水溶肥 20-20-20 10kg", SPECIAL, "水溶肥", 128, 0.62, 1.4, "2018-03-01", pack=4),
    Product("S202", "高钾水溶肥 12-8-40 10kg", SPECIAL, "水溶肥", 146, 0.62, 1.1, "2018-03-01", pack=4),
    Product("S203", "含腐植酸水溶肥 5L×4", SPECIAL, "液体肥", 268, 0.58, 0.8, "2020-04-01", pack=2),
    Product("S204", "微生物菌剂 20kg", SPECIAL, "菌剂", 96, 0.60, 0.9, "2021-03-01", pack=4),
    Product("H301", "烟嘧磺隆·莠去津 可分散油悬浮剂 1L×12", WEEDS, "玉米田", 318, 0.70, 1.5, "2017-03-01"),
    Product("H302", "苯唑草酮·莠去津 可分散油悬浮剂 1L×12", WEEDS, "玉米田", 612, 0.62, 0.7, "2022-03-01"),
    Product("H303", "双氟磺草胺·唑草酮 悬乳剂 500mL×20", WEEDS, "小麦田", 440, 0.66, 1.0, "2019-02-01"),
    Product("H304", "氰氟草酯·双草醚 可分散油悬浮剂 1L×12", WEEDS, "水稻田", 636, 0.65, 1.2, "2019-04-01"),
    Product("H305", "草铵膦 水剂 200g/L 5kg×4", WEEDS, "非选择性", 352, 0.76, 1.2, "2018-03-01"),
    Product("I401", "氯虫苯甲酰胺 悬浮剂 200g/L 100mL×40", PESTS, "杀虫", 760, 0.60, 1.1, "2022-06-01"),
    Product("I402", "甲维盐·茚虫威 悬浮剂 200mL×30", PESTS, "杀虫", 498, 0.64, 1.0, "2018-05-01"),
    Product("I403", "噻虫嗪 水分散粒剂 25% 100g×80", PESTS, "杀虫", 456, 0.66, 0.9, "2018-05-01"),
    Product("I404", "吡唑醚菌酯 悬浮剂 25% 1L×12", PESTS, "杀菌", 912, 0.60, 0.9, "2019-05-01"),
    Product("I405", "苯醚甲环唑·嘧菌酯 悬浮剂 500mL×20", PESTS, "杀菌", 820, 0.59, 1.0, "2020-05-01"),
    Product("Z501", "玉米种 沃稔58 4200粒×20袋", SEED, "玉米种", 1060, 0.58, 1.5, "2018-11-01"),
    Product("Z502", "玉米种 沃稔307 4200粒×20袋", SEED, "玉米种", 1240, 0.54, 1.0, "2022-11-01"),
    Product("Z503", "水稻种 稔两优26 1kg×20袋", SEED, "水稻种", 1380, 0.55, 1.2, "2019-11-01"),
    Product("Z504", "小麦种 稔麦9号 12.5kg", SEED, "小麦种", 58, 0.80, 1.0, "2017-08-01", pack=10),
)
#: No use there: seed and selective herbicides belong to their crop.
UNFIT = {
    "H301": (RICE, FRUIT, COTTON),
    "H302": (RICE, FRUIT, COTTON, HILLS),
    "H303": (CORN, RICE, FRUIT, COTTON),
    "H304": (CORN, WHEAT, FRUIT, COTTON),
    "Z501": (RICE, FRUIT, COTTON),
    "Z502": (RICE, FRUIT, COTTON),
    "Z503": (WHEAT, FRUIT, COTTON),
    "Z504": (CORN, RICE, FRUIT, COTTON, HILLS),
}

#: Who sits where at a dealer or grower.
SEATS = (
    Seat("经理室", "总经理", "decide", 5, {"大型": 0.95, "中型": 0.8, "小型": 0.45}, ("返利", "独家区域", "价格保护")),
    Seat("农技部", "农技推广员", "support", 3, {"大型": 0.7, "中型": 0.3, "小型": 0.0}, ("药效", "作物安全", "示范田")),
    Seat("仓储", "仓库主管", "use", 2, {"大型": 0.4, "中型": 0.1, "小型": 0.0}, ("到货及时", "包装破损", "库存")),
)
SORTS = (
    Sort(
        "visit",
        0.52,
        5.0,
        180,
        (
            ("渠道巡店", "货架陈列已调整", "下月再访"),
            ("旺季备货沟通", "确认备货品种", "下周报计划"),
            ("库存盘点", "已登记库存", "季末复盘"),
            ("催收货款", "答应秋收后结清", "收割后上门"),
            ("竞品调查", "竞品加大赠品力度", "上报促销方案"),
        ),
    ),
    Sort(
        "call",
        0.22,
        0.5,
        0,
        (
            ("询问动销", "近期走货一般", "十天后再问"),
            ("发货确认", "明日到货", ""),
            ("调货协调", "同意邻县调货", "跟进到货"),
        ),
    ),
    Sort("message", 0.08, 0.5, 0, (("发送农时提醒", "已转发农户群", ""), ("发送价格通知", "已收到", ""))),
    Sort(
        "event",
        0.10,
        8.0,
        2600,
        (("田间观摩会", "到场农户反响好", "统计意向用量"), ("经销商订货会", "签订意向", "跟进打款")),
    ),
    Sort("meeting", 0.05, 4.0, 900, (("农民培训会", "讲解用药时期", "回访使用效果"),)),
    Sort(
        "service",
        0.03,
        6.0,
        300,
        (("药害鉴定", "排除产品原因", "一周后回访"), ("测土配方服务", "出具配方建议", "推荐对应产品")),
    ),
)
COMPLAINTS = (
    Complaint("到货晚误农时", 0.34, "调拨邻近仓库发货", 2.8),
    Complaint("药效不明显", 0.28, "农技人员现场指导", 3.0),
    Complaint("窜货低价", 0.22, "查处并扣罚责任经销商", 2.6),
    Complaint("包装破损结块", 0.16, "换货", 3.6),
)

MARKET = Market(
    id="woren",
    name=Words("沃稔农业（虚构）", "Woren Agri Inputs (fictional)"),
    industry="agricultural_inputs",
    industries=INDUSTRIES,
    regions=REGIONS,
    sizes=SIZES,
    products=PRODUCTS,
    population=Population(
        customers=370, arriving=0.16, dormant=0.03, one_time=0.07, oldest=2012, share_mean=0.30, grouped=0.02
    ),
    purchasing=Purchasing(
        reference_revenue=100_000,
        reference_orders=8.5,
        orders_elasticity=0.35,
        orders_spread=0.2,
        value_spread=0.22,
        regularity=10.0,
        lines_mean=1.3,
        loyalty=1.1,
    ),
    seasons=Seasons(
        months=(0.75, 1.05, 1.70, 1.65, 1.45, 1.35, 0.95, 0.75, 0.95, 0.65, 0.40, 0.45),
        month_end_days=3,
        month_end=0.15,
        growth=0.03,
        festival=Festival(before=8, after=10, pulled_forward=0.5, caught_up=0.2),
    ),
    pricing=Pricing(
        rise_on="2023-12-01",
        rise=-0.04,
        dealer_discount=0.07,
        discount_spread=0.02,
        discount_most=0.30,
        line_spread=0.01,
        cost_growth=-0.02,
    ),
    returns=Returns(share=0.03, whole=0.3, days=(30, 100)),
    payments=Payments(habit_mean=5.0, habit_spread=5.0, spread=5.0, credit_months=4.0),
    finance=FinancePlan(odd_year=2024, difference=0.0007),
    dirt=Dirt(duplicates=18, without_customer=16, across_sheets=8),
    seed=20251231,
    parts=(
        GroupShift(attribute="region", value=PLAIN, on="2025-01-01", level=-0.30),
        Stuffing(
            since="2025-04-01",
            days=8,
            dealers={PLAIN: 0.55, "": 0.18},
            sizes=("大型", "中型"),
            value=0.8,
            spread=0.25,
        ),
        DarkHorses(
            customers=7, sizes=("中型",), channel="dealer", away=(PLAIN,), on="2025-01-01", growth=0.55, held=0.5
        ),
        CropSeason(
            crops={NORTHEAST: CORN, PLAIN: WHEAT, MIDDLE: RICE, SOUTHWEST: HILLS, SOUTH: FRUIT, NORTHWEST: COTTON},
            uses=USES,
            unfit=UNFIT,
            ahead=(0.2, 0.45, 0.25, 0.10),
            least=0.06,
        ),
        Successor(old="F102", new="F106", adopters=0.5, between=("2024-02-15", "2024-12-31"), share=0.9, taken=0.9),
        DealerStock(
            since="2024-01-01",
            sizes=("大型", "中型"),
            wait=(0.30, 0.36, 0.20, 0.10, 0.04),
            margin=0.02,
            margin_spread=0.02,
        ),
        HarvestCredit(
            channel="dealer",
            payers=0.6,
            settled={
                NORTHEAST: (11, 25),
                PLAIN: (11, 5),
                MIDDLE: (11, 10),
                SOUTHWEST: (10, 25),
                SOUTH: (12, 5),
                NORTHWEST: (11, 30),
            },
            spread=7.0,
            habit_spread=7.0,
            bad=8,
            bad_from="2025-02-01",
            least=3,
        ),
        Regions(
            beyond=14.0,
            growth={PLAIN: -6.0, "": 3.0},
            growth_spread=2.0,
            guesses=(
                Guess("市场部 林晓涛", 0.0, 0.12, "统计年鉴播种面积乘亩均投入", "B", "2", "2025-11-20"),
                Guess("销售总监 高建峰", 0.35, 0.20, "大区会议口头估计", "C", "3", "2025-12-05"),
                Guess("咨询顾问 何雪敏", -0.20, 0.15, "行业协会年报折算", "B", "3", "2025-10-30"),
            ),
        ),
        Contacts(seats=SEATS),
        Activities(
            since="2024-01-01",
            a_year={"大型": 12.0, "中型": 5.0, "小型": 1.2},
            sorts=SORTS,
            complaints=COMPLAINTS,
            complaint_share=0.01,
        ),
        Costs(
            kinds=(
                Cost("rebate", 0.035, 0.3, 0.85, channels=("dealer",)),
                Cost("freight", 0.022, 0.3, 0.8, regions={NORTHWEST: 2.2, SOUTHWEST: 1.4, NORTHEAST: 1.3}),
                Cost("promotion", 0.015, 0.5, 0.4, ("大型", "中型")),
                Cost("claim", 0.010, 0.6, 0.06),
            )
        ),
        Ratings(
            judges=(
                Judge(OWNER, bias=1.2, noise=1.0, sees=0.6),
                Judge("渠道经理 朱海斌", bias=-0.6, noise=0.7, evidence=("季度渠道盘点", "经销商评估表")),
                Judge("财务信控 罗慧敏", bias=-0.2, noise=0.8, sees=0.8, share=0.6, evidence=("回款台账",)),
            ),
            criteria={"网点覆盖": 1.3, "推广能力": 0.3, "合作意愿": 0.0, "回款信誉": 0.2},
        ),
        Competitors(
            ours="沃稔农业",
            scores={
                "沃稔农业": {
                    "产品效果": 7.2,
                    "价格": 6.0,
                    "农技服务": 7.4,
                    "返利政策": 5.6,
                    "到货及时": 6.2,
                    "品牌": 6.0,
                },
                "穗澜农化": {
                    "产品效果": 7.0,
                    "价格": 5.6,
                    "农技服务": 5.2,
                    "返利政策": 6.6,
                    "到货及时": 6.8,
                    "品牌": 7.6,
                },
                "稷沃生物": {
                    "产品效果": 6.4,
                    "价格": 7.2,
                    "农技服务": 4.0,
                    "返利政策": 7.0,
                    "到货及时": 6.0,
                    "品牌": 5.0,
                },
            },
            judges=(
                Judge("销售总监 高建峰", bias=0.3, noise=0.9, sees=0.8),
                Judge("市场部 林晓涛", noise=0.7, evidence=("经销商访谈", "田间试验记录")),
                Judge("咨询顾问 何雪敏", bias=-0.4, noise=0.6, evidence=("第三方调研",)),
            ),
            flattery={"销售总监 高建峰": 1.5, "市场部 林晓涛": 0.6},
        ),
    ),
    tells=Words(
        "季末压给经销商的货算成了需求（要看经销商出货和库存）；一个大区落后，被压货掩盖；"
        "采购平平而动销翻倍的黑马经销商；新品吃掉自家老产品；秋收后才回款的赊销被当成坏账，真正的坏账只有几家。"
        "大中型经销商自 2024 年起按月报出货、按季报库存；库存只列有货的品种。",
        "stock pushed into dealers counted as demand (sell-out and stock tell); a region "
        "that falls behind, hidden by that stock; dealers whose own sales take off while their purchases look ordinary; "
        "a new product that lives on an older one; credit paid after the harvest taken for bad debt, of which there is "
        "little. Large and medium dealers report sell-out by month and stock by quarter since 2024; a count lists only "
        "what is there.",
    ),
)
