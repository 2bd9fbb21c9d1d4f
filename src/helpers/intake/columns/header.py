"""Which row of a sheet is the header, and which column is what."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as default
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from helpers.company.plain_yaml import read_own
from helpers.errors import IntakeError, Problem
from helpers.intake.values.dates import orders_said
from helpers.language import current, msg

SYNONYMS = Path(__file__).with_name("synonyms.yml")
#: Rows from the top that are searched for the header.
DEPTH = 40
#: Fields of a ledger that a header of the same meaning is taken for, where no known header is there; names before codes.
BY_MEANING = (
    "doc_no", "date", "amount", "amount_untaxed", "amount_taxed", "customer_name", "customer", "product_name", "product",
    "quantity", "price", "cost", "unit_cost", "currency", "region", "industry", "product_line", "series",
)  # fmt: skip
#: Keys of a mapping that are not columns.
SETTINGS = (
    "date_order", "decimal", "encoding", "delimiter", "skip_sheets", "read_sheets", "amount_per", "discount_form", "status_drop", "status_keep",
)  # fmt: skip
#: Answers that a setting allows.
ANSWERS = {
    "date_order": ("dmy", "mdy", "ymd"),
    "decimal": (".", ","),
    "amount_per": ("line", "document"),
    "discount_form": ("share", "percent", "amount", "paid_share", "paid_percent"),
}
#: Signs of headers in their traditional and Japanese forms, and the simplified ones: those of all signs that our own lists of
#: words use (OpenCC's tables s2t, s2tw and t2jp).
TRADITIONAL = str.maketrans(
    "單據編號訂購發貨開會員戶稱簡數額價稅總計業務類產規銷應實際結幣種區國時間憑證傳項錢進貿聯繫倉庫條碼狀態與專専丟個爲為買爭於雲産們価優伝體餘値兌關関興養內"
    "冊決況淨浄準減幾劃創別辦動協単賣売巻廠廂変變臺後啓啟響團団圖図場報塡処處備復頭寶実審對導層屆屬崗師帳帶帯廣広応廢廃棄歸帰當錄録総恵戸擔拝擬擁掛拠擱攤収効"
    "鬥闘無暱暫書術機権權構櫃標欄樣様檔歩匯溝測潤滿満潛點獨環現電監盤確積競籤績約級紀緯純納紛線練組細織終經経綁統續続維緩緣縁網職連勝節營営銜裝見視觸談請認討"
    "讓譲訓議訊記許論設訪証評識訴試話詢該詳說説諾調謀貝負責敗賬質貼貸費資賠贏蹤車轉転輔輯輸達過運遲遅選遞逓郵採裏裡銭銀鋪舗鏈鍵長門閉問閱閲階陳隸僱顧頁預領頻"
    "題顏顔饋驗験驟齡齢來検従気歳両県軽乗薬観館済剤傭衝刪參発増対從払抜攜殘縣紅絕絶親",
    "单据编号订购发货开会员户称简数额价税总计业务类产规销应实际结币种区国时间凭证传项钱进贸联系仓库条码状态与专专丢个为为买争于云产们价优传体余值兑关关兴养内"
    "册决况净净准减几划创别办动协单卖卖卷厂厢变变台后启启响团团图图场报填处处备复头宝实审对导层届属岗师帐带带广广应废废弃归归当录录总惠户担拜拟拥挂据搁摊收效"
    "斗斗无昵暂书术机权权构柜标栏样样档步汇沟测润满满潜点独环现电监盘确积竞签绩约级纪纬纯纳纷线练组细织终经经绑统续续维缓缘缘网职连胜节营营衔装见视触谈请认讨"
    "让让训议讯记许论设访证评识诉试话询该详说说诺调谋贝负责败账质贴贷费资赔赢踪车转转辅辑输达过运迟迟选递递邮采里里钱银铺铺链键长门闭问阅阅阶陈隶雇顾页预领频"
    "题颜颜馈验验骤龄龄来检从气岁两县轻乘药观馆济剂佣冲删参发增对从拂拔携残县红绝绝亲",
)
#: Numbering before a header: 1. Name, (2) 金额, 3、数量.
NUMBERED = re.compile(r"^\s*[(（]?\d{1,2}\s*[.、)）:：]\s*(?=\D)")
#: Of several dates or amounts, headers with these words come first where the company's revenue has that basis.
BASIS = {
    "paid": r"实付|实收|实际支付|付款|支付|到账|paid|received|payment",
    "ordered": r"下单|订单|订货|合同|order",
    "shipped": r"发货|出库|出货|ship|deliver",
    "invoiced": r"开票|发票|invoice|bill",
}
SCALES = {
    "万": 4,
    "万元": 4,
    "千元": 3,
    "k": 3,
    "thousand": 3,
    "thousands": 3,
    "百万元": 6,
    "百万": 6,
    "million": 6,
    "亿元": 8,
    "亿": 8,
    "teur": 3,
    "t€": 3,
    "keur": 3,
    "k€": 3,
    "kusd": 3,
    "k$": 3,
    "meur": 6,
    "m€": 6,
    "mio": 6,
    "'000": 3,
    "'000s": 3,
    "000": 3,
    "000s": 3,
    "十万元": 5,
    "百元": 2,
    "角": -1,
    "分": -2,
    "cents": -2,
    "千円": 3,
    "百万円": 6,
    "万美元": 4,
    "千美元": 3,
    "百万美元": 6,
}
#: Words of a header's unit that are a currency.
CURRENCIES = {"美元": "USD", "美金": "USD", "欧元": "EUR", "港币": "HKD", "港元": "HKD", "日元": "JPY", "英镑": "GBP", "人民币": "CNY", "rmb": "CNY", "新台币": "TWD",
    "万美元": "USD", "千美元": "USD", "百万美元": "USD", "teur": "EUR", "keur": "EUR", "t€": "EUR", "k€": "EUR", "€": "EUR", "£": "GBP", "₹": "INR", "us$": "USD"}  # fmt: skip
CODES = frozenset(
    [
        "CNY",
        "USD",
        "EUR",
        "GBP",
        "JPY",
        "HKD",
        "TWD",
        "KRW",
        "INR",
        "SGD",
        "AUD",
        "CAD",
        "CHF",
        "NZD",
        "SEK",
        "NOK",
        "DKK",
        "PLN",
        "CZK",
        "HUF",
        "TRY",
        "RUB",
        "BRL",
        "MXN",
        "ZAR",
        "THB",
        "VND",
        "IDR",
        "MYR",
        "PHP",
        "AED",
        "SAR",
    ]
)


@dataclass(frozen=True)
class Header:
    """Where the header of a sheet stands and what its columns are.

    Attributes
    ----------
    row
        Position of the header among the sheet's rows.
    names
        Header texts by position (doubled ones numbered, empty ones named by position).
    columns
        Field → position.
    how
        Field → ``mapping`` (a person said so), ``name`` (known by its header) or ``meaning`` (its header means the
        same as a known one).
    scales
        Field → power of ten that the header's unit means (金额（万元） is 4).
    others
        Field → further columns whose headers would do as well; they are told, not taken.
    taxes
        Headers of an amount (or price) without and with tax that the sheet has both of, where
        nobody has said which is meant.
    doubled
        Headers of two columns that differ at most in brackets, both of which would be the amount.
    unit
        Scale and currency that a title row states (单位：万元).
    """

    row: int
    names: tuple[str, ...]
    columns: Mapping[str, int]
    how: Mapping[str, str]
    scales: Mapping[str, int]
    others: Mapping[str, tuple[str, ...]] = default(default_factory=dict)
    taxes: tuple[str, str] | tuple[()] = ()
    doubled: tuple[str, str] | tuple[()] = ()
    unit: str = ""

    def name(self, field: str) -> str:
        return self.names[self.columns[field]]

    @property
    def unused(self) -> list[str]:
        used = set(self.columns.values())
        return [name for position, name in enumerate(self.names) if position not in used]


@cache
def synonyms() -> Mapping[str, tuple[str, ...]]:
    """Field → its known headers in plain form, best first."""
    raw = read_own(SYNONYMS)
    return {field: tuple(plain(word) for word in words) for field, words in raw.items()}


@cache
def _known() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for field, words in synonyms().items():
        for word in words:
            found.setdefault(word, []).append(field)
    return {word: tuple(fields) for word, fields in found.items()}


def plain(text: str) -> str:
    """A header without what does not matter: case, blanks, punctuation, full-width forms."""
    normal = unicodedata.normalize("NFKC", str(text)).lower().translate(TRADITIONAL)
    if not normal.isascii():
        normal = "".join(char for char in unicodedata.normalize("NFD", normal) if not "\u0300" <= char <= "\u036f")
    return re.sub(r"[^\w%]|_", "", normal)


@cache
def forms(text: str) -> tuple[str, ...]:
    """Plain forms a header is looked up under: whole, then without what stands in brackets."""
    normal = unicodedata.normalize("NFKC", str(text))
    bare = re.sub(r"[(\[【].*?[)\]】]", "", normal)
    unitless = re.sub(r"(?i)\s+(?:in\s+)?(?:[tkm]?(?:eur|usd|cny|rmb|gbp|€|\$)|mio\.?\s*(?:eur|€)?)$", "", bare)
    counted = NUMBERED.sub("", bare)
    return tuple(dict.fromkeys((plain(normal), plain(bare), plain(unitless), plain(counted) or plain(bare))))


def means(cell: str) -> tuple[str, ...]:
    """Fields of a ledger that a header of this meaning is, where it is no known header; see :mod:`.concepts`."""
    return _means(cell) if len(cell) <= 40 else ()


@lru_cache(maxsize=20_000)
def _means(cell: str) -> tuple[str, ...]:
    from helpers.intake.columns import concepts, content, labels, nouns

    if not any(map(str.isalpha, cell)):
        return ()
    if any(form in labels.elsewhere() for form in forms(cell)) or "paid" in (concepts.said(cell) or ()):
        return ()  # what was paid is a ledger's only where its header is known to be
    if concepts.meaning(cell, "orders") == {"name"}:
        return ()  # whose or what's name is not said
    found = labels.alike(cell, "orders", near=False)
    return tuple(
        field
        for field, (same, _) in found.items()
        if same >= 0.95 and field in BY_MEANING and not nouns.against(cell, content.kind_of("orders", field), field)
    )


def _by_meaning(names: Sequence[str], columns: dict[str, int], how: dict[str, str], mapping: Mapping[str, Any]) -> None:
    """Columns for fields that no known header gave: those whose header means the same as a known one."""
    for code, name in (("customer", "customer_name"), ("product", "product_name")):  # 商品 beside 货品编号 is a name
        if how.get(code) == "name" and name not in columns and name not in mapping:
            called = forms(names[columns[code]])
            if any(form in synonyms()[name] for form in called):
                free = [
                    n
                    for n, text in enumerate(names)
                    if n not in columns.values() and means(text)[:1] == (code,) and _says_code(text)
                ]
                if len(free) == 1:
                    columns[name], how[name] = columns[code], "name"
                    columns[code], how[code] = free[0], "meaning"
    taken = set(columns.values())
    amount = {"amount", "amount_line", "amount_taxed", "amount_untaxed"}
    for field in BY_MEANING:
        other = {"amount", "amount_line"} if field in ("amount_untaxed", "amount_taxed") else amount
        if field in columns or field in mapping or (field in amount and other & columns.keys()):
            continue
        for position, name in sorted(enumerate(names), key=lambda entry: (_delivered(entry[1]), entry[0])):
            if (
                position not in taken
                and not name.startswith("#")
                and field in means(name)
                and _code(field, name, columns)
            ):
                columns[field], how[field] = position, "meaning"
                taken.add(position)
                break


def _delivered(name: str) -> bool:
    """Whether a header speaks of who receives the goods: beside who buys them, that is not the customer."""
    return bool(
        re.search(
            r"ship|deliver|收货|收件|送货|届け|送付先|配送先|納品先|receiver|recipient|consignee|entrega|livraison|lieferempf|destinat",
            name,
            re.IGNORECASE,
        )
    )


def _code(field: str, name: str, columns: Mapping[str, int]) -> bool:
    """Whether a header may be a code's: beside the customer's name, a column Company is not the customer's code."""
    if field not in ("customer", "product") or f"{field}_name" not in columns:
        return True
    return _says_code(name)


