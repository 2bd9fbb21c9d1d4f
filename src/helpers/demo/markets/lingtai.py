"""Lingtai Electric (fictional): transformers, switchgear and cable accessories for grids, contractors and plants."""

from __future__ import annotations

from helpers.demo.market import Market
from helpers.demo.parts.activities import SORTS, Activities, Complaint, Sort
from helpers.demo.parts.competitors import Competitors
from helpers.demo.parts.contact_ratings import ContactRatings
from helpers.demo.parts.contacts import Contacts, Seat
from helpers.demo.parts.costs import Cost, Costs
from helpers.demo.parts.group_shift import GroupShift
from helpers.demo.parts.judges import Judge
from helpers.demo.parts.lingtai_voices import INTERVIEWS
from helpers.demo.parts.makers import RATERS, SALES_BLIND, SERVICE
from helpers.demo.parts.opportunities import Gap, Opportunities, Rival
from helpers.demo.parts.overload import Overload
from helpers.demo.parts.prospects import Prospects
from helpers.demo.parts.ratings import Ratings
from helpers.demo.parts.retention import Retention
from helpers.demo.parts.snapshots import Snapshots
from helpers.demo.parts.take_off import TakeOff
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

TRANSFORMER, MEDIUM, LOW_VOLTAGE = "变压器", "中压开关柜", "低压成套"
RING, ACCESSORY, TERMINAL = "环网柜与箱变", "电缆附件", "配电终端"

INDUSTRIES = (
    Industry(
        "电网企业",
        0.13,
        2.6,
        ("配售电", "供用电", "电力实业"),
        {RING: 2.4, TERMINAL: 3.0, TRANSFORMER: 1.6, LOW_VOLTAGE: 0.4},
        endings=("有限公司", "集团有限公司", "有限责任公司"),
    ),
    Industry(
        "工程总包",
        0.22,
        1.3,
        ("电力工程", "机电安装工程", "送变电工程", "建设工程"),
        {TRANSFORMER: 1.6, MEDIUM: 1.5, RING: 1.5, ACCESSORY: 1.3},
        endings=("有限公司", "有限责任公司"),
    ),
    Industry(
        "成套厂",
        0.26,
        0.9,
        ("电气成套", "成套设备", "开关设备", "电控设备"),
        {MEDIUM: 1.2, LOW_VOLTAGE: 0.5, TERMINAL: 0.5, ACCESSORY: 1.6},
    ),
    Industry(
        "工业用户",
        0.22,
        0.8,
        ("化工", "钢铁", "水泥", "纸业", "汽车制造"),
        {TRANSFORMER: 1.5, LOW_VOLTAGE: 1.8, TERMINAL: 0.3},
    ),
    Industry(
        "新能源电站", 0.10, 1.4, ("新能源", "光伏发电", "风力发电"), {RING: 2.6, TRANSFORMER: 1.6, ACCESSORY: 1.4}
    ),
    Industry("电气贸易", 0.07, 0.6, ("电气", "电力器材", "机电设备"), {ACCESSORY: 2.2, LOW_VOLTAGE: 1.3}, dealer=True),
)

REGIONS = (
    Region("华东", 0.34, ("南京", "杭州", "合肥", "苏州", "济南", "宁波", "徐州", "温州"), 5),
    Region("华北", 0.22, ("石家庄", "天津", "太原", "保定", "唐山", "呼和浩特"), 3),
    Region("华中", 0.15, ("武汉", "长沙", "郑州", "南昌", "襄阳"), 2),
    Region("华南", 0.14, ("广州", "佛山", "南宁", "东莞", "福州"), 2),
    Region("西南", 0.09, ("成都", "重庆", "昆明", "贵阳"), 1),
    Region("西北", 0.06, ("西安", "兰州", "银川", "乌鲁木齐"), 1),
)

SIZES = (
    Size("大型", 0.13, 6_500_000, 0.40, 0.14, {60: 0.20, 90: 0.45, 120: 0.35}),
    Size("中型", 0.37, 1_500_000, 0.42, 0.08, {30: 0.25, 60: 0.45, 90: 0.30}),
    Size("小型", 0.50, 300_000, 0.45, 0.03, {0: 0.25, 30: 0.55, 60: 0.20}),
)

