"""Shiyu Variety Stores (fictional): household goods, stationery and snacks for members of a chain of shops in China."""

from __future__ import annotations

from helpers.demo.consumers import masked
from helpers.demo.market import Market
from helpers.demo.parts.coupon_buyers import CouponBuyers
from helpers.demo.parts.loyal_class import LoyalClass
from helpers.demo.parts.member_numbers import MemberNumbers
from helpers.demo.parts.members import Members
from helpers.demo.parts.new_line import NewLine
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
    StoryPlan,
)
from helpers.language import Words

HOME, PAPER, SNACKS, OWN, CARE, TOYS = "家居收纳", "文具手账", "休闲零食", "自有品牌零食", "个护美妆", "玩具礼品"
#: Appetite for a line that only a part sells.
HARDLY = 1e-9

EAST, MIDDLE, SOUTH, WEST = "华东", "华中", "华南", "西南"
REGIONS = (
    Region(EAST, 0.34, ("杭州",), 1),
    Region(MIDDLE, 0.27, ("武汉",), 1),
    Region(SOUTH, 0.24, ("广州",), 1),
    Region(WEST, 0.15, ("成都",), 1),
)

#: Shops of the region that falls behind, and those opened there meanwhile.
OLD_MIDDLE = ("武汉汉江店", "武汉东湖店", "长沙星沙店")
SHOPS = (
    Shop("杭州城北店", EAST, 1.3),
    Shop("杭州钱江店", EAST),
    Shop("宁波鼓楼店", EAST),
    Shop("苏州园区店", EAST, 1.1),
    Shop("南京江北店", EAST),
    Shop(OLD_MIDDLE[0], MIDDLE, 1.2),
    Shop(OLD_MIDDLE[1], MIDDLE),
    Shop(OLD_MIDDLE[2], MIDDLE),
    Shop("武汉光谷二店", MIDDLE, 1.0, opened_on="2024-06-15"),
    Shop("郑州东站店", MIDDLE, 0.9, opened_on="2024-09-20"),
    Shop("广州天河店", SOUTH, 1.2),
    Shop("深圳南山店", SOUTH),
    Shop("佛山千灯店", SOUTH, 0.8),
    Shop("成都春熙店", WEST, 1.2),
    Shop("重庆观音桥店", WEST),
)

PRODUCTS = (
    Product("H101", "棉麻收纳筐 中号", HOME, "收纳", 29.9, 0.46, 1.2),
    Product("H102", "抽屉分隔盒 4件", HOME, "收纳", 19.9, 0.44, 1.4),
    Product("H103", "真空压缩袋 6只", HOME, "收纳", 25.9, 0.42, 0.9),
    Product("H104", "玻璃双层水杯 350mL", HOME, "餐厨", 24.9, 0.48, 1.0),
    Product("H105", "硅藻土吸水垫", HOME, "卫浴", 22.9, 0.45, 0.8),
    Product("H106", "无火香薰 120mL", HOME, "香氛", 39.9, 0.38, 0.9),
    Product("H107", "小夜灯 充电款", HOME, "灯饰", 35.9, 0.47, 0.6, "2023-10-09"),
    Product("P201", "方格手账本 A5", PAPER, "本册", 15.9, 0.45, 1.3),
    Product("P202", "中性笔 0.5mm 10支", PAPER, "书写", 12.9, 0.50, 1.8),
    Product("P203", "荧光笔 6色", PAPER, "书写", 16.9, 0.46, 1.1),
    Product("P204", "便利贴组合", PAPER, "本册", 9.9, 0.42, 1.4),
    Product("P205", "和纸胶带 12卷", PAPER, "装饰", 18.9, 0.40, 0.9),
    Product("P206", "帆布笔袋", PAPER, "收纳", 19.9, 0.44, 0.7),
    Product("S301", "海苔脆片 60g", SNACKS, "膨化", 9.9, 0.62, 1.5),
    Product("S302", "每日坚果 7包", SNACKS, "坚果", 29.9, 0.66, 1.2),
    Product("S303", "芒果干 100g", SNACKS, "果干", 14.9, 0.60, 1.3),
    Product("S304", "曲奇饼干 160g", SNACKS, "饼干", 16.9, 0.60, 1.1),
    Product("S305", "牛肉干 80g", SNACKS, "肉脯", 26.9, 0.64, 0.9),
    Product("S306", "乳酸菌软糖 70g", SNACKS, "糖果", 8.9, 0.58, 1.6),
    Product("S307", "挂耳咖啡 10片", SNACKS, "冲饮", 32.9, 0.60, 0.8),
    Product("Z401", "拾屿海苔脆 60g", OWN, "膨化", 8.9, 0.50, 1.0, "2024-05-13"),
    Product("Z402", "拾屿混合坚果 7包", OWN, "坚果", 27.9, 0.55, 1.0, "2024-05-13"),
    Product("Z403", "拾屿芒果干 100g", OWN, "果干", 13.9, 0.50, 1.0, "2024-05-13"),
    Product("Z404", "拾屿黄油曲奇 160g", OWN, "饼干", 15.9, 0.50, 1.0, "2024-05-13"),
    Product("C501", "洗脸巾 80抽", CARE, "棉品", 14.9, 0.52, 1.8),
    Product("C502", "护手霜 50mL", CARE, "护理", 19.9, 0.42, 1.0),
    Product("C503", "化妆刷 5支", CARE, "工具", 39.9, 0.40, 0.6),
    Product("C504", "唇膏 3.5g", CARE, "彩妆", 29.9, 0.40, 0.9),
    Product("C505", "旅行分装瓶 6件", CARE, "旅行", 17.9, 0.44, 0.9),
    Product("C506", "补水面膜 10片", CARE, "护理", 39.9, 0.45, 1.0),
    Product("T601", "盲盒 森林系列", TOYS, "盲盒", 59.0, 0.52, 1.4, "2022-11-01"),
    Product("T602", "毛绒挂件", TOYS, "毛绒", 29.9, 0.45, 1.3),
    Product("T603", "拼图 500片", TOYS, "益智", 39.9, 0.46, 0.6),
    Product("T604", "解压捏捏乐", TOYS, "减压", 15.9, 0.40, 1.1),
    Product("T605", "节日礼盒", TOYS, "礼盒", 69.0, 0.48, 0.5),
)

