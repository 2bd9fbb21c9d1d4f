"""Hengce Automation (fictional): controls, drives and sensors for Chinese machine builders."""

from __future__ import annotations

from helpers.demo import heard
from helpers.demo.market import Market
from helpers.demo.parts.activities import Activities
from helpers.demo.parts.blind_lists import BlindLists, Picker
from helpers.demo.parts.competitors import Competitors
from helpers.demo.parts.contact_ratings import ContactRatings
from helpers.demo.parts.contacts import Contacts
from helpers.demo.parts.costs import Cost, Costs
from helpers.demo.parts.hengce_voices import INTERVIEWS, SURVEY
from helpers.demo.parts.intelligence import Intelligence
from helpers.demo.parts.judges import Judge
from helpers.demo.parts.makers import DIRECTOR, RATERS, SALES_SEES, SEATS, SERVICE
from helpers.demo.parts.market_visits import Local, MarketVisits
from helpers.demo.parts.opportunities import Opportunities, Rival
from helpers.demo.parts.problems import Cause, Problems
from helpers.demo.parts.prospects import Prospects
from helpers.demo.parts.ratings import Ratings
from helpers.demo.parts.regions import Guess, Regions
from helpers.demo.parts.rival_entry import RivalEntry
from helpers.demo.parts.surroundings import Change, Driver, Later, Surroundings
from helpers.demo.plans import (
    Dirt,
    Festival,
    FinancePlan,
    Grading,
    Industry,
    Population,
    Pricing,
    Product,
    Purchasing,
    Region,
    Returns,
    Seasons,
    Size,
    StoryPlan,
)
from helpers.language import Words

INDUSTRIES = (
    Industry(
        "包装机械", 0.19, 0.97, ("包装机械", "包装设备", "智能包装装备"), {"PLC": 1.4, "伺服": 1.3, "人机界面": 1.3}
    ),
    Industry("锂电设备", 0.10, 1.25, ("锂电装备", "新能源装备", "电池设备"), {"伺服": 2.0, "PLC": 1.3, "传感器": 1.2}),
    Industry("纺织机械", 0.13, 0.88, ("纺织机械", "纺机", "针织机械"), {"变频器": 2.0, "人机界面": 1.1}),
    Industry("机床", 0.13, 1.03, ("数控机床", "精密机床", "机床制造"), {"伺服": 1.8, "变频器": 1.2}),
    Industry("物流设备", 0.11, 1.1, ("物流装备", "输送设备", "智能仓储设备"), {"变频器": 1.6, "传感器": 1.7}),
    Industry("光伏设备", 0.07, 1.2, ("光伏装备", "太阳能设备"), {"伺服": 1.6, "传感器": 1.4, "PLC": 1.2}),
    Industry("食品机械", 0.11, 0.85, ("食品机械", "食品装备", "灌装设备"), {"变频器": 1.4, "PLC": 1.2, "传感器": 1.2}),
    Industry("注塑机", 0.08, 0.92, ("注塑机械", "塑料机械", "橡塑机械"), {"伺服": 1.5, "人机界面": 1.5}),
    Industry("机电贸易", 0.08, 0.9, ("机电", "自动化设备", "工控"), {}, dealer=True),
)

REGIONS = (
    Region("华东", 0.41, ("苏州", "无锡", "常州", "宁波", "杭州", "嘉兴", "上海", "合肥", "南通", "台州", "温州"), 5),
    Region("华南", 0.24, ("东莞", "佛山", "深圳", "中山", "广州", "惠州", "珠海", "厦门"), 3),
    Region("华北", 0.12, ("天津", "青岛", "济南", "石家庄", "潍坊", "北京", "廊坊"), 2),
    Region("华中", 0.09, ("武汉", "长沙", "郑州", "襄阳", "株洲"), 1),
    Region("西南", 0.07, ("成都", "重庆", "德阳", "绵阳"), 1),
    Region("东北", 0.04, ("沈阳", "大连", "长春"), 1),
    Region("西北", 0.03, ("西安", "宝鸡", "兰州"), 1),
)

