"""Yunhe Software (fictional): planning, sales and people software by the seat and year for Chinese firms."""

from __future__ import annotations

from helpers.demo.market import Market
from helpers.demo.parts.activities import Activities, Complaint, Sort
from helpers.demo.parts.competitors import Competitors
from helpers.demo.parts.contact_ratings import ContactRatings
from helpers.demo.parts.contacts import Contacts, Seat
from helpers.demo.parts.costs import Cost, Costs
from helpers.demo.parts.judges import OWNER, Judge
from helpers.demo.parts.makers import RATERS, SALES_SEES
from helpers.demo.parts.needs import Need, Needs, WhiteSpace
from helpers.demo.parts.opportunities import Opportunities, Rival
from helpers.demo.parts.overload import Overload
from helpers.demo.parts.ratings import Ratings
from helpers.demo.parts.subscriptions import Horses, Subscriptions
from helpers.demo.plans import (
    Dirt,
    FinancePlan,
    Grading,
    Industry,
    Payments,
    Population,
    Pricing,
    Product,
    Region,
    Returns,
    Seasons,
    Size,
)
from helpers.language import Words

PLAN, SALES, PEOPLE, INSIGHT, SERVICE = "进销存", "客户管理", "人力薪酬", "数据分析", "实施服务"

INDUSTRIES = (
    Industry("离散制造", 0.26, 1.2, ("精密制造", "机械", "电子"), {INSIGHT: 1.2, PEOPLE: 1.1}),
    Industry("批发贸易", 0.22, 0.9, ("商贸", "供应链", "贸易"), {SALES: 1.3, INSIGHT: 0.8}, endings=("有限公司",)),
    Industry(
        "连锁零售",
        0.16,
        1.0,
        ("商业", "便利", "百货"),
        {PEOPLE: 1.5, INSIGHT: 1.2},
        endings=("有限公司", "连锁有限公司"),
    ),
    Industry("专业服务", 0.14, 0.8, ("咨询", "设计", "检测技术"), {SALES: 1.4, PEOPLE: 0.9}, endings=("有限公司",)),
    Industry("物流运输", 0.12, 0.9, ("物流", "货运", "仓储"), {PEOPLE: 1.2, SALES: 0.8}),
    Industry("医疗器械", 0.10, 1.1, ("医疗器械", "医疗科技", "生物科技"), {SALES: 1.3, INSIGHT: 1.3}),
)

REGIONS = (
    Region("华东", 0.42, ("上海", "杭州", "苏州", "南京", "宁波", "合肥"), 5),
    Region("华南", 0.26, ("深圳", "广州", "东莞", "佛山", "厦门"), 3),
    Region("华北", 0.17, ("北京", "天津", "石家庄", "济南", "青岛"), 2),
    Region("中西部", 0.15, ("成都", "武汉", "重庆", "西安", "长沙"), 2),
)

SIZES = (
    Size("大型", 0.10, 900_000, 0.40, 0.28, {15: 0.30, 30: 0.70}),
    Size("中型", 0.36, 220_000, 0.42, 0.16, {0: 0.40, 15: 0.35, 30: 0.25}),
    Size("小型", 0.54, 52_000, 0.40, 0.06, {0: 0.85, 15: 0.15}),
)

#: Fees a seat and year; the service by the man-day.
PRODUCTS = (
    Product("YP-STD", "云禾进销存 标准版", PLAN, "进销存", 1_180, 0.24, 1.5, "2017-05-01"),
    Product("YP-PRO", "云禾进销存 专业版", PLAN, "进销存", 1_980, 0.22, 1.2, "2018-09-01"),
    Product("YP-MFG", "云禾进销存 制造版", PLAN, "进销存", 2_680, 0.23, 0.7, "2020-03-01"),
    Product("YC-STD", "云禾客户管理 标准版", SALES, "客户管理", 880, 0.22, 1.2, "2019-04-01"),
    Product("YC-PRO", "云禾客户管理 专业版", SALES, "客户管理", 1_480, 0.20, 0.8, "2020-06-01"),
    Product("YH-HR", "云禾人力 核心人事", PEOPLE, "人力", 360, 0.26, 1.2, "2020-10-01"),
    Product("YH-PAY", "云禾人力 薪酬考勤", PEOPLE, "人力", 520, 0.26, 1.0, "2021-03-01"),
    Product("YD-BI", "云禾数据 看板", INSIGHT, "数据", 1_280, 0.20, 1.0, "2021-11-01"),
    Product("YD-AI", "云禾数据 预测", INSIGHT, "数据", 2_180, 0.25, 0.4, "2024-06-03"),
    Product("YS-DAY", "实施服务 人天", SERVICE, "实施", 2_600, 0.62, 1.0, "2017-05-01"),
)

