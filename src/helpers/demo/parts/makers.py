"""Who sits at customers that make things, and who judges them: shared by firms that sell to makers."""

from __future__ import annotations

from helpers.demo.parts.contacts import Seat
from helpers.demo.parts.judges import OWNER, Judge

SEATS = (
    Seat(
        "总经办",
        "总经理",
        "approve",
        5,
        {"大型": 0.35, "中型": 0.45, "小型": 0.60},
        ("投资回报", "供应风险", "付款条件"),
    ),
    Seat(
        "采购部", "采购经理", "decide", 4, {"大型": 0.95, "中型": 0.85, "小型": 0.45}, ("采购价格", "账期", "准时交货")
    ),
    Seat(
        "技术部",
        "技术负责人",
        "decide",
        4,
        {"大型": 0.80, "中型": 0.60, "小型": 0.25},
        ("性能稳定", "选型支持", "样品进度"),
    ),
    Seat(
        "设备部", "设备主管", "use", 2, {"大型": 0.55, "中型": 0.30, "小型": 0.10}, ("停机时间", "备件供应", "维修响应")
    ),
    Seat("质量部", "质量主管", "influence", 2, {"大型": 0.40, "中型": 0.15, "小型": 0.0}, ("来料合格率", "质量报告")),
    Seat("生产部", "生产经理", "support", 3, {"大型": 0.35, "中型": 0.15, "小型": 0.05}, ("交期", "产线节拍")),
)

#: Relationship reviews: the salesperson, sure and high; the service engineers, modest and mostly right.
SALES_SEES = Judge(
    OWNER,
    bias=0.6,
    noise=0.6,
    sees=0.8,
    evidence=("我长期跟进，关系很好", "上月一起吃饭", "对方亲口表示支持", "拜访记录"),
    reliability={"A": 0.35, "B": 0.55, "C": 0.10},
    credibility={"1": 0.3, "2": 0.6, "3": 0.1},
)
SALES_BLIND = Judge(
    OWNER,
    bias=0.9,
    noise=0.8,
    sees=0.0,
    evidence=SALES_SEES.evidence,
    reliability=SALES_SEES.reliability,
    credibility=SALES_SEES.credibility,
)
SERVICE = Judge(
    "服务部·郑国强",
    bias=-0.2,
    noise=0.5,
    sees=1.0,
    share=0.7,
    evidence=("现场服务时的交谈", "维修记录", "对方提出的技术问题"),
    reliability={"B": 0.3, "C": 0.6, "D": 0.1},
    credibility={"2": 0.4, "3": 0.5, "4": 0.1},
)
DIRECTOR = Judge(
    "销售总监·何文涛",
    bias=0.1,
    noise=0.8,
    sees=0.6,
    share=0.35,
    evidence=("高层会面", "年会交流", "听取汇报"),
    reliability={"B": 0.5, "C": 0.5},
    credibility={"2": 0.5, "3": 0.5},
)

#: Customer ratings: three leanings that a reader can find where they judge the same customers.
RATERS = (
    Judge(OWNER, bias=1.0, noise=1.0, sees=1.0, evidence=("拜访记录", "客户年报", "个人判断")),
    Judge("财务部·胡敏", bias=-0.8, noise=0.8, sees=1.0, share=0.6, evidence=("回款记录", "工商信息", "征信报告")),
    Judge("市场部·宋颖", bias=0.0, noise=1.2, sees=1.0, share=0.45, evidence=("行业报告", "展会了解", "公开招标信息")),
)