def _says_code(name: str) -> bool:
    from helpers.intake.columns import concepts

    return "code" in (concepts.said(name) or ())


def known_words(text: str) -> int:
    """How many different headers of a ledger occur as whole words of a text's first lines."""
    lines = text.splitlines()[:DEPTH]
    return max(
        (
            len({form for cell in re.split(r"[,;\t|]", line) for form in forms(cell) if form in _known()})
            for line in lines
        ),
        default=0,
    )


def locate_row(rows: Iterable[Sequence[Any]], also: Iterable[str] = ()) -> tuple[int, int]:
    """Position of the row that holds most known headers (the first of equals), and how many."""
    known = {*_known(), *(plain(name) for name in also)}
    best = (-1, 0)
    for position, row in enumerate(rows):
        if position >= DEPTH:
            break
        texts = [cell for cell in row if isinstance(cell, str)]
        found = {form for cell in texts for form in forms(cell) if form in known}
        count = len(found) or len({own for cell in texts if (own := means(cell))})
        if count > best[1]:
            best = (position, count)
    return best


def locate(sheet, mapping: Mapping[str, Any], prefer: str = "amount_untaxed", tax: str = "", basis: str = "") -> Header:
    """The header of a sheet: columns named in the mapping first, the rest by known headers.

    ``prefer`` says which of two amounts is meant where a sheet has both, with and without tax;
    ``tax`` whether a person said so, ``basis`` what revenue means, where a person said that.
    Nothing is required here; :func:`missing` says what a ledger lacks.
    """
    from helpers.intake.columns import settle, whose

    rows = sheet.cells.head(DEPTH).to_numpy(dtype=object, na_value=None)
    named = {key: str(name) for key, name in mapping.items() if key not in SETTINGS and name}
    row, _ = locate_row(rows, named.values())
    if row < 0:
        row = 0 if len(rows) else -1
        names = _names(rows[0]) if len(rows) else ()
        return Header(row, names, {}, {}, {})
    row, cells = two_rows(rows, row)
    names = _names(cells)
    columns: dict[str, int] = {}
    how: dict[str, str] = {}
    others: dict[str, tuple[str, ...]] = {}
    for key, wanted in named.items():
        position = next((i for i, name in enumerate(names) if name == wanted or plain(name) == plain(wanted)), None)
        if position is not None:
            columns[key], how[key] = position, "mapping"
    looked_up = [forms(name) for name in names]
    shop = [plain(name) for name in names]
    if {"name", "lineitemname", "lineitemquantity"} <= set(shop) and "doc_no" not in mapping:
        columns["doc_no"], how["doc_no"] = shop.index("name"), "system"  # Shopify calls an order's number its name
    for key, words in synonyms().items():
        if key in mapping or key in columns:
            continue
        taken = set(columns.values())
        ranked = sorted(
            (
                _of_basis(names[position], basis if key in ("date", "amount") else ""),
                words.index(form),
                rank,
                position,
            )
            for position, found in enumerate(looked_up)
            if position not in taken
            for rank, form in enumerate(found)
            if form in words
        )
        if ranked:
            columns[key], how[key] = ranked[0][3], "name"
            others[key] = tuple(dict.fromkeys(names[entry[3]] for entry in ranked if entry[3] != ranked[0][3]))
    _by_meaning(names, columns, how, mapping)
    whose.settle(sheet, row, names, columns, how, others)
    whose.words(sheet, row, names, columns, how, others)
    settle.settle(sheet, row, names, columns, how, others, mapping, basis)
    if not {"doc_no"} & (columns.keys() | mapping.keys()) and (position := _numbered(sheet, row, names)) is not None:
        columns["doc_no"], how["doc_no"] = position, "content"
    doubled: tuple = ()
    if how.get("amount") == "name" and "amount_line" not in columns:
        body, taken = sheet.cells.iloc[row + 1 :], columns["amount"]
        for twin, name in enumerate(names):
            alike = _bare(name) == _bare(names[taken]) and not _unit_in_brackets(name) and twin not in columns.values()
            if alike and not body[twin].equals(body[taken].set_axis(body.index)) and not body[twin].isna().all():
                doubled = (names[taken], name)
                break
    taxes = _tax_pair(columns, how, names, tax)
    _one_amount(columns, how, prefer, others, names)
    title = _title_unit(rows[:row])
    scales = {
        key: scale_of(names[columns[key]], title)
        for key in ("amount", "cost", "price", "unit_cost", "discount_amount", "refund")
        if key in columns
    }
    return Header(
        row, names, columns, how, {key: scale for key, scale in scales.items() if scale}, others, taxes, doubled, title
    )


