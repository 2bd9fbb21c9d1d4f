"""What of an executed notebook reaches the page, and what is refused by name."""

import base64
import re

import pytest
from small_course import cell, notebook

from helpers.errors import ReportError
from helpers.language import using
from helpers.report import safe
from helpers.report.chapters import chapter, for_client
from helpers.report.tables import CUT, FOLD, PRINTED, fold
from helpers.style import Picture, canvas, finish


def shown(data, metadata=None, kind="display_data"):
    return {"output_type": kind, "data": data, "metadata": metadata or {}}


def done(*outputs, tags=("report",), id="look"):
    made = cell(id, "code()", *tags)
    return made | {"outputs": list(outputs), "execution_count": 1}


def prose(text, *tags, id="text"):
    return cell(id, text, *(tags or ("report",)), kind="markdown")


def made(*cells, lang="en"):
    return chapter(notebook(*cells), "classification", "Title", "en/02.ipynb", lang)


def refused(*cells):
    with pytest.raises(ReportError) as caught:
        made(*cells)
    (problem,) = caught.value.problems
    assert problem.file == "en/02.ipynb"
    return problem.column, str(problem.what)


@pytest.fixture(scope="module")
def picture() -> Picture:
    with canvas((3, 2)) as (fig, ax):
        ax.plot([1, 2])
        return finish(fig, "Half of <all> is “here”", "whale")


def table(rows, name="abc"):
    body = "".join(f'<tr><td class="l">C{n}</td></tr>' for n in range(rows))
    return (
        f'<div class="course-table" data-table="{name}"><table><caption>Classes</caption><thead><tr><th scope="col">x'
        f"</th></tr></thead><tbody>{body}</tbody></table></div>"
    )


def test_only_what_is_tagged_report_and_never_code():
    html = made(
        prose("kept"), prose("lesson only", "lesson"), done(shown({"text/html": table(1)}), tags=("lesson",))
    ).html
    assert "kept" in html and "lesson only" not in html and "C0" not in html and "code()" not in html


def test_prose_is_text_links_keep_their_words_and_headings_fit_under_the_title():
    found = made(prose("# Question\n\n## Detail\n\n[here](http://x.y) <script>alert(1)</script> ![p](a.png)", id="q"))
    assert '<h3 id="classification-q">Question</h3>' in found.html
    assert '<h4 id="classification-q-1">Detail</h4>' in found.html
    assert found.headings == [("classification-q", "Question")]
    assert "<script" not in found.html and "<a" not in found.html and "<img" not in found.html


def test_a_picture_has_its_words_its_size_and_a_place(picture):
    data, metadata = picture._repr_mimebundle_()
    found = made(done(shown(data, metadata)), done(shown(data, metadata), id="again"))
    assert found.html.count('id="classification-figure-whale"') == 1
    assert found.shown == {"figure:whale": "classification-figure-whale"}
    assert 'alt="Half of &lt;all&gt; is “here”"' in found.html and 'width="' in found.html


def test_a_panel_is_shown_by_its_fallback(picture):
    from helpers.language import msg
    from helpers.panel import Panel, Slider
    from helpers.show import Html

    slider = Slider("cut", msg("Rule"), 0.5, 0, 1, 0.1, "share")
    words = Html('<p class="course-none">words beside</p>', "words beside")
    for drawn in ((picture,), (picture, words)):
        panel = Panel([slider], lambda cut, drawn=drawn: drawn, "thresholds", "en")
        data, metadata = panel._repr_mimebundle_()
        assert any("widget" in kind for kind in data)
        html = made(done(shown(data, metadata))).html
        assert html.count("<figure") == 1 and "Half of &lt;all&gt;" in html
        assert ("words beside" in html) == (len(drawn) == 2)


