"""Products: what the firm sells."""

from helpers.company.schema import Column, Table
from helpers.language import Words

TABLE = Table(
    name="products",
    title=Words("产品", "Products"),
    about=Words("每个产品一行。", "One row a product."),
    key=("product",),
    known_on="launched_on",
    undated="keep",
    adds={
        "diagnosis": Words("产品线：把“量”和“结构”分开。", "Product lines: they tell volume from mix."),
    },
    columns=(
        Column(
            "product",
            "id",
            Words("编码", "Product code"),
            Words("产品的唯一编码。", "Unique code of the product."),
            "P001",
            required=True,
        ),
        Column(
            "name",
            "text",
            Words("名称", "Product name"),
            Words("产品名称。", "Name of the product."),
            "伺服驱动器 400W",
            required=True,
        ),
        Column(
            "line",
            "category",
            Words("产品线", "Product line"),
            Words("数量单位相同、可以相加的一类产品。", "Products whose quantities share a unit and can be added."),
            "伺服",
        ),
        Column(
            "series", "category", Words("系列", "Series"), Words("产品线内的系列。", "Series within the line."), "SD2"
        ),
        Column(
            "launched_on",
            "date",
            Words("上市日期", "Launched on"),
            Words("首次可售的日期。", "First day on sale."),
            "2022-06-01",
        ),
        Column(
            "standard_cost",
            "money",
            Words("标准成本", "Standard cost"),
            Words("每单位标准成本。", "Standard cost a unit."),
            "310.00",
            low=0,
            mutable=True,
        ),
        Column(
            "list_price",
            "money",
            Words("目录价", "List price"),
            Words("每单位目录价。", "List price a unit."),
            "460.00",
            low=0,
            mutable=True,
        ),
        Column(
            "status",
            "category",
            Words("状态", "Status"),
            Words("在售、停产或新品。", "On sale, discontinued or new."),
            "active",
            allowed={
                "active": Words("在售", "on sale"),
                "discontinued": Words("停产", "discontinued"),
                "new": Words("新品", "new"),
            },
            mutable=True,
        ),
    ),
)
