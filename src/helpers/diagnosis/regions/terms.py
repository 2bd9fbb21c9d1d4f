"""Words of the regional analysis: titles of tables and columns, steps, criteria and zones."""

from __future__ import annotations

from helpers.company.tables.market_visits import STEPS as ASKED
from helpers.diagnosis.frames import interval
from helpers.language import Message, Words, msg
from helpers.station import Column

STEPS: dict[str, Message] = {
    "customer": msg("Know the customer"),
    "market": msg("Watch the market"),
    "competition": msg("Judge the competition"),
}
#: Words of each question of a visit, by its name; where a low mark stands for much of a thing, that is said.
QUESTIONS: dict[str, Words] = {q.name: q.title for questions in ASKED.values() for q in questions} | {
    "price_order": Words("价格秩序", "Price discipline"),
    "channel_push": Words("渠道动力", "Dealers' push for us"),
    "rival_presence": Words("对手多少（低分＝多）", "Number of rivals (low = many)"),
    "rival_offer": Words("对手强弱（低分＝强）", "Rivals' strength (low = strong)"),
}
#: Titles in the form of a visit: questions as above, and fields with their unit.
ASKED_FOR: dict[str, Words] = QUESTIONS | {
    "rival_price": Words("对手价格（我方＝100）", "Its price (ours = 100)"),
    "rival_stock": Words("对手现货（天）", "Its stock (days)"),
    "rival_delivery": Words("对手交期（天）", "Its delivery (days)"),
    "our_delivery": Words("我方交期（天）", "Our delivery (days)"),
}

#: Examples in the form where the column's own is in the language of the first folders.
EXAMPLES: dict[str, Words] = {
    "region": Words("华东", "East China"),
    "place": Words("苏州机电市场三号厅", "Machinery market in Suzhou, hall 3"),
    "rater": Words("李明", "Li Ming"),
    "competitor": Words("远拓自动化", "Yuantuo Automation"),
    "evidence": Words("6 月技术交流会纪要", "Minutes of the June technical meeting"),
}

CRITERIA: dict[str, Message] = {
    "size": msg("Market size"),
    "growth": msg("Market growth"),
    "market": msg("Market as seen on visits"),
    "calm": msg("Weak competition"),
    "margin": msg("Gross margin"),
    "share": msg("Our share"),
    "wins": msg("Our win rate"),
    "standing": msg("Customers as seen on visits"),
    "momentum": msg("Change of our customers"),
    "coverage": msg("Customers visited or called"),
}
SIDES: dict[str, Message] = {"attractive": msg("Attractiveness"), "strong": msg("Our strength")}
ZONES: dict[str, Message] = {"invest": msg("Invest"), "select": msg("Be selective"), "harvest": msg("Hold or withdraw")}
YES_NO: dict[bool, Message] = {True: msg("Yes"), False: msg("No")}

TITLES: dict[str, Message] = {
    "region_market": msg("First method, potential: the markets and our revenue"),
    "region_rivals": msg("Second method, competitors: won and lost by region"),
    "region_needs": msg("Third method, needs: what matters and is not met"),
    "region_channel": msg("Fourth method, channel and coverage"),
    "region_share": msg("Fifth method, share and penetration"),
    "region_trend": msg("Sixth method, trend: how customers changed by region"),
    "region_rolling": msg("Twelve-month revenue by region"),
    "region_season": msg("Each region's own year"),
    "visit_scores": msg("Visits: the three steps by region"),
    "visit_seen": msg("Visits: competitors seen by region"),
    "visit_raters": msg("How strictly each visitor scores"),
    "market_raters": msg("How each rater leans on market size"),
    "region_matrix": msg("Matrix of regions"),
    "region_points": msg("What the matrix is made of"),
}