MARKET = Market(
    id="shiyu",
    name=Words("拾屿杂货（虚构）", "Shiyu Variety Stores (fictional)"),
    industry="variety_retail",
    basis="paid",
    tax="included",
    industries=(Industry("会员", 1.0, 1.0, (), {SNACKS: 1.9, OWN: HARDLY, CARE: 1.2, PAPER: 1.2}),),
    regions=REGIONS,
    sizes=(Size("会员", 1.0, 690, 0.30, 0.0, {0: 1.0}),),
    products=PRODUCTS,
    population=Population(
        customers=3000,
        arriving=0.44,
        dormant=0.01,
        one_time=0.16,
        oldest=2019,
        share_spread=0.05,
        grouped=0.0,
    ),
    purchasing=Purchasing(
        reference_revenue=220,
        reference_orders=4.3,
        orders_elasticity=0.88,
        orders_spread=0.25,
        regularity=1.4,
        value_spread=0.45,
        lines_mean=0.55,
        lines_most=5,
        evenness=6.0,
        loyalty=0.6,
    ),
    seasons=Seasons(
        months=(1.10, 1.00, 0.94, 0.96, 1.02, 0.98, 1.00, 1.04, 1.06, 1.02, 1.04, 1.16),
        weekdays=(0.80, 0.78, 0.80, 0.84, 1.06, 1.42, 1.36),
        month_end=0.0,
        growth=0.0,
        festival=Festival(before=1, after=7, depth=0.5, pulled_forward=1.2, pull_days=14, caught_up=0.0, catch_days=1),
        peaks=(Peak(month=12, day=25, from_days=6, to_days=0, height=0.30, after_days=1, after=0.0),),
    ),
    pricing=Pricing(discount_spread=0.0, line_spread=0.0, cost_growth=0.01),
    returns=Returns(share=0.006, whole=0.8, days=(1, 15)),
    story=StoryPlan(leaving=0.12, leave_to="2025-09-30"),
    finance=FinancePlan(odd_year=2024, difference=0.0004),
    dirt=Dirt(duplicates=34, without_customer=40, across_sheets=10, text_dates=0.05, blank_ids=30, wide_ids=10),
    naming=masked(women=0.72),
    parts=(
        Shops(SHOPS),
        CouponBuyers(
            campaigns=("2025-03-08", "2025-05-20", "2025-08-25", "2025-11-01"),
            days=10,
            share=0.13,
            discount=0.40,
            once=0.90,
            usually=0.16,
        ),
        MemberNumbers(),
        LoyalClass(share=0.05, times=8.0),
        ShopDecline(shops=OLD_MIDDLE, on="2024-10-01", level=-0.36),
        NewLine(old=SNACKS, new=OWN, takers=0.6, since="2024-05-13", over_days=120, share=0.7, instead=0.9),
        Members(
            tiers={"金卡": 0.10, "银卡": 0.30, "普卡": 0.60},
            tiered_on="2025-01-01",
            earlier=1.0,
            sources={"门店扫码": 0.62, "小程序": 0.28, "老会员推荐": 0.10},
        ),
    ),
    tells=Words(
        "自有品牌零食吃掉原有零食的销售；一个区域的老店下滑，被新开的店掩盖；靠优惠券拉来的新会员多数只买一次，"
        "被看成增长；真正忠诚的一小群会员，会员等级看不出来。"
        "（表中是会员的抽样：金额只是这 3,000 位会员的，不是全部门店的。）",
        "own-brand snacks that eat the sales of the snacks there were; a region whose old shops fall behind, hidden by "
        "openings; new members won by coupons, most of whom buy once, taken for growth; a small class of truly loyal "
        "members that the card's tier does not show. (The tables hold a sample: what these 3,000 members buy, not what the "
        "shops sell.)",
    ),
    seed=20251231,
)
