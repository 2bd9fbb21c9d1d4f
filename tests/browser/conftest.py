"""A headless Chromium that watches: requests that leave the machine are cut off and recorded."""

import os
import re
import shutil
from pathlib import Path

import pytest

PLACES = (
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
LOCAL = re.compile(r"(file|data|blob|about|chrome-extension):|(https?|wss?)://(127\.0\.0\.1|localhost)(:|/|$)")
REQUIRED = os.environ.get("CI") == "true" or os.environ.get("COURSE_BROWSER") == "required"


def found() -> str | None:
    """The browser of this machine, if it has one."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    return next((path for path in PLACES if Path(path).exists()), None)


@pytest.fixture(scope="session")
def chromium():
    path = found()
    if path is None:
        said = "no Chromium, Chrome or Edge on this machine: the pages were not looked at in a browser"
        if REQUIRED:
            pytest.fail(said)
        pytest.skip(said)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


class Watched:
    """A page, and what it did that it should not: requests off the machine, errors on the console."""

    def __init__(self, browser, allowed: tuple[str, ...] = (), **options):
        self.left, self.errors, self.allowed = [], [], allowed
        self.context = browser.new_context(**options)
        self.context.route("**/*", self._request)
        self.page = self.context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self._error(f"pageerror: {error}"))

    def _request(self, route):
        if LOCAL.match(route.request.url):
            return route.continue_()
        self.left.append(route.request.url)
        return route.abort()

    def _console(self, message):
        if message.type == "error":
            self._error(f"{message.text} @ {message.location.get('url', '')}")

    def _error(self, text):
        if not any(re.search(pattern, text) for pattern in self.allowed):
            self.errors.append(text)


@pytest.fixture
def watched(chromium):
    made = []

    def make(allowed=(), **options):
        made.append(Watched(chromium, allowed, **options))
        return made[-1]

    yield make
    for one in made:
        one.context.close()