def test_long_tables_are_folded_and_very_long_ones_cut_with_a_word():
    assert "<details" not in made(done(shown({"text/html": table(FOLD)}))).html
    folded = made(done(shown({"text/html": table(FOLD + 1)}))).html
    assert '<details class="long"><summary>Classes' in folded and folded.count("<tr>") == FOLD + 2
    cut = made(done(shown({"text/html": table(CUT + 5)}))).html
    assert "rows are shown" in cut and f">{CUT + 5}</data>" in cut
    body = cut.partition("<tbody>")[2].partition("</tbody>")[0]
    late = '<tr class="late">'
    assert body.count("<tr") == CUT and body.count(late) == CUT - PRINTED  # what paper leaves out, and says
    foot = cut.partition('<tfoot class="paper">')[2]
    assert f">{PRINTED}</data> of" in foot and f">{CUT + 5}</data> rows are printed" in foot
    assert '<p class="more screen">' in cut and late not in folded


def test_on_paper_a_table_of_long_texts_has_the_rows_that_a_sheet_has_room_for():
    rows = "".join(f"<tr><td>{n}</td><td>{'why ' * (50 if n % 2 else 1)}</td></tr>" for n in range(16))
    html = f'<div class="course-table"><table><tbody>{rows}</tbody></table></div>'
    told = fold(safe.read(html).children[0], "en").html()
    assert 5 < 16 - told.count('<tr class="late">') < 16 and "of <data" in told and "rows are printed" in told
    count = '<data class="q" data-unit="count" value="{}">{}</data>'
    more = f'<p class="more">{count.format(16, 16)} of {count.format(730, 730)} rows are shown.</p></div>'
    two = fold(safe.read(html.replace("</div>", more)).children[0], "en").html()
    assert ">730</data> rows are printed" in two and '<p class="more screen">' in two  # paper says it once, and truly
    short = fold(safe.read(html.replace("why ", "y")).children[0], "en").html()
    assert "late" not in short and "printed" not in short


def test_paper_leaves_out_the_last_of_each_kind_and_says_once_how_many_rows_there_are():
    """It left out all of the last class, and said 11 of 16 rows in one line and 16 of 730 in the next."""
    rows = "".join(f'<tr class="nth{n % 4}"><td>{n // 4}</td><td>{"why " * 50}</td></tr>' for n in range(16))
    word = '<p class="more"><data class="q" data-unit="count" value="16">16</data> of <data class="q" data-unit="count" value="730">730</data> rows are shown.</p>'
    html = f'<div class="course-table"><table><tbody>{rows}</tbody></table>{word}</div>'
    told = fold(safe.read(html).children[0], "en").html()
    kept = re.findall(r'<tr class="nth(\d)"><td[^>]*>(\d)</td>', told)
    assert {kind for _, kind in kept} == {"0", "1", "2", "3"} and 4 <= len(kept) < 14
    assert max(int(nth) for nth, _ in kept) < 3 and f">{len(kept)}</data> of" in told.partition("paper")[2]
    assert ">730</data> rows are printed" in told and '<p class="more screen">' in told


def test_a_single_text_beside_short_cells_gets_half_of_the_sheet():
    """It stood in six lines in the middle of an empty page."""
    heads, cells = (
        "<th>Account</th><th>Why</th><th>Money</th>",
        f"<td>12691</td><td>{'why ' * 30}</td><td>GBP 1.0 k</td>",
    )
    html = (
        f'<div class="course-table"><table><thead><tr>{heads}</tr></thead><tbody><tr>{cells}</tr></tbody></table></div>'
    )
    told = fold(safe.read(html).children[0], "en").html()
    assert '<th class="wide half">Why' in told
    full = html.replace(">12691<", f">{'n' * 60}<")
    assert "half" not in fold(safe.read(full).children[0], "en").html()


def test_a_table_can_be_scrolled_by_keyboard_and_is_named():
    html = made(done(shown({"text/html": table(2)}))).html
    assert '<div class="scroll short" tabindex="0" role="region" aria-label="Classes">' in html
    assert 'id="classification-table-abc"' in html


