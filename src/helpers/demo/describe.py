"""What to tell a reader about the demo companies: invented, how, from which seed, by which command."""

from __future__ import annotations

from helpers.demo.market import markets
from helpers.language import Words

#: Committed demo companies: id, industry preset, seed.
COMMITTED = tuple((market.id, market.industry, market.seed) for market in markets().values() if market.seed is not None)
COMMAND = "python -m helpers.demo"
NEW = "course new COMPANY --demo --industry industrial_automation --seed 1"
MANY = "course new load --demo --count 200"

TITLE = Words("演示公司", "Demo companies")
INVENTED = Words(
    "演示公司全部是虚构的：公司、客户、人员、产品、订单和发票都由程序生成，没有任何真实企业的数据。"
    "名称由固定的字表随机组合而成，如与真实名称相同，纯属巧合。",
    "The demo companies are invented: the firm, its customers, people, products, orders and invoices are generated "
    "by a program, and no real firm's data is in them. Names are put together at random from fixed lists of "
    "syllables; any likeness to a real name is chance.",
)
HOW = Words(
    "每家公司对应一份市场描述（src/helpers/demo/markets/），其中每个参数都有名称和说明：行业、地区、规模、客户需求、"
    "采购周期、价格、季节、春节、退货、回款、级别，以及埋入的事实。同一份描述加同一个种子，生成的文件逐字节相同。"
    "订单先写成 ERP 导出的台账（带有真实台账常见的毛病；恒测的那一份留在 data/exports/），再用 course import 的程序导入，"
    "得到客户文件夹里的订单表；intake.json 就是这次导入的记录。联系人、商机、拜访、费用、评分等其余表格各是一个小模块"
    "（src/helpers/demo/parts/）：评分人的偏差和眼力都是参数。",
    "Each company has a described market (src/helpers/demo/markets/) in which every parameter has a name and a meaning: "
    "industries, regions, sizes, needs, purchase cycles, prices, seasons, Spring Festival, returns, payments, grades, "
    "and the facts that are planted. The same description and seed give the same files, byte for byte. Orders are "
    "written as the ledger an ERP would export (with the dirt real ledgers have; hengce's is kept in data/exports/) and "
    "read back by the program behind course import; what it reads is the folder's order table, and intake.json is its "
    "account. Contacts, opportunities, visits, costs, ratings and the other tables are one small module each "
    "(src/helpers/demo/parts/); how raters lean and how much they see are parameters.",
)
SIMPLE = Words(
    "为便于阅读，有几处比现实简单：开发票的公司每个客户每月开一张，金额不含税，与当月订单金额相等（翎泰的质保金另列一行）；"
    "除门店外，周末和法定节假日没有订单（调休上班日也没有）；"
    "财务年度合计有一年与订单合计有少量差异，原因故意不作说明。",
    "Some things are simpler than life, so that they can be followed: where there are invoices, one a customer and month, "
    "without tax and equal to that month's order lines (lingtai's retention money is a row of its own); but "
    "for shops no orders on weekends and public holidays (nor on weekends worked instead); and in one year finance's "
    "total differs a little from the orders, which is left unexplained on purpose.",
)
PLANTED = Words(
    "每家公司都埋入了几项事实，真相单独存放在 data/truth/，不在客户文件夹里。"
    "每一项都有测试：可靠的方法找得到，想当然的方法找不到；没有埋入事实的对照公司不会误报。",
    "In each company some facts are planted; the truth lies apart in data/truth/, not in the client folder. Each has a "
    "test in which a sound method finds it and a naive one misses it, and a twin company without the fact raises no "
    "alarm.",
)
AGAIN = Words(
    f"重新生成（逐字节相同）：`{COMMAND}`，只要一家加 `--only 编号`。另造一家：`{NEW}`。"
    f"一次造两百家供压力测试：`{MANY}`，各行业轮流，种子依次加一。"
    "要造一个新行业：在 src/helpers/demo/markets/ 里加一个模块，写明行业、地区、规模、产品和要埋的事实，其余都有默认值。",
    f"To make them again, byte for byte: `{COMMAND}`, one of them with `--only ID`. To make another: `{NEW}`. Two hundred "
    f"at once for load tests: `{MANY}`, all industries in turn, seeds in a row. For an industry of your own add a module "
    "to src/helpers/demo/markets/ that names industries, regions, sizes, products and what to plant; all else has defaults.",
)
SPOILERS = Words("剧透：每家公司埋了什么", "Spoilers: what is planted in each company")
#: The paragraphs of data/README.md, in order.
PARAGRAPHS = (INVENTED, HOW, SIMPLE, AGAIN, PLANTED)


def planted() -> dict[str, Words]:
    """What is planted in each committed company, by its id."""
    return {market.id: market.tells for market in markets().values() if market.seed is not None and market.tells}