def scale_of(name: str, title: str) -> int:
    """Power of ten of a column of money: what its header's unit means, else the unit that a title row states."""
    return _scale(name) or (_scale(f"[{title}]") if title and not _currency_or_unit(name) else 0)


def _bare(name: str) -> str:
    """A header without brackets and the number that tells doubled headers apart."""
    return plain(re.sub(r"[(\[【].*?[)\]】]", "", unicodedata.normalize("NFKC", name)))


def _unit_in_brackets(name: str) -> bool:
    return bool(_scale(name)) or _currency_or_unit(name)


def _numbered(sheet, row: int, names: Sequence[str]) -> int | None:
    """A column called Name whose cells are order numbers such as #1001: shops call an order so."""
    for position, name in enumerate(names):
        if plain(name) == "name":
            cells = sheet.cells.iloc[row + 1 :][position].dropna()
            if len(cells) and cells.str.fullmatch(r"\s*#?[A-Za-z]{0,5}-?\d{3,}\S{0,3}\s*").mean() > 0.9:
                return position
    return None


def _of_basis(name: str, basis: str) -> int:
    """Rank of a date or amount: 0 of the basis meant, 1 neutral, 2 what was paid where another basis is meant."""
    if basis not in BASIS or re.search(BASIS[basis], name, re.IGNORECASE):
        return 0
    return 2 if paid(name) else 1