PRODUCTS = (
    Product("T-S20-200", "油浸式变压器 S20-M-200/10", TRANSFORMER, "油浸", 28_600, 0.80, 1.1, "2021-06-01"),
    Product("T-S20-400", "油浸式变压器 S20-M-400/10", TRANSFORMER, "油浸", 43_500, 0.80, 1.4, "2021-06-01"),
    Product("T-S20-800", "油浸式变压器 S20-M-800/10", TRANSFORMER, "油浸", 76_000, 0.79, 0.8, "2021-06-01"),
    Product("T-SCB14-630", "干式变压器 SCB14-630/10", TRANSFORMER, "干式", 92_000, 0.76, 0.9, "2021-09-01"),
    Product("T-SCB14-1250", "干式变压器 SCB14-1250/10", TRANSFORMER, "干式", 148_000, 0.75, 0.6, "2021-09-01"),
    Product("T-SCB18-1000", "干式变压器 SCB18-1000/10 一级能效", TRANSFORMER, "干式", 158_000, 0.71, 0.5, "2024-05-20"),
    Product("K-KYN28", "铠装移开式开关柜 KYN28A-12", MEDIUM, "KYN28", 47_000, 0.73, 1.6, "2016-03-01"),
    Product("K-XGN15", "固定式开关柜 XGN15-12", MEDIUM, "XGN15", 26_500, 0.75, 1.2, "2016-03-01"),
    Product("K-VS1", "户内真空断路器 VS1-12/630", MEDIUM, "断路器", 9_800, 0.68, 1.3, "2017-05-01"),
    Product("K-VS1-1250", "户内真空断路器 VS1-12/1250", MEDIUM, "断路器", 12_600, 0.67, 0.9, "2017-05-01"),
    Product("L-GGD", "低压配电柜 GGD", LOW_VOLTAGE, "GGD", 16_800, 0.79, 1.3, "2014-04-01"),
    Product("L-MNS", "低压抽出式开关柜 MNS", LOW_VOLTAGE, "MNS", 31_000, 0.76, 1.1, "2015-08-01"),
    Product("L-XL21", "动力配电箱 XL-21", LOW_VOLTAGE, "配电箱", 3_900, 0.80, 1.4, "2014-04-01"),
    Product("R-XGW", "户外环网柜 XGW-12 四单元", RING, "环网柜", 118_000, 0.74, 0.9, "2018-06-01"),
    Product("R-SF", "环保气体环网柜 12kV", RING, "环网柜", 42_000, 0.70, 1.0, "2023-08-15"),
    Product("R-YBM", "预装式箱变 YBM-630", RING, "箱变", 186_000, 0.77, 0.7, "2017-09-01"),
    Product("A-T3", "10kV 冷缩终端 3×300", ACCESSORY, "终端", 420, 0.62, 1.7, "2015-02-01"),
    Product("A-J3", "10kV 冷缩中间接头 3×300", ACCESSORY, "接头", 560, 0.61, 1.3, "2015-02-01"),
    Product("A-E200", "肘型插拔头 200A", ACCESSORY, "插拔头", 260, 0.58, 1.3, "2018-03-01"),
    Product("A-35K", "35kV 冷缩终端", ACCESSORY, "终端", 1_650, 0.57, 0.7, "2019-11-01"),
    Product("D-FTU", "馈线终端 FTU", TERMINAL, "FTU", 13_800, 0.55, 1.2, "2020-04-01"),
    Product("D-DTU", "站所终端 DTU", TERMINAL, "DTU", 27_500, 0.54, 0.8, "2020-04-01"),
    Product("D-TTU", "智能配变终端 TTU", TERMINAL, "TTU", 4_600, 0.56, 1.3, "2022-10-10"),
)

SEATS = (
    Seat(
        "领导班子",
        "分管副总",
        "approve",
        5,
        {"大型": 0.45, "中型": 0.40, "小型": 0.55},
        ("合规", "工程进度", "投资控制"),
    ),
    Seat(
        "物资部",
        "物资部主任",
        "decide",
        4,
        {"大型": 0.95, "中型": 0.75, "小型": 0.35},
        ("招标合规", "到货进度", "供应商业绩"),
    ),
    Seat(
        "生产技术部",
        "运检专责",
        "decide",
        4,
        {"大型": 0.80, "中型": 0.55, "小型": 0.20},
        ("设备可靠性", "缺陷率", "备品备件"),
    ),
    Seat(
        "设计院",
        "主设",
        "influence",
        3,
        {"大型": 0.50, "中型": 0.35, "小型": 0.10},
        ("技术规范", "图纸确认", "选型灵活"),
    ),
    Seat(
        "项目部",
        "项目经理",
        "support",
        3,
        {"大型": 0.55, "中型": 0.45, "小型": 0.30},
        ("交货期", "现场服务", "付款节点"),
    ),
    Seat(
        "财务部", "财务主管", "influence", 2, {"大型": 0.35, "中型": 0.15, "小型": 0.0}, ("承兑比例", "质保金", "开票")
    ),
)

