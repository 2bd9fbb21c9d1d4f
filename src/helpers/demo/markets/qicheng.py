"""Qicheng Pharma (fictional): prescription medicines for hospitals, pharmacy chains and distributors in China."""

from __future__ import annotations

from helpers.demo.market import Market
from helpers.demo.parts.activities import Activities, Complaint, Sort
from helpers.demo.parts.competitors import Competitors
from helpers.demo.parts.contact_ratings import ContactRatings
from helpers.demo.parts.contacts import Contacts, Seat
from helpers.demo.parts.costs import Cost, Costs
from helpers.demo.parts.judges import OWNER, Judge
from helpers.demo.parts.needs import Need, Needs, WhiteSpace
from helpers.demo.parts.opportunities import Gap, Opportunities, Rival
from helpers.demo.parts.overload import Overload
from helpers.demo.parts.ratings import Ratings
from helpers.demo.parts.regions import Guess, Regions
from helpers.demo.parts.snapshots import Snapshots
from helpers.demo.parts.volume_procurement import Award, VolumeProcurement
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

HEART, SUGAR, INFECTION, STOMACH, LUNG = "心血管", "内分泌", "抗感染", "消化", "呼吸"
TERTIARY, SECONDARY, PRIMARY, CHAIN, DISTRIBUTOR = "三级医院", "二级医院", "基层医疗", "连锁药店", "医药商业"
HOSPITALS = (TERTIARY, SECONDARY, PRIMARY)
PLAIN = ("",)
INDUSTRIES = (
    Industry(
        TERTIARY,
        0.18,
        2.8,
        ("区人民医院", "大学附属医院", "区中心医院", "区第一医院", "大学第二附属医院"),
        {INFECTION: 1.8, HEART: 1.2},
        endings=PLAIN,
    ),
    Industry(
        SECONDARY,
        0.28,
        1.0,
        ("县人民医院", "区中医医院", "县中医院", "区第二医院", "区妇幼保健院"),
        {INFECTION: 1.3},
        endings=PLAIN,
    ),
    Industry(
        PRIMARY,
        0.24,
        0.22,
        ("街道社区卫生服务中心", "镇中心卫生院", "镇卫生院"),
        {HEART: 1.6, SUGAR: 1.6, INFECTION: 0.3},
        endings=PLAIN,
    ),
    Industry(
        CHAIN,
        0.16,
        0.7,
        ("大药房", "医药", "健康药房"),
        {HEART: 1.5, SUGAR: 1.6, STOMACH: 1.3, INFECTION: 0.15},
        endings=("连锁有限公司",),
    ),
    Industry(DISTRIBUTOR, 0.14, 1.1, ("医药", "医药商贸", "药品", "医药物流"), {}, dealer=True, endings=("有限公司",)),
)

EAST, NORTH, SOUTH, CENTRE, WEST, NORTHEAST = "华东", "华北", "华南", "华中", "西南", "东北"
REGIONS = (
    Region(EAST, 0.32, ("南京", "苏州", "杭州", "合肥", "济南", "宁波", "徐州", "青岛"), 7),
    Region(NORTH, 0.16, ("石家庄", "太原", "天津", "保定", "唐山"), 4),
    Region(SOUTH, 0.15, ("广州", "佛山", "南宁", "福州", "泉州"), 4),
    Region(CENTRE, 0.17, ("武汉", "长沙", "郑州", "南昌", "洛阳"), 4),
    Region(WEST, 0.12, ("成都", "重庆", "昆明", "贵阳"), 3),
    Region(NORTHEAST, 0.08, ("沈阳", "长春", "哈尔滨"), 2),
)

SIZES = (
    Size("大型", 0.12, 2_400_000, 0.34, 0.05, {90: 0.35, 120: 0.40, 180: 0.25}),
    Size("中型", 0.38, 700_000, 0.40, 0.03, {60: 0.40, 90: 0.40, 120: 0.20}),
    Size("小型", 0.50, 180_000, 0.46, 0.02, {30: 0.40, 60: 0.60}),
)