SEATS = (
    Seat(
        "总经办",
        "总经理",
        "approve",
        5,
        {"大型": 0.35, "中型": 0.55, "小型": 0.80},
        ("投入产出", "数据安全", "业务透明"),
    ),
    Seat(
        "信息部",
        "信息主管",
        "decide",
        4,
        {"大型": 0.95, "中型": 0.60, "小型": 0.10},
        ("接口开放", "系统稳定", "权限管理"),
    ),
    Seat("财务部", "财务经理", "decide", 4, {"大型": 0.70, "中型": 0.55, "小型": 0.35}, ("对账", "结账速度", "合规")),
    Seat(
        "业务部", "业务主管", "support", 3, {"大型": 0.55, "中型": 0.40, "小型": 0.20}, ("操作简便", "移动端", "报表")
    ),
    Seat("仓储部", "仓库主管", "use", 2, {"大型": 0.45, "中型": 0.30, "小型": 0.15}, ("扫码", "库存准确")),
    Seat("人事部", "人事主管", "use", 2, {"大型": 0.45, "中型": 0.25, "小型": 0.05}, ("排班", "算薪")),
)

SORTS = (
    Sort(
        "call",
        0.34,
        0.5,
        0,
        (
            ("续费提醒", "同意走续费流程", "发送续费合同"),
            ("使用情况回访", "活跃席位下降，原因待查", "约负责人沟通"),
            ("使用情况回访", "使用正常", "下季度回访"),
            ("增购沟通", "考虑增加席位", "发送报价"),
        ),
    ),
    Sort(
        "message",
        0.26,
        0.5,
        0,
        (("发送更新说明", "已读", ""), ("操作答疑", "已解决", ""), ("发送报价", "待内部审批", "三天后跟进")),
    ),
    Sort(
        "meeting",
        0.20,
        1.5,
        80,
        (
            ("季度业务回顾", "认可价值，提出新报表需求", "评估开发量"),
            ("线上培训", "完成新员工培训", ""),
            ("方案演示", "对数据分析感兴趣", "安排试用"),
        ),
    ),
    Sort(
        "visit",
        0.12,
        4.0,
        350,
        (("年度复盘", "计划扩大使用范围", "起草增购方案"), ("续约谈判", "要求更多折扣", "申请特价")),
    ),
    Sort("service", 0.08, 3.0, 60, (("上线支持", "基础数据导入完成", "一周后验收"), ("接口排查", "修复对接异常", ""))),
)

NEEDS = (
    Need("进销存准确", 8.6, 7.8, {PLAN: 2.8}),
    Need("业务过程透明", 7.8, 6.8, {SALES: 2.6, INSIGHT: 1.2}),
    Need("算薪考勤省时", 6.4, 6.2, {PEOPLE: 2.7}),
    Need("经营看板", 6.8, 6.0, {INSIGHT: 2.7, PLAN: 0.8}),
    Need("移动审批", 6.2, 6.6, {SALES: 1.8, PEOPLE: 1.6}),
    Need("批号效期追溯", 4.6, 5.6, {}),
    Need("多仓调拨", 5.6, 5.8, {PLAN: 1.6}),
)

SCORES = {
    "云禾软件": {"价格": 6.5, "易用": 7.5, "功能深度": 6.0, "服务": 6.5, "数据安全": 6.5},
    "拓帆云": {"价格": 7.0, "易用": 7.5, "功能深度": 5.5, "服务": 5.5, "数据安全": 6.0},
    "金衡软件": {"价格": 4.5, "易用": 5.5, "功能深度": 8.5, "服务": 6.0, "数据安全": 8.0},
    "简账通": {"价格": 8.5, "易用": 7.0, "功能深度": 4.0, "服务": 4.5, "数据安全": 5.5},
}

