"""Phones, mails, addresses, identity numbers and names of people nobody listed, inside free text.

Patterns for Chinese and English business notes. Numbers with a check digit (identity, bank card,
credit code) are taken where it is right, or where the words before say what they are: a mistyped
identity number is still somebody's. What follows no pattern, such as a name without a title, a nickname
or a description ("the director who moved to Ningbo"), is not found: a person must read free text
before it leaves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from helpers.intake.privacy import checksum
from helpers.intake.privacy.known import Span

_HAN = r"一-鿿"
#: The hundred or so surnames of nearly nine in ten Chinese (Ministry of Public Security, yearly name report), and double ones.
_DOUBLE = "欧阳|上官|司马|诸葛|司徒|皇甫|夏侯|东方|尉迟|令狐|慕容|公孙|长孙|端木"
_SINGLE = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆"
    "范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文傅施洪季庄柯"
)
#: Surnames of one sign.
SURNAMES = frozenset(_SINGLE)
_SURNAME = rf"(?:{_DOUBLE}|[{_SINGLE}])"
_TITLE = (
    "先生|女士|小姐|太太|经理|总监|总经理|董事长|主任|工程师|老师|处长|科长|部长|厂长|院长|所长|校长|主管|教授|博士|会计|"
    "出纳|采购员|秘书|助理|店长|医生|师傅|老板|书记|局长|院士|律师|队长|组长|班长|主席|专员"
)
_SHORT_TITLE = "总|工|董|姐|哥|处|科|局|院|老|叔|婶|阿姨"
#: Words that stand directly before a person's name.
_BEFORE = (
    "联系人|联络人|收件人|收货人|经办人|负责人|对接人|签收人|签字人|申请人|报价人|业务员|法人代表|法人|姓名|采购员|采购经理|采购|经理|"
    "主任|总监|名叫|叫做|我叫|他叫|她叫|拜访了|拜访|致电|约了|找到|找|问|请|转给|发给|抄送|陪同|同事|客户|财务|出纳|会计"
)
#: Characters that end a name rather than belong to one.
_NOT_GIVEN = "的了在说和与及跟是有到来去问要把给请对从向就也都不没已再还会能可让被，。、；：先女经总主工董处科部厂院"
_GIVEN = rf"(?:(?![{_NOT_GIVEN}])[{_HAN}])"
_FIRM_END = "有限责任公司|股份有限公司|有限公司|股份公司|集团公司|分公司|总公司|公司|集团"
_STOP = "我们和与跟在向对给由从把被的了是去到找，。、；：为让请同及或将已"
_NUMBER_WORD = "路|街|大道|巷|弄|胡同|大街|公路|新村|小区|花园|广场|大厦|工业园|园区|产业园|科技园"
_STREET = (
    "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Way|Court|Ct|Square|Sq|Place|Pl|Terrace|Highway|Parkway|"
    "Close|Crescent|Quay|Strasse|Straße|straße|strasse|Platz|weg"
)
_PLATES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"


def _card(text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    return 13 <= len(digits) <= 19 and len(set(digits)) > 1 and checksum.luhn(digits)


def _old_identity(text: str) -> bool:
    return text[0] in "123456789" and checksum.born("19" + text[6:12])


def _always(text: str) -> bool:
    return True


#: Domain, pattern (group ``v`` is what is replaced, else the whole), whether what was found is one.
_PATTERNS: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = tuple(
    (domain, re.compile(pattern, flags), test)
    for domain, pattern, flags, test in (
        ("mail", r"[\w.+%-]+\s?@\s?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.ASCII, _always),
        ("mail", r"\b[\w.+-]+\s?[\[(]at[\])]\s?[\w-]+(?:\s?(?:[\[(]dot[\])]|\.)\s?[\w-]+)+", re.ASCII | re.I, _always),
        ("link", r"(?:https?://|www\.)[^\s一-鿿，。；、）)\"'<>]+", re.I, _always),
        ("identity", r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])", 0, checksum.identity),
        ("identity", r"(?<![0-9A-Za-z])[0-9A-HJ-NPQRTUWXY]{18}(?![0-9A-Za-z])", 0, checksum.credit),
        (
            "identity",
            r"(?:身份证|证件|护照|港澳通行证|ID card|ID no|ID number|identity card|passport|统一社会信用代码|信用代码|税号|纳税人识别号|tax no|VAT)"
            r"[^\dA-Za-z一-鿿]{0,3}(?:号码|号|为|是|no\.?|number|is)?[^\dA-Za-z一-鿿]{0,3}(?P<v>[A-Z]{0,3}\d[\dA-Z]{5,19})(?![0-9A-Za-z])",
            re.I,
            _always,
        ),
        ("identity", r"(?<![0-9A-Za-z])\d{15}(?![0-9A-Za-z])", 0, _old_identity),
        ("card", r"(?<![\d.-])\d(?:[ -]?\d){12,18}(?![\d-])", 0, _card),
        (
            "card",
            r"(?:卡号|银行卡|账号|帐号|账户|帐户|户头|card no|card number|card|account no|account number|account|a/c|IBAN)"
            r"[^\dA-Za-z一-鿿]{0,3}(?:号码|号|为|是|no\.?|number|is)?[^\dA-Za-z一-鿿]{0,3}(?P<v>(?:[A-Z]{2}\d{2}[ ]?)?\d(?:[ -]?[\dA-Z]){7,28})(?![0-9A-Za-z])",
            re.I,
            _always,
        ),
        ("phone", r"(?<![\d.])(?:\+?86[- ]?|0086[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)", 0, _always),
        (
            "phone",
            r"(?<![\d.-])\(?0\d{2,3}\)?[- ]?[2-9]\d{2,3}[- ]?\d{4}(?:\s*(?:转|ext\.?|x|-)\s*\d{1,5})?(?![\d-])",
            0,
            _always,
        ),
        ("phone", r"(?<![\d.-])[48]00[- ]?\d{3,4}[- ]?\d{3,4}(?![\d-])", 0, _always),
        (
            "phone",
            r"(?<![\d.\w])\+\d{1,3}(?:[ .-]?\(?\d{1,4}\)?){2,5}(?!\d)",
            0,
            lambda t: 8 <= sum(c.isdigit() for c in t) <= 15,
        ),
        ("phone", r"(?<![\d.\w-])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?![\d-])", 0, _always),
        (
            "phone",
            r"(?:电话|座机|手机|传真|分机|tel|phone|mobile|fax|cell|call|ring)[^\d+]{0,8}(?P<v>\+?\d[\d ()-]{5,16}\d)(?!\d)",
            re.I,
            _always,
        ),
        (
            "account",
            r"(?:微信号?|加微|wechat(?: id)?|wx|QQ号?|钉钉号?|抖音号?|支付宝(?:账号)?|skype|whatsapp|line id)[^\w一-鿿]{0,2}(?:是|为|is|id)?[^\w一-鿿]{0,2}(?P<v>[A-Za-z0-9][\w-]{4,29})",
            re.I | re.ASCII,
            lambda t: bool(re.search(r"[\d_-]", t)) or len(t) >= 6,
        ),
        (
            "plate",
            rf"[{_PLATES}][A-HJ-NP-Z]\s?[·•]?\s?[A-HJ-NP-Z0-9]{{4,5}}[A-HJ-NP-Z0-9挂学警港澳](?![A-Za-z0-9])",
            0,
            _always,
        ),
        (
            "place",
            rf"(?:(?:(?![{_STOP}寄送])[{_HAN}]){{2,8}}(?:省|自治区))?(?:(?:(?![{_STOP}寄送])[{_HAN}]){{2,7}}?(?:市|自治州|地区|盟))?(?:(?:(?![{_STOP}寄送])[{_HAN}]){{1,7}}?(?:区|县|旗|镇|乡|开发区|高新区))*"
            rf"(?:(?![{_STOP}])[{_HAN}A-Za-z0-9]){{1,12}}?(?:{_NUMBER_WORD})(?:[{_HAN}]{{0,3}})?\s?[0-9零一二三四五六七八九十百]+(?:[-–][0-9]+)?\s?(?:号|弄|巷|栋|幢|座)"
            rf"(?:[{_HAN}A-Za-z0-9 -]{{0,14}}?(?:室|楼|层|栋|幢|单元|号楼|座|房|厂房|门))*",
            0,
            _always,
        ),
        (
            "place",
            rf"[{_HAN}]{{2,6}}(?:区|县|镇|乡)[{_HAN}]{{1,6}}(?:村|社区)(?:[0-9一二三四五六七八九十]+(?:组|号|队))+",
            0,
            _always,
        ),
        (
            "place",
            rf"\b\d{{1,5}}[A-Za-z]?,?\s(?:(?:North|South|East|West|[NSEW])\.?\s)?(?:[A-Z][\w'’-]+\s){{1,4}}(?:{_STREET})\b\.?"
            r"(?:,?\s(?:Apt|Suite|Unit|Flat|Floor|Room|#)\.?\s?\w+)?(?:,\s[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?){0,2}(?:,?\s[A-Z]{2}\s\d{5}(?:-\d{4})?)?",
            0,
            _always,
        ),
        (
            "place",
            r"\b[A-ZÄÖÜ][\wäöüß-]{2,}(?:straße|strasse|weg|platz|allee|gasse)\s\d{1,4}[a-z]?(?:,?\s\d{5}\s[A-Z]\w+)?",
            0,
            _always,
        ),
        ("place", r"\bP\.?\s?O\.?\s?Box\s\d+", re.I, _always),
        (
            "firm",
            rf"(?:(?![{_STOP}])[{_HAN}A-Za-z0-9（）()]){{2,24}}?(?:{_FIRM_END})(?:[{_HAN}]{{1,8}}?(?:分公司|办事处|分厂))?",
            0,
            lambda t: t not in _PLAIN_FIRMS,
        ),
        (
            "firm",
            r"\b(?:[A-Z][\w&'’-]*,?\s){1,5}(?:Ltd|Inc|GmbH|LLC|Corp|Corporation|Limited|PLC|AG|KG|B\.?V|S\.?A|S\.?p\.?A|Pty|Co)\b\.?(?:,?\s(?:Ltd|KG|Inc)\b\.?)?",
            0,
            _always,
        ),
        ("person", rf"(?P<v>{_SURNAME}{_GIVEN}{{0,2}}?)(?:{_TITLE})", 0, _always),
        (
            "person",
            rf"(?<![{_HAN}])(?P<v>{_SURNAME})(?:{_SHORT_TITLE})(?!程|业|厂|具|艺|作|计|数|额|价|部|体|量|共|成|线|结)",
            0,
            _always,
        ),
        (
            "person",
            rf"(?:和|与|跟|找|请|问|见|约|给|向|由|同|访|陪|让|被|是|但|，|。|；|：|:|,)(?P<v>{_SURNAME})(?:{_SHORT_TITLE})(?!程|业|厂|具|艺|作|计|数|额|价|部|体|量|共|成|线|结)",
            0,
            _always,
        ),
        (
            "person",
            rf"(?:老|小)(?P<v>[{_SINGLE}])(?=[，。、；：！？\s]|说|的|来|去|在|那|负责|反映|表示|$)",
            0,
            _always,
        ),
        (
            "person",
            rf"(?:{_BEFORE})\s?[:：为是]?\s?(?P<v>{_SURNAME}{_GIVEN}{{1,2}})(?=[，。、；：！？,.;:!?（(）)\s0-9A-Za-z]|$|的|说|在|来|去|确认|反映|表示|要|负责|已|处|谈|会|见|商|一起|电|联|提|看|对|做|签|先生|女士)",
            0,
            _always,
        ),
        (
            "person",
            r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herr|Frau|Mme|Sir)\b\.?\s(?P<v>[A-Z][\w'’-]+(?:\s(?:van|von|de|der|di|la)\b)*(?:\s[A-Z]\.)?(?:\s[A-Z][\w'’-]+)?)",
            0,
            _always,
        ),
        (
            "person",
            r"\b(?:[Cc]ontact(?: person)?|[Aa]ttn|[Aa]ttention|[Ss]poke (?:to|with)|[Tt]alked (?:to|with)|[Mm]et(?: with)?|[Cc]alled|[Vv]isited|[Aa]sk(?:ed)? (?:for )?|[Cc]c|[Bb]uyer|[Mm]anager|[Dd]irector|[Ee]ngineer|[Ss]igned by|[Rr]equested by|[Aa]pproved by|[Ii]ntroduced by|[Ee]mail(?:ed)? (?:to )?|[Ww]rote to|[Nn]ame is|[Nn]amed|[Oo]ur colleague|[Tt]old|[Ww]ith|[Bb]y|[Ff]rom|[Tt]o)"
            r"\s?[:,]?\s(?P<v>[A-Z][a-zà-ÿ'’-]+\s(?:(?:van|von|de|der|di|la)\s)*(?:[A-Z]\.\s)?[A-ZÀ-Ý][\wà-ÿ'’-]+)\b",
            0,
            lambda t: not any(word in _NO_NAMES for word in t.split()),
        ),
        (
            "person",
            r"\b(?P<v>[A-Z][a-zà-ÿ'’-]+\s(?:[A-Z]\.\s)?[A-ZÀ-Ý][a-zà-ÿ'’-]+)(?=,? (?:said|says|told|asked|confirmed|wants|wanted|called|will|agreed|mentioned|complained|from (?:purchasing|finance|the)|is (?:the|our|their|on)|who|promised|prefers|signed)\b)",
            0,
            lambda t: not any(word in _NO_NAMES for word in t.split()),
        ),
    )
)
_PLAIN_FIRMS = frozenset(
    {"公司", "集团", "分公司", "总公司", "有限公司", "股份公司", "该公司", "贵公司", "本公司", "母公司", "子公司"}
)
#: Capitalised words of business English that are no part of a person's name.
_NO_NAMES = frozenset(
    [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "The",
        "Our",
        "Their",
        "Your",
        "New",
        "Next",
        "Last",
        "First",
        "Sales",
        "Service",
        "Quality",
        "Price",
        "Delivery",
        "Order",
        "Invoice",
        "Product",
        "Customer",
        "Company",
        "Department",
        "Team",
        "Office",
        "Plant",
        "Line",
        "Phase",
        "Project",
        "Meeting",
        "Report",
        "North",
        "South",
        "East",
        "West",
        "Asia",
        "Europe",
        "China",
        "Germany",
        "America",
        "Spring",
        "Festival",
        "Christmas",
        "Easter",
        "Quarter",
        "Head",
        "Purchasing",
        "Finance",
        "Control",
        "Servo",
        "Drive",
        "Motor",
    ]
)


def halved(text: str) -> str:
    """Full-width letters, digits and signs as the usual ones, sign by sign."""
    return "".join(chr(ord(s) - 0xFEE0) if 0xFF01 <= ord(s) < 0xFF5F and s not in "，；：！？" else s for s in text)


def spans(text: str) -> Iterator[Span]:
    """Places in a text that hold something personal, in the order of the patterns; they may overlap."""
    plain = halved(text)
    for domain, pattern, test in _PATTERNS:
        for found in pattern.finditer(plain):
            group = "v" if "v" in pattern.groupindex else 0
            start, end = found.span(group)
            value = found.group(group)
            if end > start and test(value):
                yield Span(start, end, domain, value)
