"""Speed of the panel of the classes in the browser: from a key on a slider until picture and list have changed.

JupyterLab in a headless Chromium, as `course lab` opens it, on demo companies with most purchase days and most
customers. Prints a line ``name ratio goal`` a company (median of the moves as a share of half a second), then what was
measured; exit status 1 where a ratio is above its goal.

    python benchmarks/panel.py
    python benchmarks/panel.py hengce muyu
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import statistics
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

#: Allowed from key to picture, seconds.
SECONDS = 0.5
COMPANIES = ("hengce", "muyu", "youhe")
#: Keys pressed: on the first slider, one after the other, the first to warm up.
KEYS = ["ArrowRight"] * 5 + ["ArrowLeft"] * 4
TOKEN = "course"
#: In the page: when a key goes down, and when the outputs below the sliders last changed after it, pictures loaded.
WATCH = """
root => {
  window.moves = {down: 0, done: 0};
  root.addEventListener('keydown', () => { window.moves = {down: performance.now(), done: 0}; }, true);
  const done = () => requestAnimationFrame(() => { window.moves.done = performance.now(); });
  new MutationObserver(changes => {
    for (const change of changes) {
      const node = change.target.nodeType === 1 ? change.target : change.target.parentElement;
      if (node.closest('.widget-slider')) continue;
      if (node.tagName === 'IMG') { node.addEventListener('load', done, {once: true}); } else { done(); }
    }
  }).observe(root, {subtree: true, childList: true, attributes: true, attributeFilter: ['src'], characterData: true});
}
"""


def notebook(company: str) -> str:
    """Two cells: the result, and the panel of it."""
    import nbformat.v4 as v4

    cells = [
        v4.new_code_cell(
            "from helpers import classification\nfrom helpers.company import folder\n"
            f"result = classification.run(folder.open({company!r}))"
        ),
        v4.new_code_cell("classification.panel_classes(result, 'zh')"),
    ]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return json.dumps(v4.new_notebook(cells=cells, metadata=kernel))


@contextlib.contextmanager
def lab(home: Path, first: str):
    """Address of a JupyterLab in a folder."""
    from helpers.cli import lab as starter

    os.environ["COURSE_HOME"] = str(home)
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    process = starter.start("zh", port=port, browser=False, token=TOKEN, first=first)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/api?token={TOKEN}", timeout=2)
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def moves(page, address: str, company: str) -> list[float]:
    """Seconds from each key to the last change it made."""
    page.goto(f"{address}/lab/tree/notebooks/zh/{company}.ipynb?token={TOKEN}&reset")
    page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]', timeout=90_000)
    page.wait_for_function(
        "[...document.querySelectorAll('.jp-StatusBar-TextItem')].some(e => /Python 3 \\| (空闲|Idle)/.test(e.textContent))",
        timeout=90_000,
    )
    item = page.locator('.lm-Menu-item[data-command="runmenu:run-all"]')
    for menu in page.locator("#jp-MainMenu .lm-MenuBar-item").all():
        menu.click()
        if item.count():
            item.click()
            break
        page.keyboard.press("Escape")
    handle = page.locator(".noUi-handle").first
    handle.wait_for(state="attached", timeout=180_000)
    page.wait_for_timeout(3_000)
    page.locator(".jp-OutputArea-output", has=page.locator(".noUi-handle")).first.evaluate(WATCH)
    handle.focus()
    taken = []
    for key in KEYS:
        page.keyboard.press(key)
        page.wait_for_function("window.moves.done > 0", timeout=20_000)
        page.wait_for_timeout(1_200)
        taken.append(page.evaluate("(window.moves.done - window.moves.down) / 1000"))
    return taken[1:]


def main(companies: list[str]) -> int:
    from playwright.sync_api import sync_playwright

    from helpers import paths

    browser = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )
    if browser is None:
        print("# no Chromium or Chrome on this machine: the panel was not measured")
        return 0
    worst = 0.0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        home = Path(temporary)
        (home / "notebooks" / "zh").mkdir(parents=True)
        (home / "pyproject.toml").write_text("", "utf-8")
        for company in companies:
            shutil.copytree(paths.companies() / company, home / "data" / "companies" / company)
            (home / "notebooks" / "zh" / f"{company}.ipynb").write_text(notebook(company), "utf-8")
        with lab(home, f"{companies[0]}.ipynb") as address, sync_playwright() as playwright:
            chrome = playwright.chromium.launch(
                executable_path=browser, args=["--no-sandbox", "--disable-dev-shm-usage"]
            )
            for company in companies:
                page = chrome.new_page(viewport={"width": 1400, "height": 1000})
                taken = moves(page, address, company)
                page.close()
                ratio = statistics.median(taken) / SECONDS
                worst = max(worst, ratio)
                print(f"classification.panel.{company}.share_of_half_a_second {ratio:.2f} 1", flush=True)
                print(
                    f"# {len(taken)} moves, median {statistics.median(taken):.2f} s, slowest {max(taken):.2f} s",
                    flush=True,
                )
            chrome.close()
    return int(worst > 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or list(COMPANIES)))