MARKET = Market(
    id="yunhe",
    name=Words("云禾软件（虚构）", "Yunhe Software (fictional)"),
    industry="business_software",
    basis="invoiced",
    industries=INDUSTRIES,
    regions=REGIONS,
    sizes=SIZES,
    products=PRODUCTS,
    population=Population(
        customers=520, arriving=0.45, dormant=0.04, one_time=0.03, oldest=2018, share_mean=0.5, share_spread=0.10
    ),
    seasons=Seasons(months=(0.70, 0.50, 1.20, 0.90, 0.90, 1.20, 0.85, 0.85, 1.00, 0.90, 1.10, 1.90), month_end=0.2),
    pricing=Pricing(rise_on="2024-07-01", rise=0.04, discount_most=0.42, cost_growth=0.01),
    returns=Returns(share=0.0),
    payments=Payments(habit_mean=5.0, credit_months=2.0),
    grading=Grading(noise=0.6, politics=0.4, reviewed_on="2024-01-10", later_on="2025-01-13"),
    finance=FinancePlan(odd_year=2025, difference=0.0004),
    dirt=Dirt(duplicates=8, without_customer=4, across_sheets=4, blank_ids=12, wide_ids=6),
    parts=(
        Contacts(seats=SEATS),
        Overload(
            region="华东",
            taken=0.45,
            on="2024-01-01",
            seen=0.20,
            leaving=0.65,
            leave_from="2024-03-01",
            leave_to="2025-09-30",
        ),
        Subscriptions(
            core=PLAN,
            extra={SALES: 0.30, PEOPLE: 0.28, INSIGHT: 0.18},
            service="YS-DAY",
            horses=Horses(customers=10, sizes=("小型",), growth=0.55),
        ),
        Activities(
            since="2023-01-01",
            a_year={"大型": 10.0, "中型": 5.0, "小型": 3.0},
            unseen=0.9,
            sorts=SORTS,
            complaints=(
                Complaint("系统卡顿", 0.34, "扩容并优化查询", 3.0),
                Complaint("接口数据不一致", 0.24, "修复接口并补数", 2.8),
                Complaint("客服响应慢", 0.28, "指定专属顾问", 2.6),
                Complaint("升级后操作变化", 0.14, "补充培训", 3.4),
            ),
            complaint_share=0.06,
            complaint_days=180,
        ),
        Opportunities(
            since="2023-07-01",
            a_year={"大型": 1.4, "中型": 0.8, "小型": 0.4},
            kinds=("增购{}", "{}升级", "集团推广{}", "新部门上线{}"),
            amount=0.35,
            least=5_000,
            months=2.2,
            lines_only=(PLAN, SALES, PEOPLE, INSIGHT),
            rivals=(
                Rival("拓帆云", 0.4),
                Rival("金衡软件", 0.3, strength=0.3),
                Rival("简账通", 0.3, strength=-0.2),
            ),
            stages={"线索": 10, "需求确认": 25, "演示试用": 45, "报价": 65, "合同审批": 85},
            bidding={"quotation": 0.8, "invited": 0.17, "open": 0.03},
            reasons={"价格": 0.4, "功能不满足": 0.3, "预算取消": 0.2, "关系": 0.1},
        ),
        ContactRatings(
            judges=(
                SALES_SEES,
                Judge(
                    "客户成功·林洁",
                    bias=-0.2,
                    noise=0.5,
                    sees=1.0,
                    share=0.5,
                    evidence=("回访记录", "使用数据", "工单"),
                ),
            ),
            rated_on=("2024-06-28", "2025-06-27"),
        ),
        Costs(
            kinds=(
                Cost("service", 0.05, customers=0.6, spread=0.6),
                Cost("promotion", 0.02, customers=0.2, spread=0.6),
                Cost("rebate", 0.05, sizes=("大型",), customers=0.5, least=500),
            )
        ),
        Ratings(judges=RATERS, criteria={"数字化程度": 0.6, "增长潜力": 0.3, "合作意愿": 0.0, "付款信誉": 0.2}),
        Needs(
            needs=NEEDS,
            judges=(
                Judge(OWNER, bias=0.6, noise=1.0, sees=1.0, share=0.8, evidence=("需求访谈", "回访记录")),
                Judge(
                    "产品部·徐思宁",
                    bias=-0.3,
                    noise=0.8,
                    sees=1.0,
                    share=0.6,
                    evidence=("使用数据", "需求工单", "访谈纪要"),
                ),
            ),
            white=WhiteSpace(industry="医疗器械", need="批号效期追溯", importance=9.0, satisfaction=3.2),
        ),
        Competitors(
            ours="云禾软件",
            scores=SCORES,
            judges=(
                Judge("销售总监·高立军", noise=0.8, evidence=("丢单复盘", "客户反馈")),
                Judge("产品部·徐思宁", bias=-0.3, noise=0.6, evidence=("竞品试用",)),
                Judge("市场部·宋颖", bias=0.2, noise=0.9, evidence=("公开评测", "客户访谈")),
            ),
            flattery={"销售总监·高立军": 1.8},
        ),
    ),
    tells=Words(
        "席位减少的客户在下一次续约时大多流失；一位负责客户过多的客户经理，回访不到的客户流失；"
        "一个行业有一项重要而没有产品满足的需求；几家席位快速增长的小客户。",
        "customers that gave back seats mostly leave at the next renewal; an account manager with too many accounts, of "
        "which those not called leave; a need of one industry that matters and no product meets; a few small customers "
        "whose seats grow fast.",
    ),
    seed=20251231,
)