#: Prices a box (盒), vial (支) or bottle (瓶) at which hospitals buy, before any tender of the period.
PRODUCTS = (
    Product("C101", "苯磺酸左氨氯地平片 2.5mg×14片", HEART, "降压", 19.8, 0.30, 1.4, "2012-06-01", pack=10),
    Product("C102", "瑞舒伐他汀钙片 10mg×14片", HEART, "调脂", 24.6, 0.28, 1.3, "2014-03-01", pack=10),
    Product("C103", "沙库巴曲缬沙坦钠片 100mg×14片", HEART, "心衰", 62.0, 0.22, 0.9, "2023-03-01", pack=10),
    Product("C104", "盐酸曲美他嗪缓释片 35mg×30片", HEART, "抗心绞痛", 56.4, 0.14, 1.2, "2016-09-01", pack=10),
    Product("C105", "替格瑞洛片 90mg×14片", HEART, "抗血小板", 48.5, 0.20, 0.8, "2020-05-01", pack=10),
    Product("E201", "盐酸二甲双胍缓释片 0.5g×30片", SUGAR, "降糖", 18.6, 0.34, 1.4, "2011-04-01", pack=10),
    Product("E202", "达格列净片 10mg×14片", SUGAR, "降糖", 58.0, 0.20, 1.1, "2022-07-01", pack=10),
    Product("E203", "西格列汀二甲双胍片 50mg/850mg×28片", SUGAR, "降糖", 76.0, 0.20, 0.7, "2023-01-15", pack=10),
    Product("E204", "岐格列艾汀片（1类新药）5mg×14片", SUGAR, "创新药", 128.0, 0.12, 0.5, "2024-01-20", pack=5),
    Product("A301", "注射用哌拉西林钠他唑巴坦钠 4.5g", INFECTION, "青霉素类", 32.8, 0.42, 1.3, "2010-03-01", pack=10),
    Product("A302", "盐酸莫西沙星氯化钠注射液 250mL", INFECTION, "喹诺酮类", 46.5, 0.34, 1.0, "2017-08-01", pack=10),
    Product("A303", "注射用头孢他啶阿维巴坦钠 2.5g", INFECTION, "头孢类", 385.0, 0.24, 0.4, "2023-04-10", pack=2),
    Product("G401", "艾司奥美拉唑镁肠溶胶囊 20mg×14粒", STOMACH, "抑酸", 64.0, 0.15, 1.3, "2015-05-01", pack=10),
    Product("G402", "枸橼酸莫沙必利片 5mg×24片", STOMACH, "促动力", 29.5, 0.26, 1.0, "2013-10-01", pack=10),
    Product("G403", "铝碳酸镁咀嚼片 0.5g×24片", STOMACH, "黏膜保护", 21.6, 0.36, 0.9, "2010-01-01", pack=10),
    Product("R501", "吸入用布地奈德混悬液 1mg×5支", LUNG, "吸入激素", 52.0, 0.26, 1.2, "2021-02-01", pack=10),
    Product("R502", "孟鲁司特钠咀嚼片 5mg×12片", LUNG, "抗炎", 46.8, 0.18, 1.2, "2014-11-01", pack=10),
    Product("R503", "噻托溴铵粉雾剂 18μg×30粒", LUNG, "支气管扩张", 98.0, 0.24, 0.6, "2019-09-01", pack=5),
)

OVERLOADED = EAST
RIVALS = ("翊澜制药", "昱沣药业", "祺珂生物")

#: Who sits where. Nobody is known at every customer, least of all at small ones.
SEATS = (
    Seat(
        "院办",
        "分管副院长",
        "approve",
        5,
        {"大型": 0.55, "中型": 0.30, "小型": 0.12},
        ("药占比", "合规", "次均费用"),
        HOSPITALS,
    ),
    Seat(
        "药剂科",
        "药剂科主任",
        "decide",
        5,
        {"大型": 0.95, "中型": 0.80, "小型": 0.40},
        ("供货稳定", "集采完成率", "目录结构"),
        HOSPITALS,
    ),
    Seat(
        "临床科室",
        "科室主任医师",
        "influence",
        4,
        {"大型": 0.90, "中型": 0.65, "小型": 0.25},
        ("疗效证据", "安全性", "指南推荐"),
        HOSPITALS,
    ),
    Seat(
        "临床科室",
        "主治医师",
        "use",
        2,
        {"大型": 0.60, "中型": 0.25, "小型": 0.10},
        ("用药方便", "患者依从性"),
        HOSPITALS,
    ),
    Seat(
        "药剂科",
        "临床药师",
        "support",
        3,
        {"大型": 0.45, "中型": 0.15, "小型": 0.0},
        ("相互作用", "说明书依据"),
        HOSPITALS,
    ),
    Seat(
        "采购部",
        "采购总监",
        "decide",
        5,
        {"大型": 0.95, "中型": 0.80, "小型": 0.45},
        ("毛利率", "账期", "首推资源"),
        (CHAIN, DISTRIBUTOR),
    ),
    Seat(
        "营运部",
        "执业药师主管",
        "influence",
        3,
        {"大型": 0.55, "中型": 0.25, "小型": 0.05},
        ("店员培训", "会员用药"),
        (CHAIN,),
    ),
    Seat(
        "质管部",
        "质量负责人",
        "support",
        2,
        {"大型": 0.40, "中型": 0.20, "小型": 0.05},
        ("首营资料", "冷链记录"),
        (CHAIN, DISTRIBUTOR),
    ),
)

