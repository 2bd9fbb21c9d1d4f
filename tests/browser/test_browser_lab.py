"""The course in JupyterLab as `course lab` opens it: notebook 02 run, the panel's slider moved, nothing asked of anyone."""

import shutil
import socket
import time
import urllib.error
import urllib.request

import pytest

from helpers import paths

pytestmark = [pytest.mark.slow, pytest.mark.browser]

TOKEN = "course"
NOTEBOOK = "02_classification.ipynb"
IDLE = '.jp-Notebook-ExecutionIndicator[data-status="idle"]'
#: Console errors that are JupyterLab's own, each with its reason.
ALLOWED = ()


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def copied(home):
    """The course, copied, so that saving in JupyterLab cannot touch the repository."""
    root = paths.root()
    for name in ("notebooks", "data"):
        shutil.copytree(root / name, home / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    (home / "pyproject.toml").write_text("", "utf-8")
    return home


@pytest.fixture(scope="module", params=["zh", "en"])
def lab(request, chromium, tmp_path_factory):
    """(language, address) of a running JupyterLab, in a folder with a blank and Chinese in its name."""
    from helpers.cli import lab as starter

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_HOME", str(copied(tmp_path_factory.mktemp("课 程"))))
        port = free_port()
        process = starter.start(request.param, port=port, browser=False, token=TOKEN, first=NOTEBOOK)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/api?token={TOKEN}", timeout=2)
                break
            except (urllib.error.URLError, OSError):
                assert process.poll() is None, "JupyterLab did not start"
                time.sleep(0.2)
        yield request.param, address
    finally:
        process.terminate()
        process.wait(20)


def run_all(page):
    """Run → Run All Cells, when the kernel is there.

    On a busy machine Jupyter's own server may drop the first connection to a fresh kernel (it answers
    a message before it has connected); then the page is loaded again, as a person would.
    """
    for _ in range(3):
        page.wait_for_selector(IDLE, timeout=60_000)
        page.wait_for_function(
            "[...document.querySelectorAll('.jp-StatusBar-TextItem')].some(e => /Python 3 \\| (空闲|Idle)/.test(e.textContent))",
            timeout=60_000,
        )
        press_run_all(page)
        for _ in range(150):
            page.wait_for_timeout(200)
            prompts = "".join(page.locator(".jp-CodeCell .jp-InputPrompt").all_inner_texts())
            if any(sign.isdigit() for sign in prompts):
                return
        page.reload()
    pytest.fail("the notebook did not run")


def press_run_all(page):
    """By the menu, in either language: by command, not by word."""
    assert page.locator(".jp-Dialog").all_inner_texts() == []
    item = page.locator('.lm-Menu-item[data-command="runmenu:run-all"]')
    for menu in page.locator("#jp-MainMenu .lm-MenuBar-item").all():
        menu.click()
        if item.count():
            item.click()
            return
        page.keyboard.press("Escape")
    pytest.fail("there is no menu entry that runs all cells")


def test_notebook_runs_and_the_slider_moves_the_picture(lab, watched):
    lang, address = lab
    seen = watched(ALLOWED, viewport={"width": 1400, "height": 1000})
    page = seen.page
    page.goto(f"{address}/?token={TOKEN}")
    page.wait_for_selector(IDLE, timeout=60_000)
    assert page.url.split("?")[0].endswith(f"/notebooks/{lang}/{NOTEBOOK}")
    menu = page.locator("#jp-MainMenu").inner_text()
    assert ("文件" in menu) == (lang == "zh"), menu
    assert page.locator(".jp-Dialog").count() == 0

    run_all(page)
    handle = page.locator(".noUi-handle").first
    handle.wait_for(state="attached", timeout=120_000)
    page.wait_for_selector(IDLE, timeout=90_000)
    assert page.locator('[data-mime-type="application/vnd.jupyter.stderr"]').all_inner_texts() == []

    handle.scroll_into_view_if_needed()
    output = page.locator(".jp-OutputArea-output", has=page.locator(".noUi-handle")).first
    picture = output.locator("img").first
    picture.wait_for(timeout=20_000)
    before, drawn = picture.get_attribute("src"), picture.screenshot()
    handle.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    for _ in range(100):
        page.wait_for_timeout(200)
        if picture.get_attribute("src") != before:
            break
    page.wait_for_timeout(1500)
    assert picture.screenshot() != drawn, "the slider moved and the picture stayed as it was"

    assert seen.left == [], seen.left
    assert seen.errors == [], seen.errors
