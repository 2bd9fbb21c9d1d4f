"""What muyu's dealers and shops answer in its survey: content with the goods, and yet it hangs on taking goods back."""

from __future__ import annotations

from helpers.demo.parts.survey import Dip, Scale, Survey

SURVEY = Survey(
    scales=(
        Scale("Q2", "service", "卖不动的货好退好换", 3.2, weight=0.53),
        Scale("Q3", "quality", "产品破损少", 3.9, weight=0.185, facet="quality"),
        Scale("Q4", "quality", "包装结实，外箱不塌", 3.8, weight=0.185, facet="quality"),
        Scale("Q5", "quality", "产品好用，回头客多", 4.0, weight=0.185, facet="quality"),
        Scale("Q6", "quality", "批次稳定，客诉少", 3.8, weight=0.185, facet="quality"),
        Scale("Q7", "delivery", "小单也能按时送到", 3.8, weight=0.08),
        Scale("Q8", "technology", "陈列和促销有人帮", 3.5, weight=0.06),
        Scale("Q9", "price", "价格体系稳，有钱赚", 3.3, weight=0.05),
    ),
    overall=4.1,
    choice="进一个品牌的货，您最看重什么？（可多选）",
    asked={"大型": 36, "中型": 110, "小型": 130},
    answers={"大型": 0.74, "中型": 0.60, "小型": 0.48},
    wants={"利润空间": 0.70, "退换方便": 0.58, "产品口碑": 0.60, "送货及时": 0.42, "促销支持": 0.40, "品牌名气": 0.25},
    first={"退换货": 1.3, "价格体系": 0.8, "促销支持": 0.3, "送货": 0.0, "新品": -0.2},
    intends={"增加": 0.24, "差不多": 0.46, "减少": 0.16, "说不准": 0.14},
    remarks={
        "季末别再压货了，压下去最后还是退回来。": 0.07,
        "过季的货退一次要等两个月。": 0.06,
        "退换手续太多，店里没人会填。": 0.05,
        "网上卖得比我们进价还便宜。": 0.06,
        "产品没得说，宝妈回头买。": 0.07,
        "拉拉裤好卖，多给点陈列。": 0.05,
        "小单也请按时送。": 0.05,
        "促销员多来几次。": 0.04,
        "没有。": 0.05,
    },
    dip=Dip("便利店", "Q7", -1.2),
)