#: Academic contacts only: what is discussed, no gifts; cost is travel, rooms and printed matter.
SORTS = (
    Sort(
        "visit",
        0.58,
        1.5,
        40,
        (
            ("学术拜访：传递最新指南要点", "认可证据，关注安全性", "补充文献"),
            ("学术拜访：解答用药问题", "已答复相互作用问题", "两周后回访"),
            ("药剂科沟通供货", "确认月度用量", "协调配送商备货"),
            ("进院进度沟通", "等待药事会排期", "准备提单资料"),
            ("集采报量沟通", "提交上年用量", "核对约定采购量"),
        ),
    ),
    Sort(
        "call", 0.12, 0.5, 0, (("回复不良反应咨询", "已提供说明书依据", "按规定上报"), ("确认配送到货", "已到货", ""))
    ),
    Sort("message", 0.10, 0.5, 0, (("发送文献", "已收到", ""), ("发送会议通知", "确认参加", "现场签到"))),
    Sort(
        "meeting",
        0.14,
        3.0,
        900,
        (("科室会：产品学术介绍", "现场提问较多", "整理问题清单"), ("药师沙龙：合理用药", "同意院内宣讲", "约定时间")),
    ),
    Sort(
        "event",
        0.06,
        6.0,
        2400,
        (("城市学术会议", "专家分享病例", "会后跟进参会医师"), ("区域学术年会", "展台登记", "按名单回访")),
    ),
)
COMPLAINTS = (
    Complaint("配送不及时", 0.42, "更换配送企业", 3.0),
    Complaint("临近效期", 0.24, "换货", 3.4),
    Complaint("断供影响临床", 0.22, "协调周边库存调拨", 2.4),
    Complaint("包装破损", 0.12, "换货", 3.8),
)

#: Who judges relationships. The commercial director is sure of himself and sees nothing; medical is stern and right.
RELATIONSHIP = (
    Judge(
        OWNER,
        bias=0.6,
        noise=0.6,
        sees=0.8,
        evidence=("拜访记录", "科室会反馈", "对方主动询问资料"),
        reliability={"B": 0.7, "C": 0.3},
        credibility={"2": 0.6, "3": 0.4},
    ),
    Judge(
        "医学部 宋雅琳",
        bias=-0.7,
        noise=0.45,
        share=0.8,
        evidence=("学术会发言", "临床观点访谈", "处方点评记录"),
        reliability={"B": 0.4, "C": 0.6},
        credibility={"2": 0.4, "3": 0.6},
    ),
    Judge(
        "商务总监 郭永涛",
        bias=0.4,
        noise=0.9,
        sees=0.0,
        share=0.8,
        evidence=("与院领导多年交情", "院方亲口承诺", "会上口头表态"),
        reliability={"A": 0.6, "B": 0.4},
        credibility={"1": 0.5, "2": 0.5},
    ),
)

