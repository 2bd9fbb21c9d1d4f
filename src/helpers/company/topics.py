"""What a survey item, a theme of interviews and a sales figure can be about, so that they can be laid side by side."""

from __future__ import annotations

from helpers.company.schema import Column
from helpers.language import Words

TOPICS = {
    "satisfaction": Words("总体满意", "satisfaction overall"),
    "loyalty": Words("继续购买", "buying on"),
    "price": Words("价格", "price"),
    "delivery": Words("交期", "delivery"),
    "quality": Words("质量", "quality"),
    "service": Words("服务", "service"),
    "technology": Words("产品与技术支持", "product and technical help"),
    "competition": Words("竞争对手", "competitors"),
}

TOPIC = Column(
    "topic",
    "category",
    Words("议题", "Topic"),
    Words(
        "说的是什么，用来与访谈、问卷、销售对照；留空则按题目或主题的用词认。",
        "What it is about, to be laid beside interviews, survey and sales; left empty it is told from the wording.",
    ),
    "delivery",
    allowed=TOPICS,
)
