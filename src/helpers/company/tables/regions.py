"""Regions: how large each market is, by whose estimate."""

from helpers.company.judged import JUDGED
from helpers.company.schema import Column, Table
from helpers.language import Words

TABLE = Table(
    name="regions",
    title=Words("区域市场", "Regions"),
    about=Words("每个区域每次估计一行。", "One row a region and estimate."),
    known_on="date",
    adds={
        "diagnosis": Words(
            "各区域的容量、份额、渗透率，以及该进该守该退的区域矩阵。",
            "Market size, share and penetration by region, and the matrix of where to invest, hold or withdraw.",
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
        Column(
            "accounts",
            "integer",
            Words("目标客户数", "Target customers"),
            Words("区域内值得做的客户一共多少家，含尚未合作的。", "Customers worth having in the region, ours or not."),
            "600",
            low=0,
        ),
        *JUDGED,
    ),
)