_REGION = {"region": Column(msg("Region"))}
COLUMNS: dict[str, dict[str, Column]] = {
    "region_market": _REGION
    | {
        "market": Column(msg("Market a year"), "money"),
        **interval("money", "market"),
        "part": Column(msg("Part of all regions"), "share"),
        **interval("share", "part"),
        "p": Column(msg("How often chance alone puts it so far below the largest"), "share"),
        "growth": Column(msg("Market growth a year"), "share"),
        **interval("share", "growth"),
        "raters": Column(msg("Raters"), "count"),
        "revenue": Column(msg("Our revenue in the period"), "money"),
        "open": Column(msg("Open at our share elsewhere"), "money"),
    },
    "region_rivals": _REGION
    | {
        "won": Column(msg("Projects won"), "count"),
        "lost": Column(msg("Projects lost"), "count"),
        "rate": Column(msg("Share won"), "share"),
        **interval("share"),
        "rest": Column(msg("Share won elsewhere"), "share"),
        "holm": Column(msg("So few by chance alone, corrected for all regions (Holm)"), "share"),
        "rival": Column(msg("Lost most often to")),
        "rival_share": Column(msg("Its part of the losses that name one"), "share"),
        "reason": Column(msg("Reason named most")),
        "lost_amount": Column(msg("Amount lost"), "money"),
    },
    "region_needs": _REGION
    | {
        "need": Column(msg("Need")),
        "customers": Column(msg("Customers"), "count"),
        "importance": Column(msg("Importance"), "number"),
        "satisfaction": Column(msg("Satisfaction"), "number"),
        "score": Column(msg("Opportunity (of 20)"), "number"),
        **interval("number"),
    },
    "region_channel": _REGION
    | {
        "revenue": Column(msg("Our revenue in the period"), "money"),
        "direct": Column(msg("Part sold directly, without dealers"), "share"),
        "dealers": Column(msg("Active dealers"), "count"),
        "active": Column(msg("Active customers"), "count"),
        "largest": Column(msg("Share of the largest customer"), "share"),
        "owners": Column(msg("Salespersons"), "count"),
        "per_owner": Column(msg("Customers per salesperson"), "number"),
        "covered": Column(msg("Active customers visited or called in the period"), "share"),
        **interval("share", "covered"),
        "p": Column(msg("How often chance alone does this"), "share"),
        "visits": Column(msg("Contacts per customer"), "number"),
        "unseen_revenue": Column(msg("Revenue of customers nobody saw"), "money"),
    },
    "region_share": _REGION
    | {
        "share": Column(msg("Our share of the market"), "share"),
        **interval("share", "share"),
        "rest": Column(msg("Our share elsewhere"), "share"),
        "ratio": Column(msg("Here against elsewhere"), "ratio"),
        **interval("ratio", "ratio"),
        "p": Column(msg("How often chance alone does this"), "share"),
        "active": Column(msg("Active customers"), "count"),
        "base": Column(msg("Customers worth having"), "count"),
        "penetration": Column(msg("Penetration"), "share"),
        **interval("share", "penetration"),
        "counted": Column(msg("Base is our own list")),
    },
    "region_trend": _REGION
    | {
        "before": Column(msg("Revenue before"), "money"),
        "compared": Column(msg("Customers compared"), "count"),
        "fell": Column(msg("Of them fell"), "count"),
        "median": Column(msg("Change of the median customer"), "share"),
        "rest": Column(msg("Elsewhere"), "share"),
        "less": Column(msg("Difference (median of all pairs of customers)"), "share"),
        **interval("share", "less"),
        "p": Column(msg("How often chance alone does this"), "share"),
    },
    "region_rolling": _REGION
    | {
        "month": Column(msg("Twelve months up to"), "month"),
        "net": Column(msg("Net revenue"), "money"),
        "index": Column(msg("First = 100"), "number"),
    },
    "region_season": _REGION
    | {
        "number": Column(msg("Month of the year"), "count"),
        "effect": Column(msg("Above or below an average month"), "share"),
        "years": Column(msg("Years"), "count"),
    },
    "visit_scores": _REGION
    | {
        "step": Column(msg("Step of the visit")),
        "value": Column(msg("Score (one to five)"), "number"),
        **interval("number"),
        "visits": Column(msg("Visits"), "count"),
        "raters": Column(msg("Visitors"), "count"),
        "weakest": Column(msg("Weakest question")),
        "weakest_value": Column(msg("Its mean"), "number"),
    },
    "visit_seen": _REGION
    | {
        "competitor": Column(msg("Competitor")),
        "visits": Column(msg("Seen on visits"), "count"),
        "stock": Column(msg("Its stock, days (median)"), "days"),
        "elsewhere": Column(msg("Its stock elsewhere, days (median)"), "days"),
        "p": Column(msg("How often chance alone does this"), "share"),
        "delivery": Column(msg("Its delivery, days (median)"), "days"),
        "ours": Column(msg("Our delivery, days (median)"), "days"),
        "sooner": Column(msg("It is faster by, days (mean of the visits)"), "days"),
        **interval("days"),
        "price": Column(msg("Its price, ours being a hundred"), "number"),
    },
    "visit_raters": {
        "rater": Column(msg("Visitor")),
        "step": Column(msg("Step of the visit")),
        "lean": Column(msg("Scores higher by"), "number"),
        **interval("number"),
        "count": Column(msg("Visits"), "count"),
    },
    "market_raters": {
        "rater": Column(msg("Rater")),
        "lean": Column(msg("Above or below the others"), "share"),
        **interval("share"),
        "count": Column(msg("Regions"), "count"),
    },
    "region_matrix": _REGION
    | {
        "attractive": Column(msg("Attractiveness (fifty is the mean of our regions)"), "number"),
        "strong": Column(msg("Our strength (fifty is the mean of our regions)"), "number"),
        "zone": Column(msg("Zone")),
        "sure": Column(msg("Random draws that put it there"), "share"),
        "sd_y": Column(msg("Doubt in attractiveness"), "number"),
        "sd_x": Column(msg("Doubt in strength"), "number"),
        "correlation": Column(msg("They move together"), "ratio"),
        "market": Column(msg("Market a year"), "money"),
        "share": Column(msg("Our share of the market"), "share"),
    },
    "region_points": _REGION
    | {
        "side": Column(msg("Axis")),
        "criterion": Column(msg("Criterion")),
        "weight": Column(msg("Weight on its axis"), "share"),
        "points": Column(msg("Points (fifty is the mean of our regions)"), "number"),
        "known": Column(msg("Known there")),
    },
}
