"""Native charts of slides, with a data sheet of their own that a consultant can edit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from helpers.report.formats.deck import FONTS, INK, SERIES, Deck
from helpers.report.formats.series import clean, floor_of, sheet, steps

#: About so many labels along a line have room.
LABELS = 12


def chart(
    deck: Deck,
    slide: Any,
    kind: str,
    labels: Sequence[str],
    series: Sequence[tuple[str, Sequence[Any]]],
    form: str,
    along: str = "",
) -> None:
    """A native chart with its own data sheet; ``form`` is the number format of its values, ``along`` what its labels
    count."""
    from pptx.chart.data import CategoryChartData
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
    from pptx.util import Pt

    kinds = {
        "line": XL_CHART_TYPE.LINE,
        "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
        "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    }
    data = CategoryChartData(number_format=form)
    data.categories = [clean(label) for label in labels]
    for name, values in series:
        data.add_series(clean(name), list(values))
    place = (deck.left, int(deck.top + deck.height * 0.05), deck.width, int(deck.height * 0.75))
    frame = slide.shapes.add_chart(kinds[kind], *place, data)
    chart = frame.chart
    sheet(chart, labels, series, form)
    chart.font.size = Pt(12)
    if not deck.own:  # a client's letters are those of the template's theme
        chart.font.name = FONTS[deck.lang]
    chart.has_legend = len(series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.has_title = False
    chart.value_axis.tick_labels.number_format, chart.value_axis.tick_labels.number_format_is_linked = form, False
    chart.value_axis.major_gridlines.format.line.color.rgb = RGBColor.from_string("D9DFE4")
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if kind == "bar":
        chart.category_axis.reverse_order = True
    if along:
        chart.category_axis.has_title = True
        chart.category_axis.axis_title.text_frame.text = clean(along)
        run = chart.category_axis.axis_title.text_frame.paragraphs[0].runs[0]
        run.font.size, run.font.bold = Pt(12), False
    if kind == "line" and len(labels) > LABELS:
        spaced(chart.category_axis, -(-len(labels) // LABELS))
    for colour, one in zip(SERIES, chart.plots[0].series, strict=False):
        if kind == "line":
            one.smooth = False
            one.format.line.color.rgb, one.format.line.width = RGBColor.from_string(colour), Pt(2.25)
        else:
            one.invert_if_negative = False
            one.format.fill.solid()
            one.format.fill.fore_color.rgb = RGBColor.from_string(colour)
    told = [value for _, values in series for value in values if value is not None]
    if told and min(told) >= 0:
        chart.value_axis.minimum_scale = 0
        if "%" in form and 0.5 < max(told) <= 1:
            chart.value_axis.maximum_scale = 1
    if kind != "line" and len(labels) <= 12:
        plot = chart.plots[0]
        plot.has_data_labels, plot.gap_width = True, 60
        plot.data_labels.number_format, plot.data_labels.number_format_is_linked = form, False
        plot.data_labels.font.size = Pt(11)
        chart.value_axis.visible, chart.value_axis.has_major_gridlines = False, False


def waterfall(deck: Deck, slide: Any, labels: Sequence[str], amounts: Sequence[float], form: str) -> float | None:
    """A native waterfall of stacked columns: the first and last are totals, between them what was added and lost.

    Returns where the axis starts when that is not zero. Totals and steps must stay above zero.
    """
    from pptx.chart.data import CategoryChartData
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION
    from pptx.enum.dml import MSO_PATTERN, MSO_THEME_COLOR
    from pptx.util import Pt

    series = steps(labels, amounts)
    data = CategoryChartData(number_format=form)
    data.categories = [clean(label) for label in labels]
    for name, values in series:
        data.add_series(clean(name), list(values))
    place = (deck.left, int(deck.top + deck.height * 0.05), deck.width, int(deck.height * 0.75))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_STACKED, *place, data).chart
    sheet(chart, labels, series, form)
    chart.font.size = Pt(12)
    if not deck.own:  # a client's letters are those of the template's theme
        chart.font.name = FONTS[deck.lang]
    chart.has_legend = chart.has_title = False
    chart.value_axis.visible, chart.value_axis.has_major_gridlines = False, False
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 40, 100
    base, *drawn = plot.series
    base.format.fill.background()
    base.format.line.fill.background()
    looks = ((INK, form), (SERIES[2], f"+{form}"), (SERIES[1], f'"−"{form}'))
    for one, (colour, shown) in zip(drawn, looks, strict=True):
        fill = one.format.fill
        if colour == SERIES[1]:  # what was lost is striped too: readable in black and white
            fill.patterned()
            fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
            fill.back_color.rgb = RGBColor.from_string("FFFFFF")
        else:
            fill.solid()
        fill.fore_color.rgb = RGBColor.from_string(colour)
        labelled = one.data_labels
        labelled.show_value = True
        labelled.number_format, labelled.number_format_is_linked = f"{shown};;", False
        labelled.font.size = Pt(12)
        labelled.position = XL_LABEL_POSITION.INSIDE_END if colour == INK else XL_LABEL_POSITION.CENTER
        labelled.font.color.rgb = RGBColor.from_string("FFFFFF" if colour == INK else "000000")
        if deck.own and colour == INK:  # dark on dark, or not: the template's theme knows
            fill.fore_color.theme_color = MSO_THEME_COLOR.TEXT_1
            labelled.font.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
    low = min(v for values in (series[0][1],) for v in values[1:-1]) if len(labels) > 2 else 0
    start = floor_of(low, max(amounts[0], amounts[-1]))
    if start:
        chart.value_axis.minimum_scale = start
    return start


def spaced(axis: Any, every: int) -> None:
    """One label in so many along an axis, so that they stand level."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import qn

    tags = ("tickLblSkip", "tickMarkSkip")
    last = axis._element.find(qn("c:noMultiLvlLbl"))
    for tag in tags:
        node = parse_xml(f'<c:{tag} xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" val="{every}"/>')
        if last is None:
            axis._element.append(node)
        else:
            last.addprevious(node)