def paid(name: str) -> bool:
    """Whether a header speaks of money received."""
    return bool(re.search(BASIS["paid"], name, re.IGNORECASE))


def two_rows(rows: Sequence[Sequence[Any]], row: int) -> tuple[int, Sequence[Any]]:
    """The last row of the header and its texts: two rows read as one where together they know more.

    A merged cell stands in its first row or column only; an upper text is put before a lower one
    (客户 over 编码 is 客户编码).
    """

    def known(cells) -> int:
        return len({form for cell in cells if isinstance(cell, str) for form in forms(cell) if form in _known()})

    best, last, cells = known(rows[row]), row, rows[row]
    for upper in (row - 1, row):
        lower = upper + 1
        if upper < 0 or lower >= len(rows):
            continue
        texts = [cell for cell in (*rows[upper], *rows[lower]) if isinstance(cell, str)]
        if any(re.search(r"\d{2,}|^\d+$", text) for text in texts) or sum(isinstance(c, str) for c in rows[upper]) < 2:
            continue
        for joined in (_joined(rows[upper], rows[lower], True), _joined(rows[upper], rows[lower], False)):
            if known(joined) > best:
                best, last, cells = known(joined), lower, joined
    return last, cells


def _joined(upper: Sequence[Any], lower: Sequence[Any], spread: bool) -> list[Any]:
    found, above = [], None
    for high, low in zip(upper, lower, strict=True):
        above = high if isinstance(high, str) else above if spread else None
        if not isinstance(low, str):
            found.append(high)
        elif above is None:
            found.append(low)
        else:
            both = f"{above}{low}" if forms(f"{above}{low}")[0] in _known() else low
            found.append(both if forms(both)[0] in _known() else f"{above} {low}")
    return found


