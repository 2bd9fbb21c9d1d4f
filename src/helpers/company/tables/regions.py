"""Regions: how large each market is, by whose estimate."""

from helpers.company.judged import JUDGED
from helpers.company.schema import Column, Table
from helpers.language import Words

TABLE = Table(
    name="regions",
    title=Words("区域市场", "Regions"),
    about=Words("每个区域每次估计一行。", "One row a region and estimate."),
    known_on="date",
    planned=True,
    adds={
        "diagnosis": Words("各区域的份额和渗透率。", "Share and penetration by region."),
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
            "potential",
            "money",
            Words("市场容量", "Market size"),
            Words("区域内同类产品的年需求额。", "Yearly demand for such products in the region."),
            "500000000.00",
            required=True,
            low=0,
        ),
        Column(
            "growth",
            "quantity",
            Words("市场增速", "Market growth"),
            Words("市场年增速，百分比。", "Growth of the market a year, per cent."),
            "6",
            unit=Words("百分比", "per cent"),
        ),
        *JUDGED,
    ),
)
