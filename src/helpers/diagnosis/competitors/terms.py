"""Words of the comparison with competitors: titles of tables and columns."""

from __future__ import annotations

from helpers.diagnosis.frames import interval
from helpers.language import Message, msg
from helpers.station import Column

TITLES: dict[str, Message] = {
    "competitor_totals": msg("Firms by weighted score"),
    "competitor_gaps": msg("Gap to each competitor by criterion"),
    "competitor_regions": msg("Gap to competitors in single regions"),
    "flattery": msg("Who puts our own firm higher than others do"),
    "criteria_weights": msg("What each criterion weighs"),
    "competitor_map": msg("What each firm stands for"),
    "win_loss": msg("Won and lost against each competitor"),
    "win_loss_cells": msg("Where a competitor beats us more than usual"),
}

BY: dict[str, Message] = {"all": msg("Everywhere"), "region": msg("Region"), "line": msg("Product line")}
KINDS: dict[str, Message] = {"firm": msg("Firm"), "criterion": msg("Criterion")}
YES_NO: dict[bool, Message] = {True: msg("Yes"), False: msg("No")}

_GAP: dict[str, Column] = {
    "competitor": Column(msg("Competitor")),
    "criterion": Column(msg("Criterion")),
    "weight": Column(msg("Weight"), "share"),
    "ours": Column(msg("We"), "number"),
    "theirs": Column(msg("They"), "number"),
    "gap": Column(msg("Gap before rounding (minus: they are ahead)"), "number"),
    **interval("number"),
    "p": Column(msg("How often chance alone does this"), "share"),
}

COLUMNS: dict[str, dict[str, Column]] = {
    "competitor_totals": {
        "firm": Column(msg("Firm")),
        "ours": Column(msg("Our own firm")),
        "total": Column(msg("Weighted score (0 to 10)"), "number"),
        **interval("number"),
        "least": Column(msg("Least, by one rater's weights"), "number"),
        "most": Column(msg("Most, by one rater's weights"), "number"),
    },
    "competitor_gaps": _GAP | {"plain": Column(msg("Gap of plain means, flattery included"), "number")},
    "competitor_regions": {"region": Column(msg("Region"))}
    | _GAP
    | {"elsewhere": Column(msg("Gap over all regions"), "number")},
    "flattery": {
        "rater": Column(msg("Rater")),
        "premium": Column(msg("Puts us higher by, against the other raters"), "number"),
        **interval("number"),
        "p": Column(msg("How often chance alone puts us so much higher, corrected for all raters (Holm)"), "share"),
        "count": Column(msg("Scores of our firm"), "count"),
        "left_out": Column(msg("Scores of our firm left out")),
    },
    "criteria_weights": {
        "criterion": Column(msg("Criterion")),
        "weight": Column(msg("Weight"), "share"),
        "least": Column(msg("Least of the raters"), "share"),
        "most": Column(msg("Most of the raters"), "share"),
        "raters": Column(msg("Raters who gave weights"), "count"),
    },
    "competitor_map": {
        "kind": Column(msg("Kind")),
        "name": Column(msg("Name")),
        "x": Column(msg("First axis"), "ratio"),
        "y": Column(msg("Second axis"), "ratio"),
        "mass": Column(msg("Weight on the map"), "share"),
        "fit": Column(msg("Shown of this point"), "share"),
        "stands_for": Column(msg("Stands out by")),
        "shown": Column(msg("Shown of all differences"), "share"),
        "inertia": Column(msg("Inertia: how far profiles differ"), "ratio"),
    },
    "win_loss": {
        "competitor": Column(msg("Competitor")),
        "won": Column(msg("Projects won"), "count"),
        "lost": Column(msg("Projects lost"), "count"),
        "rate": Column(msg("Share won"), "share"),
        **interval("share"),
        "amount_lost": Column(msg("Amount lost"), "money"),
        "reason": Column(msg("Reason named most")),
        "reason_share": Column(msg("Of the losses with a reason"), "share"),
    },
    "win_loss_cells": {
        "by": Column(msg("Within")),
        "competitor": Column(msg("Competitor")),
        "value": Column(msg("Region or line")),
        "won": Column(msg("Projects won"), "count"),
        "lost": Column(msg("Projects lost"), "count"),
        "rate": Column(msg("Share won"), "share"),
        **interval("share"),
        "elsewhere": Column(msg("Share won of all others"), "share"),
        "less": Column(msg("Difference"), "points"),
        **interval("points", "less"),
        "p": Column(msg("How often chance alone does this"), "share"),
        "missed": Column(msg("Missed in twelve months"), "money"),
        "reason": Column(msg("Reason named most")),
        "reason_share": Column(msg("Of the losses with a reason"), "share"),
        "first": Column(msg("First loss"), "date"),
    },
}