def _title_unit(rows: Sequence[Sequence[Any]]) -> str:
    """The unit that a row above the header states for the whole sheet."""
    for row in rows:
        for cell in row:
            if isinstance(cell, str):
                text = unicodedata.normalize("NFKC", cell)
                found = re.search(
                    r"(?:金额)?单位\s*[::]?\s*(?:人民币)?\s*([^\s,;,;)]+)|\bin\s+(thousands|millions)\b",
                    text,
                    re.IGNORECASE,
                )
                if (
                    found
                    and (unit := (found[1] or found[2]).strip("()"))
                    and (unit.lower() in SCALES or unit.lower() in CURRENCIES)
                ):
                    return unit
    return ""


def _currency_or_unit(name: str) -> bool:
    return bool(currency_in(name)) or bool(re.search(r"元|円|[$€£¥]", name))


def currency_in(name: str) -> str:
    """The currency that a header's unit names, if it names one: 金额（美元） is USD."""
    words = re.split(r"[^\w$€£₹]+", unicodedata.normalize("NFKC", name))
    for word in words[1:] or words:
        if word.upper() in CODES:
            return word.upper()
        if word.lower() in CURRENCIES:
            return CURRENCIES[word.lower()]
    return ""


def _names(cells: Sequence[Any]) -> tuple[str, ...]:
    """Each header once: one that is there already gets the number of those that are it or begin with it and a bracket."""
    names: list[str] = []
    seen: set[str] = set()
    begun: Counter[str] = Counter()
    for position, cell in enumerate(cells):
        name = re.sub(r"\s+", " ", cell).strip() if isinstance(cell, str) else f"#{position + 1}"
        own = f"{name} ({begun[name] + 1})" if name in seen else name
        names.append(own)
        seen.add(own)
        begun.update([own, *(own[: found.start()] for found in re.finditer(r" \(", own))])
    return tuple(names)


