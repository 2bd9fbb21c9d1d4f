"""What a question or a theme is about: as the table says, else by the words it uses."""

from __future__ import annotations

from helpers.company.topics import TOPICS
from helpers.language import Message, msg

#: Words that give a topic away, looked for in this order: the special before the general.
WORDS: dict[str, tuple[str, ...]] = {
    "delivery": (
        "交期",
        "交货",
        "发货",
        "到货",
        "准时",
        "物流",
        "现货",
        "备货",
        "缺货",
        "排产",
        "deliver",
        "on time",
        "lead time",
        "shipment",
        "in stock",
    ),
    "price": ("价格", "性价比", "涨价", "报价", "便宜", "价值", "price", "value for money", "cost"),
    "competition": ("竞争", "竞品", "对手", "同行业其他", "competitor", "rival", "other supplier"),
    "loyalty": (
        "推荐",
        "再次购买",
        "继续购买",
        "采购量",
        "续约",
        "第二供应商",
        "忠诚",
        "recommend",
        "repurchase",
        "buy again",
        "buy more",
        "renew",
        "second supplier",
    ),
    "technology": (
        "选型",
        "调试",
        "技术",
        "功能",
        "产品系列",
        "新品",
        "engineering",
        "technical",
        "technology",
        "feature",
        "range",
    ),
    "service": ("售后", "服务", "响应", "维修", "客服", "态度", "service", "support", "response", "complaint"),
    "quality": ("质量", "稳定", "故障", "做工", "品质", "可靠", "quality", "reliab", "fault", "defect"),
    "satisfaction": ("满意", "satisf"),
}
#: Words of satisfaction as a whole.
OVERALL = ("总体", "整体", "总的来说", "综合", "overall", "all in all", "in general", "on the whole")

TOPIC_WORDS: dict[str, Message] = {
    "satisfaction": msg("satisfaction overall"),
    "loyalty": msg("continued buying"),
    "price": msg("price"),
    "delivery": msg("delivery"),
    "quality": msg("quality"),
    "service": msg("service"),
    "technology": msg("product and technical help"),
    "competition": msg("competitors"),
}


def topic_of(text: str, given: str | None = None) -> str:
    """Key of :data:`helpers.company.topics.TOPICS`, empty where nothing tells.

    ``given`` (the table's own word) wins; then satisfaction as a whole; then the first topic of which a word stands
    in the text.
    """
    if isinstance(given, str) and given in TOPICS:
        return given
    low = text.casefold()
    satisfied = any(word in low for word in WORDS["satisfaction"])
    if satisfied and any(word in low for word in OVERALL):
        return "satisfaction"
    for topic, words in WORDS.items():
        if any(word in low for word in words):
            return topic
    return ""
