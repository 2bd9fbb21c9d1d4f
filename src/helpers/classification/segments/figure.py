"""Picture of the segmentations: what each way tells, and the segments of the best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers import style
from helpers.classification.figures.shared import label
from helpers.classification.segments import terms
from helpers.classification.segments.totals import by_one
from helpers.language import current, msg
from helpers.quantity import Quantity, write
from helpers.show import spoken
from helpers.style import ACCENT, FAINT, INK, MAIN, MUTED, SECOND, Picture

if TYPE_CHECKING:
    from helpers.station import StationResult

SHOWN = 10
#: Ways to divide that fill the height of the picture.
FEW = 4


def plot_segments(result: StationResult, lang: str | None = None) -> Picture:
    """Left: share of the rank differences in revenue that each way explains; right: the segments of one way."""
    lang = lang or current()
    single, rows, found = result["segment_bases"], result["segments"], result.finding("segments.tells")
    if found:
        title = found.say(lang)
    elif single.empty:
        title = msg("The data at hand divide the customers in no way.").render(lang)
    else:
        title = msg("No description of customers tells clearly more about revenue than chance.").render(lang)
    if single.empty or single["share"].isna().all():
        with style.canvas((9.0, 2.2)) as (fig, ax):
            ax.axis("off")
            return style.finish(fig, title, "segments", empty=True)
    with style.canvas((10.2, 5.2), 1, 2) as (fig, (left, right)):
        _ways(left, single, result["segment_crosses"], lang)
        described = single[single["base"] != "behaviour"]
        base = (described if len(described) else single)["base"].iloc[0]
        _segments(right, rows[rows["base"] == base], base, lang)
        note = msg(
            "Customers who ever bought; revenue of {months} months to {day}; lines: interval of {level}.",
            months=Quantity(result.rules["window_months"], "months"),
            day=Quantity(result.facts.as_of, "date"),
            level=Quantity(0.95, "share"),
        )
        notes = [note]
        own = rows[(rows["base"] == base) & (rows["note"].fillna("") == "")]
        if by_one(own).any():
            notes.append(msg("Hatched: above the average by its largest customer only."))
        told = ("" if lang == "zh" else " ").join(each.render(lang) for each in notes)
        return style.finish(fig, title, "segments", told)


def _ways(ax, single, crosses, lang: str) -> None:
    bars = [
        (terms.BASES[row.base].render(lang), row, MUTED if row.base == "behaviour" else MAIN)
        for row in single[single["share"].notna()].itertuples()
    ]
    best = crosses[crosses["share"].notna() & (crosses["first"] != "behaviour") & (crosses["second"] != "behaviour")]
    for row in best.head(1).itertuples():
        name = msg("{first} × {second}", first=terms.BASES[row.first], second=terms.BASES[row.second])
        bars.append((name.render(lang), row, SECOND))
    bars.sort(key=lambda bar: bar[1].share)
    reach = max(max(bar[1].high for bar in bars), 0.02)
    for place, (_, row, colour) in enumerate(bars):
        ax.barh(place, max(row.share, 0), color=colour, height=0.55)
        ax.plot([row.low, row.high], [place, place], color=INK, lw=1.2)
        ax.text(
            max(row.high, 0) + reach * 0.03,
            place,
            write(max(row.share, 0.0), "share", lang=lang),
            va="center",
            fontsize=9.5,
        )
    ax.set_yticks(range(len(bars)), [label(name, 9) for name, _, _ in bars])
    ax.set_xlim(0, reach * 1.25)
    ax.set_ylim(min(len(bars) - FEW, 0) - 0.6, len(bars) - 0.4)  # few bars stay bars
    style.share_axis(ax.xaxis)
    ax.tick_params(axis="y", length=0)
    ax.set_title(
        msg("differences in rank by revenue that each way explains").render(lang), loc="left", fontsize=9.5, color=MUTED
    )


def _segments(ax, rows, base: str, lang: str) -> None:
    shown = rows.sort_values(["index", "value"], ascending=[False, True], kind="stable").head(SHOWN).iloc[::-1]
    reach = max(float(shown["index"].max()), 1.0) if len(shown) else 1.0
    labels, alone = [], by_one(shown).tolist()
    for place, (_, row) in enumerate(shown.iterrows()):
        small, one = bool(row["note"]), bool(alone[place])
        ink, hatch = (FAINT if small or one else MAIN), ("///" if one and not small else None)
        ax.barh(place, row["index"], color=ink, edgecolor=MUTED, linewidth=0.5, height=0.55, hatch=hatch)
        ax.text(
            row["index"] + reach * 0.02,
            place,
            write(float(row["index"]), "ratio", lang=lang),
            va="center",
            fontsize=9.5,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6},  # the line of the average passes behind it
        )
        name = str(row["value_name"])
        name = spoken(name, lang)
        told = (
            msg("{name} ({n}, small)") if small else msg("{name} ({n}, by one of them)") if one else msg("{name} ({n})")
        )
        labels.append(label(told.render(lang, name=name, n=Quantity(int(row["customers"]), "count")), 12))
    ax.axvline(1, color=ACCENT, lw=1, ls="--", zorder=1.5)
    ax.text(1 + reach * 0.01, len(shown) - 0.45, msg("average").render(lang), color=ACCENT, fontsize=9)
    ax.set_yticks(range(len(shown)), labels)
    ax.set_xlim(0, reach * 1.2)
    ax.set_ylim(-0.6, len(shown))
    ax.xaxis.set_visible(False)
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    words = msg("{base}: revenue, times the average (customers)", base=terms.BASES[base])
    ax.set_title(style.wrap(words.render(lang), 22), loc="left", fontsize=9.5, color=MUTED)