SIZES = (
    Size("大型", 0.09, 2_600_000, 0.36, 0.20, {60: 0.25, 90: 0.50, 120: 0.25}),
    Size("中型", 0.30, 560_000, 0.42, 0.12, {30: 0.20, 60: 0.50, 90: 0.30}),
    Size("小型", 0.61, 95_000, 0.48, 0.05, {30: 0.70, 60: 0.30}),
)

PRODUCTS = (
    Product("P101", "可编程控制器 HP1 14点", "PLC", "HP1", 620, 0.58, 1.5, "2018-05-01"),
    Product("P102", "可编程控制器 HP1 24点", "PLC", "HP1", 880, 0.57, 1.8, "2018-05-01"),
    Product("P103", "可编程控制器 HP1 40点", "PLC", "HP1", 1280, 0.57, 1.2, "2018-05-01"),
    Product("P104", "可编程控制器 HP3 32点", "PLC", "HP3", 1980, 0.54, 1.1, "2020-09-01"),
    Product("P105", "可编程控制器 HP3 60点", "PLC", "HP3", 2860, 0.54, 0.8, "2020-09-01"),
    Product("P106", "运动控制器 HP5 8轴", "PLC", "HP5", 5200, 0.50, 0.5, "2022-03-01"),
    Product("P107", "运动控制器 HP5 16轴", "PLC", "HP5", 7900, 0.49, 0.3, "2022-03-01"),
    Product("P108", "运动控制器 HP7 32轴", "PLC", "HP7", 9800, 0.47, 0.5, "2024-03-18"),
    Product("S201", "伺服驱动器 HS2 200W", "伺服", "HS2", 780, 0.66, 1.2, "2019-06-01"),
    Product("S202", "伺服驱动器 HS2 400W", "伺服", "HS2", 860, 0.66, 1.6, "2019-06-01"),
    Product("S203", "伺服驱动器 HS2 750W", "伺服", "HS2", 1080, 0.65, 1.6, "2019-06-01"),
    Product("S204", "伺服驱动器 HS2 1.5kW", "伺服", "HS2", 1760, 0.65, 0.9, "2019-06-01"),
    Product("S205", "伺服电机 HM2 400W", "伺服", "HM2", 690, 0.68, 1.5, "2019-06-01"),
    Product("S206", "伺服电机 HM2 750W", "伺服", "HM2", 920, 0.68, 1.4, "2019-06-01"),
    Product("S207", "伺服电机 HM2 1.5kW", "伺服", "HM2", 1650, 0.67, 0.7, "2019-06-01"),
    Product("S208", "总线伺服驱动器 HS6 750W", "伺服", "HS6", 1460, 0.60, 1.0, "2023-05-15"),
    Product("S209", "总线伺服驱动器 HS6 3kW", "伺服", "HS6", 3300, 0.59, 0.6, "2023-05-15"),
    Product("V301", "变频器 HV1 0.75kW", "变频器", "HV1", 520, 0.70, 1.6, "2016-04-01"),
    Product("V302", "变频器 HV1 1.5kW", "变频器", "HV1", 610, 0.70, 1.6, "2016-04-01"),
    Product("V303", "变频器 HV1 2.2kW", "变频器", "HV1", 740, 0.70, 1.3, "2016-04-01", "2024-12-31"),
    Product("V304", "变频器 HV1 4kW", "变频器", "HV1", 1050, 0.69, 1.0, "2016-04-01", "2024-12-31"),
    Product("V305", "变频器 HV3 5.5kW", "变频器", "HV3", 1480, 0.67, 0.9, "2020-02-01"),
    Product("V306", "变频器 HV3 11kW", "变频器", "HV3", 2350, 0.66, 0.6, "2020-02-01"),
    Product("V307", "变频器 HV3 22kW", "变频器", "HV3", 3980, 0.66, 0.4, "2020-02-01"),
    Product("V308", "变频器 HV3 45kW", "变频器", "HV3", 7600, 0.65, 0.2, "2020-02-01"),
    Product("H401", "触摸屏 HT4 4.3寸", "人机界面", "HT4", 430, 0.62, 1.3, "2018-10-01"),
    Product("H402", "触摸屏 HT4 7寸", "人机界面", "HT4", 620, 0.62, 1.8, "2018-10-01"),
    Product("H403", "触摸屏 HT4 10寸", "人机界面", "HT4", 1180, 0.61, 1.0, "2018-10-01"),
    Product("H404", "触摸屏 HT8 12寸", "人机界面", "HT8", 2150, 0.57, 0.5, "2021-07-01"),
    Product("H405", "触摸屏 HT8 15寸", "人机界面", "HT8", 2980, 0.56, 0.3, "2021-07-01"),
    Product("H406", "工业平板 HT9 15寸", "人机界面", "HT9", 5400, 0.55, 0.2, "2025-03-10"),
    Product("E501", "接近传感器 HE1 M12", "传感器", "HE1", 58, 0.52, 1.6, "2017-01-01"),
    Product("E502", "接近传感器 HE1 M18", "传感器", "HE1", 66, 0.52, 1.4, "2017-01-01"),
    Product("E503", "光电传感器 HE2 漫反射", "传感器", "HE2", 128, 0.50, 1.5, "2018-08-01"),
    Product("E504", "光电传感器 HE2 对射", "传感器", "HE2", 186, 0.50, 1.1, "2018-08-01"),
    Product("E505", "光纤放大器 HE3", "传感器", "HE3", 240, 0.48, 0.8, "2019-11-01"),
    Product("E506", "激光测距传感器 HE5 100mm", "传感器", "HE5", 980, 0.45, 0.5, "2021-04-01"),
    Product("E507", "激光测距传感器 HE5 400mm", "传感器", "HE5", 1380, 0.45, 0.4, "2021-04-01"),
    Product("E508", "增量编码器 HE6 1024线", "传感器", "HE6", 260, 0.55, 0.9, "2018-08-01"),
    Product("E509", "绝对值编码器 HE6 17位", "传感器", "HE6", 690, 0.53, 0.6, "2023-10-09"),
)

