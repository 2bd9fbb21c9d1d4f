"""Outside changes by expected impact, threats to the left, opportunities to the right; and the radar of fields."""

from __future__ import annotations

import numpy as np

from helpers import style
from helpers.diagnosis.environment.terms import FIELDS
from helpers.diagnosis.sales.figure_words import title
from helpers.language import current, msg
from helpers.quantity import Quantity
from helpers.show import spoken
from helpers.station import StationResult

SHOWN = 10


def plot_pest(result: StationResult, lang: str | None = None) -> style.Picture:
    """Bars of the strongest factors with intervals; threats hatched, so that print without colour tells them apart."""
    lang = lang or current()
    table = result["pest"].head(SHOWN)
    named = title(
        result, lang, "pest.threat", "pest.opportunity", otherwise=msg("Nobody has judged the surroundings yet")
    )
    with style.canvas((9.0, 1.6 + 0.46 * max(len(table), 3))) as (fig, ax):
        for place, row in enumerate(table.itertuples()):
            threat = row.mean < 0
            ink = style.ACCENT if threat else style.MAIN
            ax.barh(
                place,
                row.mean,
                color="white" if threat else ink,
                edgecolor=ink,
                hatch="////" if threat else None,
                height=0.56,
            )
            if row.low == row.low:
                ax.plot([row.low, row.high], [place] * 2, color=style.INK, lw=1.2)
            end = (
                min(row.low, row.mean, 0)
                if threat and row.low == row.low
                else max(row.high, row.mean, 0)
                if row.high == row.high
                else row.mean
            )
            ax.text(
                end + (-0.08 if threat else 0.08),
                place,
                _signed(row.mean, lang),
                ha="right" if threat else "left",
                va="center",
                fontsize=9.5,
            )
            text = style.wrap(f"{FIELDS[row.domain].render(lang)} · {spoken(row.factor, lang)}", 24)
            ax.text(0.08 if threat else -0.08, place, text, ha="left" if threat else "right", va="center", fontsize=9.5)
        ax.axvline(0, color=style.INK, lw=0.8)
        ax.set_xlim(-5.6, 5.6)
        ax.set_ylim(max(len(table), 3) - 0.4, -0.6)
        ax.set_yticks([])
        ax.spines["left"].set_visible(False)
        ax.set_xlabel(msg("← threat   expected impact (impact × probability, −5 to 5)   opportunity →").render(lang))
        note = msg(
            "Hatched: threats; solid: opportunities. Lines: 95% intervals from the raters' differences; {shown} of {all} factors."
        ).render(lang, shown=Quantity(len(table), "count"), all=Quantity(len(result["pest"]), "count"))
        return style.finish(fig, named, "pest", note if len(table) else "", empty=table.empty)


def _signed(value: float, lang: str) -> str:
    return ("+" if value > 0 else "") + Quantity(value, "ratio").render(lang)


def _count(table, field: str) -> int:
    own = table[(table["domain"] == field) & (table["direction"] == "threat")]
    return int(own["factors"].sum())


def plot_pest_radar(result: StationResult, lang: str | None = None) -> style.Picture:
    """Mean strength of the threats and opportunities of the four fields, on one radar."""
    lang = lang or current()
    table = result["pest_fields"]
    with style.canvas((7.4, 5.6), subplot_kw={"projection": "polar"}) as (fig, ax):
        around = np.linspace(0, 2 * np.pi, len(FIELDS), endpoint=False)
        ax.set_theta_offset(np.pi / 2)
        ax.set_theta_direction(-1)
        heaviest, weight, top = None, 0.0, 0.0
        for direction, ink, dash, words in (
            ("threat", style.ACCENT, (4, 2), msg("threats")),
            ("opportunity", style.MAIN, (), msg("opportunities")),
        ):
            part = table[table["direction"] == direction].set_index("domain").reindex(list(FIELDS))
            height = part["mean"].fillna(0).to_numpy("float64")
            ax.plot([*around, around[0]], [*height, height[0]], color=ink, lw=2, dashes=dash or (None, None))
            ax.fill(around, height, color=ink, alpha=0.12)
            if len(part) and height.max() > 0:
                at = int(height.argmax())
                beside = ((9, -4, "left"), (-2, 24, "right"), (9, 4, "left"), (2, 24, "left"))[at]
                near = {"xytext": beside[:2], "textcoords": "offset points", "ha": beside[2], "va": "center"}
                box = {"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.8}
                ax.annotate(
                    words.render(lang), (around[at], height[at]), color=ink, fontsize=10.5, bbox=box, zorder=5, **near
                )
                if direction == "threat":
                    heaviest, weight = list(FIELDS)[at], float(height[at])
            top = max(top, float(height.max()))
        labels = []
        for name, words in FIELDS.items():
            counts = table[table["domain"] == name].set_index("direction")["factors"]
            labels.append(
                msg("{field}\nthreats: {threats}\nopportunities: {chances}").render(
                    lang,
                    field=words,
                    threats=Quantity(int(counts.get("threat", 0)), "count"),
                    chances=Quantity(int(counts.get("opportunity", 0)), "count"),
                )
            )
        ax.set_xticks(around, labels)
        sides = (("center", "bottom"), ("left", "center"), ("center", "top"), ("right", "center"))
        for label, (across, up) in zip(ax.get_xticklabels(), sides, strict=True):
            label.set(horizontalalignment=across, verticalalignment=up)
            label.set_linespacing(1.4)
        ax.tick_params(axis="x", pad=10)
        ax.set_ylim(0, max(1.0, np.ceil(top)))
        ax.set_rgrids(np.arange(1, max(1.0, np.ceil(top)) + 0.5), angle=315, fontsize=8.5, color=style.MUTED)
        ax.grid(color=style.FAINT)
        ax.spines["polar"].set_color(style.FAINT)
        named = (
            msg("Threats weigh most in the field “{field}”: {weight} of five on average, over {count} threats").render(
                lang,
                field=FIELDS[heaviest],
                weight=Quantity(weight, "ratio"),
                count=Quantity(_count(table, heaviest), "count"),
            )
            if heaviest
            else msg("No field holds a threat").render(lang)
            if len(table)
            else msg("Nobody has judged the surroundings yet").render(lang)
        )
        note = msg(
            "Mean expected strength (0–5) of the factors of a field; dashed: threats, solid: opportunities."
        ).render(lang)
        return style.finish(fig, named, "pest_radar", note, empty=table.empty)