def _tax_pair(columns: Mapping[str, int], how: Mapping[str, str], names: Sequence[str], tax: str) -> tuple:
    """Two columns that are the same money with and without tax, where nobody has said which counts."""
    if tax or how.get("amount") == "mapping" or "amount_line" in columns:
        return ()
    kinds = [key for key in ("amount", "amount_untaxed", "amount_taxed") if key in columns]
    if len(kinds) > 1:
        first = "amount_untaxed" if "amount_untaxed" in columns else "amount"
        second = "amount_taxed" if "amount_taxed" in columns else "amount"
        return (names[columns[first]], names[columns[second]])
    if not kinds and {"price", "price_taxed"} <= set(columns) and how["price"] != "mapping":
        return (names[columns["price"]], names[columns["price_taxed"]])
    return ()


def _one_amount(columns: dict[str, int], how: dict[str, str], prefer: str, others: dict, names: Sequence[str]) -> None:
    """Of amounts with and without tax keep the one that revenue means; the others count as unused."""
    if "price_taxed" in columns:
        taxed = how.get("price") != "mapping" and ("price" not in columns or prefer == "amount_taxed")
        position = columns.pop("price_taxed")
        told = how.pop("price_taxed")
        if taxed:
            columns["price"], how["price"] = position, told
    kinds = [key for key in ("amount_line", "amount", "amount_untaxed", "amount_taxed") if key in columns]
    if not kinds:
        return
    chosen = (
        "amount"
        if how.get("amount") == "mapping"
        else "amount_line"
        if "amount_line" in kinds
        else prefer
        if prefer in kinds
        else kinds[0]
    )
    position, told = columns[chosen], how[chosen]
    further = [names[columns[key]] for key in kinds if key != chosen] + [
        name for key in kinds for name in others.get(key, ())
    ]
    for key in kinds:
        del columns[key], how[key]
    columns["amount"], how["amount"] = position, told
    others["amount"] = (
        () if told == "mapping" else tuple(name for name in dict.fromkeys(further) if name != names[position])
    )


def _scale(name: str) -> int:
    normal = unicodedata.normalize("NFKC", name).lower()
    inside = re.search(r"[(\[【/](.*?)[)\]】]?$", normal) or re.search(
        r"\b(?:in )?([tk](?:eur|usd|€|\$)|mio)\.?(?: eur| €)?$", normal
    )
    if not inside:
        return 0
    words = re.split(r"[\s:,]+", re.sub(r"单位|unit|in ", "", inside.group(1)).strip())
    return next((SCALES[word] for word in words if word in SCALES), 0)