#: What presses on a maker of controls from outside. The second date brings one piece of news on each side.
SURROUNDINGS = Surroundings(
    changes=(
        Change("political", "设备更新补贴带动老线改造", "opportunity", 3.6, 70, "year", "行业协会季度通报"),
        Change("political", "重点项目要求控制系统国产化", "opportunity", 3.2, 55, "three", "招标文件汇总"),
        Change("political", "出口管制波及客户的海外订单", "threat", 2.8, 35, "three", "客户来信"),
        Change("economic", "下游设备厂推迟扩产", "threat", 4.2, 65, "year", "大客户年度计划"),
        Change(
            "economic",
            "同行降价抢份额",
            "threat",
            3.8,
            60,
            "year",
            "投标开标记录",
            Later(4.4, 85, "三家经销商的新报价单"),
        ),
        Change("economic", "铜价与芯片价格上涨", "threat", 3.0, 45, "year", "采购部月报"),
        Change("social", "熟练调试工程师难招", "threat", 3.0, 60, "three", "人力资源年报"),
        Change("social", "年轻设备主管习惯线上选型", "opportunity", 2.6, 65, "three", "官网访问记录", Later(3.2, 80)),
        Change("technological", "总线与运动控制一体化成为标配", "opportunity", 4.0, 60, "three", "展会见闻"),
        Change("technological", "远程运维成为招标条件", "opportunity", 3.0, 50, "three", "招标文件汇总"),
        Change("technological", "设备厂自研控制器", "threat", 3.4, 30, "later", "技术交流纪要"),
    ),
    drivers=(
        Driver("rivalry", "对手交期比我们短", 2.8, 4, "丢单复盘", Later(4.6, None, "华东对手设了现货仓")),
        Driver("rivalry", "低端产品同质化", 4.0, 3, "投标开标记录"),
        Driver("rivalry", "行业增速放缓", 2.6, 3, "行业协会季度通报", Later(4.2, None, "协会下调全年预测")),
        Driver("entrants", "低价品牌进入传感器", 3.2, 3, "经销商反馈"),
        Driver("entrants", "认证与应用经验需要多年", 2.0, 4, "技术部评估"),
        Driver("substitutes", "客户用集成方案取代单机控制", 2.6, 3, "技术交流纪要"),
        Driver("substitutes", "大客户自研控制器", 2.4, 3, "技术交流纪要"),
        Driver("suppliers", "主控芯片只有两家可选", 3.6, 4, "采购部月报"),
        Driver("suppliers", "电机与结构件货源充足", 1.8, 2, "采购部月报"),
        Driver("buyers", "客户普遍有两家以上供应商", 3.8, 4, "客户访谈", later_weight=5),
        Driver("buyers", "换控制器要重写程序", 2.2, 3, "客户访谈", later_weight=2),
    ),
    judges=(
        Judge("市场部·宋颖", bias=0.0, noise=0.4),
        Judge("销售总监·何文涛", bias=0.3, noise=0.5),
        Judge("技术部·梁斌", bias=-0.2, noise=0.4),
        Judge("财务部·胡敏", bias=0.0, noise=0.6, reliability={"B": 0.5, "C": 0.4, "E": 0.1}),
    ),
)

