"""Words of what the front line of an automation maker hears: two things that are true, and much else."""

from __future__ import annotations

from helpers.demo.parts.intelligence import Rumour

#: The rival's stock in one region, in the words of those who heard of it.
STOCK = (
    "{customer}说柏森在{city}设了现货仓，{number}天就能到货",
    "柏森电气{city}仓库有现货，客户上午下单隔天到货",
    "听{customer}采购讲，柏森在{city}备了一仓库现货，交货只要{number}天",
    "{city}的经销商反映柏森现货充足，到货比我们快一个多星期",
    "柏森在{city}租了仓库备现货，{customer}的急单都转过去了",
    "{customer}设备部说柏森仓库就在{city}，要货{number}天到货，我们要等",
    "柏森{city}现货仓开了，变频器和伺服都有现货，到货很快",
    "{customer}反馈：同样的型号柏森现货{number}天到货，我们报的交期太长",
)
#: Machine builders everywhere put projects off.
PUT_OFF = (
    "{customer}今年新产线项目推迟，设备投资预算砍了",
    "{city}几家设备厂的新产线都推迟了，说预算没有批",
    "{customer}老板讲设备投资收缩，新产线项目往后推迟半年",
    "{customer}的扩产项目推迟，今年预算压缩，先不买设备",
    "{city}客户普遍反映订单少，扩产和新产线项目推迟",
    "听{customer}财务说设备投资预算砍掉三成，项目推迟",
    "{customer}项目推迟，说下游订单不足，新产线预算冻结",
    "{city}设备厂开工不足，新产线项目推迟，预算冻结",
)
#: Heard once each, of all kinds: words, and what they are about.
NOISE: tuple[tuple[str, str], ...] = (
    ("{customer}换了采购经理，新来的姓周，以前在外企", "people"),
    ("{customer}技术总监要退休，接班的人还没有定", "people"),
    ("远拓挖走了{city}一家代理的两个销售", "people"),
    ("{customer}的电气主管跳槽去了同行", "people"),
    ("{customer}老板的儿子开始管生产", "people"),
    ("德瑞克{city}办事处换了负责人", "people"),
    ("{customer}想学自己编程，问能不能办培训班", "product"),
    ("{customer}抱怨触摸屏在高温车间里死机", "product"),
    ("{customer}希望控制器支持国外的总线协议", "product"),
    ("德瑞克发布了新一代小型控制器，样本已经到{city}", "product"),
    ("{customer}在试用国产芯片的伺服，说噪声大", "product"),
    ("本地品牌的接近开关退货多，{customer}已经停用", "product"),
    ("{customer}问编码器能不能做成防爆的", "product"),
    ("远拓软件升级以后老程序打不开，{customer}很恼火", "product"),
    ("{customer}要求提供碳足迹数据，出口欧洲用", "policy"),
    ("{city}技改补贴的申报窗口下月截止", "policy"),
    ("{customer}明年起实行集中采购，由总部定价", "policy"),
    ("{city}工业园出了新的能耗限额", "policy"),
    ("听说进口关税要调整，{customer}在囤进口件", "policy"),
    ("{customer}招标要求投标方有本地服务网点", "policy"),
    ("本地低价品牌在{city}报价又降了一成", "price"),
    ("远拓对{customer}给了年度返点", "price"),
    ("{customer}拿网上的价格来压我们", "price"),
    ("德瑞克涨价通知发到了{city}代理手里", "price"),
    ("{customer}说铜价涨了，电缆供应商已经调价", "price"),
    ("有人在{city}低价甩卖我们停产的老型号", "price"),
    ("{customer}要求承兑汇票付款，不肯贴息", "price"),
    ("{city}一家代理同时在卖三个牌子", "channel"),
    ("{customer}想做我们在{city}的二级代理", "channel"),
    ("{city}机电城翻修，几家门店搬走了", "channel"),
    ("代理商抱怨我们直接给他的老客户报价", "channel"),
    ("{city}一家大代理的老板身体不好，想把生意盘出去", "channel"),
    ("平台电商开始卖传感器，{customer}在比价", "channel"),
    ("{customer}仓库积压了一批老款变频器想退", "delivery"),
    ("{customer}说上次的包装破了两箱", "delivery"),
    ("物流改走{city}中转以后签收单丢过一次", "delivery"),
    ("{customer}要求按周分批送货", "delivery"),
    ("听说上游磁钢厂检修，电机可能缺料", "delivery"),
    ("{customer}接了一张出口东南亚的大单", "demand"),
    ("{city}新建了一座电池厂，设备还没有定", "demand"),
    ("{customer}打算把老的纺机全部改造一遍", "demand"),
    ("{customer}准备搬到开发区的新厂房", "demand"),
    ("光伏组件厂停了两条线，{customer}受影响", "demand"),
    ("{customer}跟高校合作做视觉检测", "demand"),
    ("食品机械展上{customer}的新机型很受欢迎", "demand"),
    ("{customer}想用机器人代替上下料工人", "demand"),
    ("{customer}上市辅导开始了，内控流程变严", "people"),
    ("{customer}和远拓打官司，为的是专利", "policy"),
    ("{city}同行聚餐，都在说招不到调试工程师", "people"),
    ("{customer}夜班没有人会调参数，要求远程支持", "product"),
    ("德瑞克在{city}开了体验中心，请客户喝咖啡", "channel"),
    ("{customer}质检部说传感器线缆太短", "product"),
    ("{customer}年底盘点，暂停收货一周", "delivery"),
    ("隔壁厂火灾，{customer}停电三天", "demand"),
)


def rumours(region: str, competitor: str, since: str) -> tuple[Rumour, ...]:
    """The two true things: the rival's stock in a region, and projects put off everywhere."""
    return (
        Rumour("stock", STOCK, "delivery", since, 13, region, competitor),
        Rumour("put_off", PUT_OFF, "demand", since, 12),
    )