@pytest.mark.parametrize(
    "output",
    [
        {"output_type": "stream", "name": "stdout", "text": "bare"},
        shown({"text/plain": "42"}),
        shown({"text/html": "<table><tr><td>1</td></tr></table>"}),
        shown({"text/html": '<div class="course-x"><script>1</script></div>'}),
        shown({"text/html": '<div class="course-x" onclick="x()">1</div>'}),
        shown({"text/html": '<div class="course-x"><a href="https://x.y">1</a></div>'}),
        shown({"text/html": '<img class="course-figure" src="https://x.y/a.png">'}),
        shown({"text/html": '<div class="course-x" style="background:url(//x)">1</div>'}),
        shown({"text/html": '<div class="course-x">1'}),
    ],
)
def test_what_is_not_ours_is_refused_with_its_cell(output):
    assert refused(done(output, id="foreign"))[0] == "foreign"


def test_warnings_of_libraries_do_not_reach_the_page():
    found = made(done({"output_type": "stream", "name": "stderr", "text": "FutureWarning"}))
    assert "FutureWarning" not in found.html


def test_safe_html_comes_out_as_it_went_in():
    html = '<div class="course-x" data-table="a"><p>a &lt; b &amp; c<br>“d”</p><data class="q" value="1">1</data></div>'
    assert safe.read(html).html() == html


def test_a_bare_figure_has_no_words_that_are_not_its_own():
    png = base64.b64encode(
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (100).to_bytes(4, "big") + (50).to_bytes(4, "big") + b"\0" * 9
    )
    html = made(done(shown({"image/png": png.decode(), "text/plain": "<Figure size 640x480>"}))).html
    assert "640x480" not in html and 'width="100" height="50"' in html


def test_sections_without_data_are_one_list_at_the_end():
    none = shown({"text/html": '<div class="course-table"><p class="course-none">Nothing here.</p></div>'})
    thin = (prose("### Who?\n\nA long introduction."), done(none), done(none, id="again"), prose("**How to read it.**"))
    full = (prose("### What?\n\nKept.", id="next"), done(shown({"text/html": table(1)}), none, id="more"))
    found = made(*thin, *full)
    assert found.html.count("Nothing here.") == 2 and "Kept." in found.html  # in the list, and in the full table's cell
    assert found.html.index("Kept.") < found.html.index("<li><strong>Who?</strong> Nothing here.</li>")
    assert "introduction" not in found.html and "How to read it" not in found.html
    assert found.headings[-1] == ("classification-unanswered", "What the data at hand do not answer, or in part only")
    assert "unanswered" not in made(*full).html


def test_a_figure_without_data_is_named_at_the_end_and_an_empty_table_not_at_all():
    figure = shown({"text/html": '<p class="course-none">No visits yet</p>'})
    rows = shown({"text/html": '<div class="course-table"><p class="course-none">Nothing to list.</p></div>'})
    full = done(shown({"text/html": table(1)}), id="full")
    read, kept = prose("How to read the figure.", id="read"), prose("How to read the table.", id="kept")
    html = made(prose("### Where?"), done(figure), read, done(rows, id="rows"), full, kept).html
    assert "read the figure" not in html and "read the table" in html
    assert "<li><strong>Where?</strong> No visits yet.</li>" in html and html.count("No visits yet") == 1
    assert "Nothing to list." not in html and html.index("C0") < html.index("No visits yet")


@pytest.mark.parametrize(
    ("heading", "shown"),
    [
        ("### 谁会成长？（课后）\n\n课后再读。", "### 谁会成长？\n\n课后再读。"),
        ("### 课后：哪些组不一样？", "### 哪些组不一样？"),
        ("### Who grows? (afterwards)\n\nRead (afterwards).", "### Who grows?\n\nRead (afterwards)."),
        ("### For afterwards: which groups differ?", "### Which groups differ?"),
        ("### Who is key?", "### Who is key?"),
    ],
)
def test_a_client_is_not_told_what_a_class_keeps_for_afterwards(heading, shown):
    assert for_client(heading) == shown


def test_prose_of_a_lesson_is_told_in_the_words_of_the_industry():
    from helpers.language import worded
    from helpers.rules import preset

    for lang, text, told in (
        ("zh", "一个点是一家客户", "一个点是一位会员"),
        ("en", "A customer buys", "A member buys"),
    ):
        with worded(preset("mother_baby_retail").wording), using(lang):
            assert told in made(prose(text), lang=lang).html
        assert text in made(prose(text), lang=lang).html