#: A rival entered this region with stock on the spot; the step in all demand is another matter, and everywhere.
ENTERED, ENTRANT, SINCE, WIDE = "华东", "柏森电气", "2024-07-01", "华南"

VISITORS = (
    Judge("市场部·宋颖", bias=0.0, noise=0.6, evidence=("走访照片", "现场记录")),
    Judge("销售总监·何文涛", bias=0.5, noise=0.7, evidence=("现场记录", "客户口述")),
    Judge("服务经理·唐海燕", bias=-0.4, noise=0.5, evidence=("服务单", "现场记录")),
)

SCORES = {
    "恒测自动化": {"产品性能": 7.0, "价格": 6.8, "交期": 5.6, "服务": 7.4, "品牌": 5.8},
    "远拓自动化": {"产品性能": 7.2, "价格": 6.2, "交期": 6.0, "服务": 6.4, "品牌": 7.0},
    "柏森电气": {"产品性能": 6.6, "价格": 7.0, "交期": 8.2, "服务": 6.2, "品牌": 6.2},
    "德瑞克": {"产品性能": 7.8, "价格": 5.4, "交期": 5.4, "服务": 6.0, "品牌": 7.6},
    "本地低价品牌": {"产品性能": 4.6, "价格": 8.6, "交期": 6.4, "服务": 4.8, "品牌": 3.8},
}

CAUSES = (
    Cause("丢单增多"),
    Cause("交期比对手长", "丢单增多"),
    Cause("华东没有现货", "交期比对手长", 2_600_000, 60, 4.6, 2.0),
    Cause("排产一周只排一次", "交期比对手长", 900_000, 48, 3.8, 2.6),
    Cause("关键芯片只有一家供应", "交期比对手长", 1_100_000, 9, 4.2, 4.6),
    Cause("报价慢", "丢单增多"),
    Cause("技术方案只有一人审核", "报价慢", 700_000, 90, 3.6, 3.4),
    Cause("报价没有模板", "报价慢", 350_000, 150, 3.0, 1.2),
    Cause("回款慢"),
    Cause("验收单没有人催", "回款慢", 1_500_000, 70, 4.0, 1.4),
    Cause("对账一季一次", "回款慢", 400_000, 20, 2.6, 2.2),
    Cause("投诉重复发生"),
    Cause("包装不防潮", "投诉重复发生", 160_000, 25, 1.8, 2.0),
    Cause("老型号没有备件", "投诉重复发生", 280_000, 30, 2.4, 3.8),
)

