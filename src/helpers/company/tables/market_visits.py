"""Market visits: what was seen in a region, in three steps: the customer, the market, the competition."""

from helpers.company.judged import JUDGED
from helpers.company.schema import Column, Table
from helpers.language import Words


def _asked(name: str, zh: str, en: str, about_zh: str, about_en: str) -> Column:
    """An answer on the scale of 1 to 5, where 5 is always good for us."""
    return Column(
        name,
        "integer",
        Words(zh, en),
        Words(f"1 到 5 分，5 对我方最有利。{about_zh}", f"1 to 5; 5 is best for us. {about_en}"),
        "3",
        low=1,
        high=5,
    )


#: Questions of each step, in the order they are asked.
STEPS = {
    "customer": (
        _asked(
            "need_met",
            "需求满足",
            "Needs met",
            "1 主要需求没有满足，5 都已满足。",
            "1: the main needs are not met, 5: all are.",
        ),
        _asked(
            "standing",
            "我方口碑",
            "Our standing",
            "1 提到我方多是抱怨，5 主动推荐我方。",
            "1: complaints when we are named, 5: recommends us unasked.",
        ),
        _asked(
            "access",
            "决策人可及",
            "Access",
            "1 见不到决策人，5 随时能见到。",
            "1: those who decide cannot be met, 5: at any time.",
        ),
    ),
    "market": (
        _asked(
            "demand",
            "需求冷暖",
            "Demand",
            "1 明显下滑，3 持平，5 明显增长。",
            "1: falling clearly, 3: flat, 5: growing clearly.",
        ),
        _asked(
            "price_order",
            "价格秩序",
            "Price order",
            "1 乱价严重，5 价格稳定。",
            "1: prices undercut everywhere, 5: prices hold.",
        ),
        _asked(
            "channel_push",
            "渠道动力",
            "Channel's drive",
            "1 渠道不愿推我方，5 主推我方。",
            "1: the channel avoids us, 5: it pushes us first.",
        ),
    ),
    "competition": (
        _asked(
            "rival_presence",
            "对手少见",
            "Rivals absent",
            "1 对手到处可见，5 几乎不见。",
            "1: rivals everywhere, 5: hardly any.",
        ),
        _asked(
            "rival_offer",
            "对手不强",
            "Rivals weak",
            "1 对手的条件明显更好，5 明显更差。",
            "1: their offer is clearly better, 5: clearly worse.",
        ),
        _asked(
            "edge",
            "我方优势",
            "Our edge",
            "1 客户说不出为什么选我方，5 说得清楚而且看重。",
            "1: the customer cannot say why us, 5: says it and values it.",
        ),
    ),
}

TABLE = Table(
    name="market_visits",
    title=Words("市场走访", "Market visits"),
    about=Words(
        "每位走访人走访一个点一行：看客户、看市场、看对手三步，每步三问；没有问到的留空。",
        "One row a place seen by one visitor: customer, market, competition, three questions each; leave empty what was not asked.",
    ),
    known_on="date",
    adds={
        "diagnosis": Words(
            "现场看到的：各区域客户、市场、对手三步得分，对手的库存与交期。",
            "What was seen on site: scores of customer, market and competition by region, rivals' stock and delivery.",
        ),
    },
    columns=(
        Column(
            "region",
            "category",
            Words("地区", "Region"),
            Words("销售区域，与客户表一致。", "Sales region, as in the customer table."),
            "华东",
            required=True,
        ),
        Column(
            "place",
            "text",
            Words("走访点", "Place"),
            Words("走访的客户、门店、经销商或市场。", "Customer, shop, dealer or market that was visited."),
            "苏州机电市场三号厅",
            required=True,
        ),
        Column(
            "kind",
            "category",
            Words("走访类型", "Kind of place"),
            Words("走访的是谁。", "Who was visited."),
            "customer",
            allowed={
                "customer": Words("终端客户", "end customer"),
                "dealer": Words("经销商", "dealer"),
                "market": Words("市场或门店", "market or shop"),
                "fair": Words("展会", "trade fair"),
            },
        ),
        *(question for step in STEPS.values() for question in step),
        Column(
            "competitor",
            "text",
            Words("主要对手", "Main competitor"),
            Words("在该点最强的对手。", "The strongest competitor at this place."),
            "远拓自动化",
        ),
        Column(
            "rival_price",
            "quantity",
            Words("对手价格", "Competitor's price"),
            Words("同类产品，我方价格为 100。", "For a like product, ours being 100."),
            "95",
            low=0,
        ),
        Column(
            "rival_stock",
            "quantity",
            Words("对手现货", "Competitor's stock"),
            Words(
                "对手在当地的现货够卖几天；没有现货写 0。", "Days of sales the competitor has on the spot; 0 if none."
            ),
            "12",
            low=0,
        ),
        Column(
            "rival_delivery",
            "quantity",
            Words("对手交期", "Competitor's delivery time"),
            Words("从下单到收货的天数。", "Days from order to receipt."),
            "5",
            low=0,
        ),
        Column(
            "our_delivery",
            "quantity",
            Words("我方交期", "Our delivery time"),
            Words("从下单到收货的天数，由客户说。", "Days from order to receipt, as the customer tells it."),
            "12",
            low=0,
        ),
        *JUDGED,
    ),
)