#: Visits, calls and messages as everywhere; meetings and services as with such equipment.
SORTS_HERE = (
    *SORTS[:3],
    Sort(
        "meeting",
        0.12,
        4.0,
        900,
        (
            ("技术规范书交流", "参数基本认可，需补型式试验报告", "提交试验报告"),
            ("设计院选型沟通", "同意列入参考品牌", "跟进图纸"),
            ("评标后澄清", "等待中标公示", "关注公示"),
        ),
    ),
    Sort(
        "service",
        0.10,
        7.0,
        520,
        (("送电前检查", "试验合格，具备送电条件", ""), ("设备缺陷处理", "更换机构部件后恢复", "月底回访")),
    ),
)

#: What customers choose by; ours is "翎泰电气".
SCORES = {
    "翎泰电气": {"价格": 6.0, "交期": 6.5, "技术参数": 6.0, "服务": 7.5, "业绩与资质": 6.0},
    "华衡电气": {"价格": 6.5, "交期": 6.0, "技术参数": 6.5, "服务": 6.0, "业绩与资质": 8.0},
    "东拓开关": {"价格": 6.5, "交期": 7.0, "技术参数": 8.5, "服务": 6.0, "业绩与资质": 6.5},
    "启元变压器": {"价格": 7.5, "交期": 6.0, "技术参数": 5.5, "服务": 5.0, "业绩与资质": 6.0},
    "外资品牌": {"价格": 3.0, "交期": 4.5, "技术参数": 8.5, "服务": 6.0, "业绩与资质": 8.5},
}