MARKET = Market(
    id="qicheng",
    name=Words("岐澄药业（虚构）", "Qicheng Pharma (fictional)"),
    industry="pharmaceuticals",
    industries=INDUSTRIES,
    regions=REGIONS,
    sizes=SIZES,
    products=PRODUCTS,
    population=Population(
        customers=370,
        arriving=0.14,
        dormant=0.03,
        one_time=0.05,
        oldest=2013,
        share_mean=0.28,
        share_spread=0.07,
        grouped=0.0,
    ),
    purchasing=Purchasing(
        reference_revenue=100_000,
        reference_orders=7.0,
        orders_elasticity=0.35,
        orders_spread=0.2,
        regularity=9.0,
        value_spread=0.24,
        lines_mean=0.75,
        loyalty=1.0,
    ),
    seasons=Seasons(
        months=(1.08, 0.96, 1.04, 0.98, 0.96, 0.93, 0.92, 0.94, 0.98, 1.00, 1.08, 1.14),
        month_end_days=4,
        month_end=0.25,
        growth=0.06,
        festival=Festival(before=7, after=9, depth=0.6, pulled_forward=0.6, caught_up=0.2),
    ),
    pricing=Pricing(
        dealer_discount=0.08, discount_spread=0.012, discount_most=0.2, line_spread=0.004, cost_growth=0.01
    ),
    returns=Returns(share=0.012, whole=0.5, days=(10, 70)),
    payments=Payments(habit_mean=15.0, habit_spread=14.0, spread=9.0, credit_months=4.0),
    finance=FinancePlan(odd_year=2023, difference=0.0006),
    dirt=Dirt(duplicates=16, without_customer=12, across_sheets=8),
    seed=20251231,
    parts=(
        Overload(
            region=OVERLOADED,
            taken=0.42,
            on="2024-07-01",
            seen=0.35,
            leaving=0.35,
            leave_from="2025-01-15",
            leave_to="2025-07-31",
        ),
        VolumeProcurement(
            awards=(
                Award("C104", "2025-01-01", 0.68, 1.5),
                Award("G401", "2025-01-01", 0.62, 1.5),
                Award("R502", "2025-01-01", 0.0, 0.3),
            ),
            bound=HOSPITALS,
            follow=0.25,
        ),
        Contacts(seats=SEATS, support_mean=0.9, support_customer=0.8, support_person=0.4),
        Activities(
            since="2024-01-01",
            a_year={"大型": 11.0, "中型": 5.5, "小型": 3.0},
            sorts=SORTS,
            complaints=COMPLAINTS,
            complaint_share=0.006,
        ),
        ContactRatings(judges=RELATIONSHIP, rated_on=("2023-12-20", "2024-12-20")),
        Opportunities(
            since="2024-01-01",
            a_year={"大型": 4.5, "中型": 2.4, "小型": 0.8},
            kinds=("{}进院", "{}药事会提单", "{}扩科使用", "{}集采报量", "{}临采转常规目录"),
            amount=0.2,
            least=5_000,
            industries=HOSPITALS,
            kind_bidding={"{}集采报量": "volume"},
            odds=-0.3,
            support=1.0,
            visited=0.5,
            rivals=(Rival(RIVALS[0], 0.44), Rival(RIVALS[1], 0.36), Rival(RIVALS[2], 0.20, (SUGAR, LUNG, HEART))),
            gap=Gap(RIVALS[1], LUNG, "2024-03-01", 3.5),
            months=4.5,
            stages={"立项": 10, "药剂科受理": 25, "科室提单": 45, "药事会审议": 65, "目录维护": 85},
            bidding={"open": 0.3, "single": 0.3, "quotation": 0.4},
            reasons={"价格": 0.35, "目录名额已满": 0.25, "证据不足": 0.2, "关系": 0.12, "药事会延期后取消": 0.08},
            gap_reason="剂型与吸入装置",
            signed="进院",
        ),
        Snapshots(),
        Needs(
            needs=(
                Need("疗效确切", 8.6, 7.2, {HEART: 2.5, SUGAR: 2.5, INFECTION: 2.4, STOMACH: 2.3, LUNG: 2.4}),
                Need("供货稳定", 8.0, 6.6, {HEART: 2.2, SUGAR: 2.2, INFECTION: 1.8, STOMACH: 2.4, LUNG: 2.0}),
                Need("医保与价格可及", 7.8, 6.4, {HEART: 2.4, SUGAR: 2.0, STOMACH: 2.2, LUNG: 1.8}),
                Need("学术与用药支持", 6.6, 6.2, {HEART: 2.0, SUGAR: 2.2, INFECTION: 1.6, STOMACH: 1.4, LUNG: 1.8}),
                Need("慢病随访管理", 5.2, 5.4, {}),
                Need("儿童适宜剂型", 5.0, 5.2, {LUNG: 1.6}),
            ),
            white=WhiteSpace(PRIMARY, "慢病随访管理", 8.0, 2.8),
            judges=(
                Judge(OWNER, bias=0.8, noise=1.0, sees=0.8, evidence=("客户访谈", "拜访记录")),
                Judge("市场部 何晓敏", bias=-0.5, noise=0.9, share=0.7, evidence=("问卷", "焦点小组")),
                Judge("产品部 林国斌", noise=0.8, share=0.4, evidence=("产品说明书", "临床资料")),
            ),
            share={"大型": 0.8, "中型": 0.5, "小型": 0.4},
        ),
        Costs(
            kinds=(
                Cost("promotion", 0.055, 0.4, 0.6, least=300.0),
                Cost("freight", 0.012, 0.3, 0.5, regions={WEST: 1.6, NORTHEAST: 1.4}, least=200.0),
                Cost("rebate", 0.02, 0.3, 0.8, channels=("dealer",)),
                Cost("discounting", 0.006, 0.3, 0.15, ("大型", "中型")),
            )
        ),
        Ratings(
            judges=(
                Judge(OWNER, bias=1.0, noise=1.0, sees=0.8),
                Judge("医学部 宋雅琳", bias=-0.5, noise=0.8, share=0.7, evidence=("学术影响力名单", "科室病种结构")),
                Judge("财务部 胡立洁", bias=-0.3, noise=0.8, share=0.5, evidence=("回款台账",)),
            ),
            criteria={"学科地位": 1.3, "处方潜力": 0.9, "合作意愿": 0.0, "回款及时": -0.3},
        ),
        Competitors(
            ours="岐澄药业",
            scores={
                "岐澄药业": {
                    "疗效证据": 7.0,
                    "价格": 6.2,
                    "供货稳定": 7.2,
                    "学术服务": 7.0,
                    "剂型与装置": 4.6,
                    "产品线宽度": 6.4,
                },
                "翊澜制药": {
                    "疗效证据": 7.4,
                    "价格": 5.2,
                    "供货稳定": 6.8,
                    "学术服务": 7.2,
                    "剂型与装置": 6.4,
                    "产品线宽度": 7.6,
                },
                "昱沣药业": {
                    "疗效证据": 6.8,
                    "价格": 6.6,
                    "供货稳定": 6.0,
                    "学术服务": 5.8,
                    "剂型与装置": 8.0,
                    "产品线宽度": 5.4,
                },
                "祺珂生物": {
                    "疗效证据": 6.6,
                    "价格": 7.2,
                    "供货稳定": 4.2,
                    "学术服务": 5.2,
                    "剂型与装置": 5.8,
                    "产品线宽度": 4.6,
                },
            },
            judges=(
                Judge("商务总监 郭永涛", bias=0.3, noise=1.0, sees=0.7),
                Judge("市场部 何晓敏", noise=0.7, evidence=("医师调研", "公开招标结果")),
                Judge("医学部 宋雅琳", bias=-0.5, noise=0.7, evidence=("文献检索", "指南比对")),
            ),
            flattery={"商务总监 郭永涛": 1.6, "市场部 何晓敏": 0.5},
        ),
        Regions(
            beyond=9.0,
            growth={NORTHEAST: 1.0, WEST: 6.0, "": 4.0},
            growth_spread=1.5,
            guesses=(
                Guess("市场部 何晓敏", 0.0, 0.10, "样本医院用药数据放大", "B", "2", "2025-11-15"),
                Guess("商务总监 郭永涛", 0.4, 0.20, "大区经理汇总", "C", "4", "2025-12-02"),
                Guess("咨询顾问 罗思华", -0.15, 0.12, "医保统筹支出推算", "B", "3", "2025-09-28"),
            ),
        ),
    ),
    tells=Words(
        "集中带量采购降价，中选品种收入下降被误认为需求流失，真正流失的是未中选的品种；"
        "一位评分人的关系判断与进院结果无关；一名代表客户过多，顾不上的客户流失；"
        "基层医疗有一项需求无人满足；对一家对手在一条产品线上连连失手。"
        "医院的订单按流向记在医院名下，经配送商发货；各省的集采在同一天执行。",
        "volume procurement cuts prices, and the revenue lost on products that won is taken for "
        "lost demand, while the one that lost the tender did lose it; one rater's judgement of relationships has "
        "nothing to do with listings won; a representative with too many accounts, of which the unseen ones leave; a "
        "need of primary care that nobody meets; one competitor that wins one product line. Orders of hospitals stand "
        "under the hospital though distributors deliver them; the tender's prices begin on the same day everywhere.",
    ),
)