MARKET = Market(
    id="hengce",
    name=Words("恒测自动化（虚构）", "Hengce Automation (fictional)"),
    industry="industrial_automation",
    basis="invoiced",
    industries=INDUSTRIES,
    regions=REGIONS,
    sizes=SIZES,
    products=PRODUCTS,
    population=Population(
        customers=760,
        dormant=0.025,
        one_time=0.09,
        oldest=2012,
        share_mean=0.36,
        grouped=0.06,
        group_size=(2, 4),
    ),
    purchasing=Purchasing(
        orders_elasticity=0.78,
    ),
    seasons=Seasons(
        months=(0.97, 0.97, 1.07, 1.02, 1.00, 1.05, 0.87, 0.86, 1.00, 0.97, 1.07, 1.17),
        month_end_days=4,
        month_end=0.35,
        growth=0.17,
        festival=Festival(before=10, pulled_forward=0.4),
    ),
    pricing=Pricing(
        rise_on="2024-04-01",
        rise=0.03,
        cost_growth=0.012,
        mix_drift={"伺服": 0.20, "变频器": -0.14},
    ),
    returns=Returns(share=0.026, days=(4, 45)),
    grading=Grading(
        shares=(0.15, 0.35),
        noise=0.8,
    ),
    story=StoryPlan(
        level_on="2024-07-01",
        level=-0.25,
        leaving=0.08,
        stopping=0.1,
        stopping_sizes=("中型", "小型"),
        untapped=0.25,
        untapped_sizes=("大型",),
        untapped_share=0.22,
        late=22,
        late_days=150.0,
        late_spread=0.3,
        late_invoices=6,
    ),
    finance=FinancePlan(odd_year=2024, difference=0.0006),
    dirt=Dirt(duplicates=37, across_sheets=14, blank_ids=60, wide_ids=25),
    parts=(
        Contacts(seats=SEATS),
        Activities(since="2024-07-01", a_year={"大型": 9.0, "中型": 3.2, "小型": 0.8}),
        Opportunities(
            since="2024-01-01",
            rivals=(
                Rival("远拓自动化", 0.35),
                Rival("柏森电气", 0.25, ("变频器", "伺服")),
                Rival("德瑞克", 0.25, ("PLC", "伺服", "传感器"), strength=0.3),
                Rival("本地低价品牌", 0.15, ("传感器", "人机界面", "变频器")),
            ),
        ),
        ContactRatings(judges=(SALES_SEES, SERVICE, DIRECTOR), rated_on=("2025-06-20",)),
        Costs(
            kinds=(
                Cost(
                    "freight", 0.012, sizes=("大型", "中型"), least=150, regions={"西北": 1.9, "东北": 1.6, "西南": 1.4}
                ),
                Cost("rebate", 0.03, channels=("dealer",), least=500),
                Cost("rebate", 0.015, sizes=("大型",), least=1_000),
                Cost("service", 0.02, customers=0.18, spread=0.6),
                Cost("discounting", 0.011, customers=0.4, sizes=("大型", "中型"), least=300),
                Cost("claim", 0.006, customers=0.06, spread=0.8),
            )
        ),
        Ratings(judges=RATERS),
        SURVEY,
        INTERVIEWS,
        BlindLists(
            pickers=(
                Picker("孟建国", "2025-12-29T09:10", noise=0.8, years_old=1.0),
                Picker("沈丽萍", "2025-12-29T09:15", noise=1.1),
                Picker("郝志远", "2025-12-29T09:40", noise=0.6, regions=("华东",)),
            )
        ),
        SURROUNDINGS,
        RivalEntry(rival=ENTRANT, region=ENTERED, on=SINCE, sells=("变频器", "伺服")),
        Regions(
            beyond=5.0,
            growth={ENTERED: -2.0, WIDE: 7.0, "": 3.0},
            growth_spread=1.5,
            guesses=(
                Guess("市场部·宋颖", 0.0, 0.12, "设备产量乘以单机用量", "B", "2", "2025-11-18"),
                Guess("销售总监·何文涛", 0.35, 0.18, "大区会议口头估计", "C", "3", "2025-12-02"),
                Guess("咨询顾问·沈思远", -0.15, 0.12, "行业报告折算", "B", "3", "2025-10-20"),
            ),
            wider={WIDE: 1.9},
            accounts=2.6,
        ),
        MarketVisits(
            since="2024-09-01",
            a_year={ENTERED: 18.0, WIDE: 14.0, "华北": 11.0, "": 7.0},
            judges=VISITORS,
            rivals={"远拓自动化": 0.4, ENTRANT: 0.25, "德瑞克": 0.2, "本地低价品牌": 0.15},
            answers={"demand": 2.5, "standing": 3.6, "need_met": 3.4},
            local=Local(
                ENTERED,
                ENTRANT,
                {"rival_presence": 1.7, "rival_offer": 1.9, "edge": 2.4, "channel_push": 2.6},
                stock=18.0,
                delivery=3.0,
            ),
        ),
        Competitors(
            ours="恒测自动化",
            scores=SCORES,
            judges=(
                Judge("销售总监·何文涛", bias=0.2, noise=0.7, evidence=("投标复盘", "客户反馈")),
                Judge("技术部·梁斌", bias=-0.4, noise=0.6, evidence=("样机比对",)),
                Judge("市场部·宋颖", bias=0.0, noise=0.7, evidence=("客户访谈", "招标公告统计")),
                Judge("咨询顾问·沈思远", bias=-0.2, noise=0.6, evidence=("第三方调研",)),
            ),
            flattery={"销售总监·何文涛": 1.8},
            weights={"产品性能": 25, "价格": 20, "交期": 30, "服务": 15, "品牌": 10},
            local={
                ENTERED: {
                    "恒测自动化": {"产品性能": 7.0, "价格": 6.8, "交期": 5.0, "服务": 7.4, "品牌": 5.8},
                    ENTRANT: {"产品性能": 6.6, "价格": 7.0, "交期": 9.4, "服务": 6.2, "品牌": 6.2},
                }
            },
        ),
        Problems(
            causes=CAUSES,
            judges=(
                Judge("销售总监·何文涛", noise=0.5, bias=0.3, evidence=("销售例会",)),
                Judge("生产部·梁国栋", noise=0.5, bias=-0.2, evidence=("生产周报",)),
                Judge("财务部·胡敏", noise=0.5, evidence=("应收账款表",)),
            ),
        ),
        Intelligence(
            rumours=heard.rumours(ENTERED, ENTRANT, SINCE),
            noise=heard.NOISE,
            entries=46,
            since="2024-01-15",
            rivals=("远拓自动化", "德瑞克", "本地低价品牌"),
        ),
        Prospects(rivals=("远拓自动化", "柏森电气", "德瑞克", "本地低价品牌")),
    ),
    tells=Words(
        "水平下移一次，藏在增长之下；春节移动；近期停购的客户；采购量远低于同类的大客户；迟迟不付款、多数发票尚未"
        "回款的客户；目录价上调一次；一家对手自 2024 年年中起在华东备现货、交期短，那里丢单多、走访看得到、评分和情报都说到，"
        "而水平下移是各地都有的，另有原因（情报里的项目推迟）；一位评分人高估自家；华南市场大而我方份额低；"
        "问卷里说满意、却在少买的客户：满意其实取决于交期，而与满意最相关的是四道说同一件事的质量题；包装机械的客户对交期更不满；"
        "访谈里编码员对“价格压力”看法不一；潜在客户有门路的谈成率高得多。",
        "one step down in the level of business, hidden under growth; the moving Spring Festival; customers that "
        "stopped lately; large customers that buy far less than their peers; customers that pay so late that "
        "most of their invoices are still open; one rise of list prices; a rival that keeps stock in East China since "
        "mid-2024 and delivers fast, seen in lost projects, visits, scores and intelligence, while the step in all demand "
        "is everywhere and has another cause (projects put off, told in the intelligence); a rater who flatters our own "
        "firm; a wide market in South China where our share is small; customers who say in the survey that they are content and "
        "buy less, whose satisfaction hangs on delivery while four quality statements that say the same thing go with it most; "
        "packaging-machine makers who are less content with delivery; coders who do not agree on “price pressure”; "
        "prospects with a way in are won far more often.",
    ),
    seed=20251231,
    exported=True,
)