MARKET = Market(
    id="lingtai",
    name=Words("翎泰电气（虚构）", "Lingtai Electric (fictional)"),
    industry="power_equipment",
    industries=INDUSTRIES,
    regions=REGIONS,
    sizes=SIZES,
    products=PRODUCTS,
    population=Population(customers=420, arriving=0.16, one_time=0.10, oldest=2011, share_mean=0.30),
    purchasing=Purchasing(
        reference_orders=3.6,
        orders_elasticity=0.42,
        regularity=3.5,
        value_spread=0.45,
        lines_mean=0.7,
        lines_most=5,
        loyalty=1.0,
    ),
    seasons=Seasons(
        months=(0.80, 0.72, 1.00, 1.02, 1.05, 1.10, 0.98, 0.96, 1.05, 1.00, 1.15, 1.17),
        month_end=0.30,
        growth=0.14,
        festival=Festival(before=12, after=15, depth=0.8, pulled_forward=0.35),
    ),
    pricing=Pricing(
        dealer_discount=0.05,
        discount_spread=0.03,
        discount_most=0.28,
        line_spread=0.02,
        cost_growth=0.005,
        mix_drift={RING: 0.10},
        raw_material=RawMaterial(
            index={
                "2023-01-01": 1.00,
                "2023-06-01": 0.98,
                "2024-01-01": 1.01,
                "2024-06-01": 1.14,
                "2024-12-01": 1.09,
                "2025-06-01": 1.13,
                "2025-12-01": 1.22,
            },
            price_share={TRANSFORMER: 0.35, ACCESSORY: 0.15, MEDIUM: 0.15, LOW_VOLTAGE: 0.25, RING: 0.20},
            cost_share=0.40,
            lag=2,
        ),
    ),
    returns=Returns(share=0.004, whole=0.8, days=(10, 60)),
    payments=Payments(habit_mean=12.0, habit_spread=12.0, spread=10.0, credit_months=4.0),
    grading=Grading(politics=0.6, seniority=0.08, reviewed_on="2024-01-22", later_on="2025-02-10"),
    story=StoryPlan(leaving=0.04),
    finance=FinancePlan(odd_year=2024, difference=0.0007),
    dirt=Dirt(duplicates=14, without_customer=10, across_sheets=7, blank_ids=24, wide_ids=12),
    parts=(
        Contacts(seats=SEATS, support_customer=0.9),
        Overload(
            region="华东",
            taken=0.38,
            on="2024-04-01",
            seen=0.22,
            leaving=0.50,
            leave_from="2024-08-01",
            leave_to="2025-08-31",
        ),
        GroupShift(attribute="region", value="华北", on="2024-09-01", level=-0.5, fewer=True),
        TakeOff(
            customers=10, sizes=("小型", "中型"), away=("华北", "华东"), on="2024-10-01", growth=4.0, orders_least=7.0
        ),
        Activities(
            since="2023-07-01",
            before=480,
            a_year={"大型": 9.0, "中型": 4.2, "小型": 2.2},
            unseen=0.95,
            sorts=SORTS_HERE,
            complaints=(
                Complaint("到货延误影响停电计划", 0.36, "协调加急并派车直送", 2.8),
                Complaint("图纸与实物不符", 0.20, "现场整改并补图纸", 3.2),
                Complaint("试验不合格", 0.16, "返厂处理并重新试验", 2.6),
                Complaint("现场服务不及时", 0.28, "道歉并安排驻点", 2.8),
            ),
            complaint_share=0.02,
        ),
        Opportunities(
            since="2022-03-01",
            a_year={"大型": 4.2, "中型": 2.0, "小型": 0.8},
            kinds=("配网改造{}招标", "新建变电站{}项目", "厂区扩建{}采购", "年度{}框架招标", "光伏配套{}项目"),
            amount=0.22,
            amount_spread=0.7,
            least=40_000,
            odds=-0.8,
            support=1.0,
            visited=0.6,
            rivals=(
                Rival("华衡电气", 0.42),
                Rival("东拓开关", 0.30, (MEDIUM, RING, LOW_VOLTAGE)),
                Rival("启元变压器", 0.22, (TRANSFORMER, RING)),
                Rival("外资品牌", 0.12, (MEDIUM, TERMINAL, TRANSFORMER)),
                Rival("本地附件厂", 0.20, (ACCESSORY, TERMINAL)),
            ),
            gap=Gap(rival="东拓开关", line=MEDIUM, on="2022-03-01", strength=2.6),
            months=4.5,
            stages={"立项": 10, "技术交流": 25, "参与设计": 40, "投标": 60, "商务谈判": 80},
            bidding={"open": 0.45, "invited": 0.22, "quotation": 0.22, "volume": 0.08, "single": 0.03},
            reasons={"价格": 0.48, "业绩与资质": 0.18, "关系": 0.14, "交期": 0.12, "项目取消": 0.08},
            orders_own=True,
        ),
        Snapshots(),
        ContactRatings(
            judges=(SALES_BLIND, SERVICE),
            rated_on=("2023-06-30", "2023-12-29", "2024-06-28", "2024-12-27", "2025-06-27"),
        ),
        Costs(
            kinds=(
                Cost("freight", 0.018, regions={"西北": 2.0, "西南": 1.5, "华南": 1.2}),
                Cost("service", 0.015, customers=0.45, sizes=("大型", "中型"), spread=0.5, least=500),
                Cost("discounting", 0.013, customers=0.6, sizes=("大型", "中型"), least=300),
                Cost("rebate", 0.02, channels=("dealer",), least=500),
                Cost("claim", 0.01, customers=0.07, spread=0.8),
            )
        ),
        Retention(),
        Ratings(
            judges=RATERS,
            criteria={"行业地位": 1.4, "项目潜力": 0.5, "合作意愿": 0.0, "付款信誉": -0.3},
            sizes=("大型", "中型"),
        ),
        Competitors(
            ours="翎泰电气",
            scores=SCORES,
            judges=(
                Judge("销售总监·何文涛", bias=0.0, noise=0.7, evidence=("投标复盘", "客户反馈"), share=1.0),
                Judge("技术部·梁斌", bias=-0.5, noise=0.6, evidence=("样机比对", "公开试验报告"), share=1.0),
                Judge("市场部·宋颖", bias=0.2, noise=0.9, evidence=("行业报告", "招标公告统计"), share=1.0),
            ),
            flattery={"销售总监·何文涛": 2.0},
        ),
        Prospects(rivals=("华衡电气", "东拓开关", "启元变压器", "外资品牌")),
        INTERVIEWS,
    ),
    tells=Words(
        "关系评分与赢单无关的评分人；一位负责客户过多的业务员，走访不到的客户流失；一个竞争对手在一条产品线上几乎必赢；"
        "一个地区落后，被其余地区的增长掩盖；几家快速放量的黑马客户；潜在客户有门路的谈成率高得多；访谈里编码员对“业绩不够”看法不一。",
        "a rater whose relationship scores have nothing to do with wins; a salesperson with too many accounts, of which "
        "those not visited leave; a competitor that wins nearly always in one product line; a region that falls behind, "
        "hidden by growth elsewhere; a few dark horses whose business takes off; prospects with a way in are won far more often; "
        "coders who do not agree on “track record”.",
    ),
    seed=20251231,
)