MONTH = re.compile(
    r"(?:(?:19|20)\d{2}\s*[-/.年_ ]?\s*)?(?:\d{1,2}\s*月(?:份)?|[一二三四五六七八九十]{1,2}月(?:份)?|Q[1-4]|[1-4]季度|[一二三四]季度|第[一二三四1-4]季度)"
    r"|(?:19|20)\d{2}[-/.](?:0?[1-9]|1[0-2])(?:-01)?(?: 00:00:00)?|(?:19|20)\d{2}(?:0[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])[-/.](?:19|20)\d{2}"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[\s\-']*(?:\d{2,4})?",
    re.IGNORECASE,
)
FIELD_WORDS = {
    "doc_no": msg("document number"),
    "date": msg("date"),
    "customer": msg("customer"),
    "customer_name": msg("customer name"),
    "product": msg("product"),
    "product_name": msg("product name"),
    "quantity": msg("quantity"),
    "amount": msg("amount"),
    "price": msg("unit price"),
    "cost": msg("cost"),
    "unit_cost": msg("unit cost"),
    "currency": msg("currency"),
    "region": msg("region"),
    "industry": msg("industry"),
    "product_line": msg("product line"),
    "series": msg("series"),
    "status": msg("status"),
    "kind": msg("document type"),
    "discount": msg("discount"),
    "discount_amount": msg("discount amount"),
    "refund": msg("refunded amount"),
}


def missing(header: Header) -> list[str]:
    """Fields a ledger needs and the header lacks: date, customer, amount (or quantity and price)."""
    columns, lacks = header.columns, []
    if "date" not in columns:
        lacks.append("date")
    if not {"customer", "customer_name"} & set(columns):
        lacks.append("customer")
    if "amount" not in columns and not {"quantity", "price"} <= set(columns):
        lacks.append("amount")
    return lacks


def no_header(sheet, header: Header, lacks: list[str]) -> Problem:
    """What to tell when a sheet is no ledger: the columns seen, those missing, how to name them."""
    seen = ", ".join(name for name in header.names if not name.startswith("#")) or "–"
    months = [name for name in header.names if MONTH.fullmatch(unicodedata.normalize("NFKC", name).strip())]
    if len(months) > 2:
        return Problem(
            what=msg(
                "The sheet has one column for each month or quarter ({first} … {last}), not one row for each sale.",
                first=months[0],
                last=months[-1],
            ),
            do=msg(
                "Turn the columns into rows (Excel: Data → From Table → Unpivot Columns), or better, export the order lines themselves."
            ),
            file=sheet.label,
            row=int(sheet.lines.iloc[header.row]) if header.row >= 0 else None,
            kind="pivoted",
        )
    return Problem(
        what=msg(
            "No column was recognised for: {lacks}. Columns seen: {seen}.",
            lacks=Listed(tuple(FIELD_WORDS[field] for field in lacks)),
            seen=seen[:600],
        ),
        do=msg(
            "Say which column it is in a mapping, one line each: {lines}",
            lines="  ".join(f"{field}: …" for field in lacks),
        ),
        file=sheet.label,
        row=int(sheet.lines.iloc[header.row]) if header.row >= 0 else None,
    )


@dataclass(frozen=True)
class Listed:
    """Several messages as one gap's value."""

    messages: tuple[Any, ...]

    def render(self, lang: str | None = None, *, html: bool = False, spec: str = "") -> str:
        said = [
            one.pick(lang or current()) if hasattr(one, "pick") else one.render(lang, html=html)
            for one in self.messages
        ]
        return ("、" if (lang or current()) == "zh" else ", ").join(said)


def check_mapping(mapping: Mapping[str, Any]) -> None:
    """Refuse a mapping with unknown keys or settings.

    Raises
    ------
    IntakeError
        With every problem of the mapping.
    """
    problems = []
    fields = [key for key in synonyms() if not key.startswith(("amount_", "price_"))]
    for key in mapping:
        if key not in fields and key not in SETTINGS:
            near = difflib.get_close_matches(str(key), [*fields, *SETTINGS], n=1)
            do = (
                msg("Did you mean {near}?", near=near[0])
                if near
                else msg("Take one of: {known}.", known=", ".join([*fields, *SETTINGS]))
            )
            problems.append(
                Problem(
                    what=msg("The mapping has an unknown key {key}.", key=repr(key)),
                    do=do,
                    column=str(key) or "mapping",
                )
            )
    for key, allowed in ANSWERS.items():
        said = orders_said(mapping[key]).values() if key == "date_order" and key in mapping else [mapping.get(key)]
        if key in mapping and not (said and set(map(str, said)) <= set(allowed)):
            problems.append(
                Problem(
                    what=msg("{value} is not one of {choices}", value=repr(mapping[key]), choices=", ".join(allowed)),
                    do=msg("Take one of: {known}.", known=", ".join(allowed)),
                    column=key,
                )
            )
    if problems:
        raise IntakeError(problems)
