"""What all tests share: results go to a folder of the test run, the same for all its workers, never to the course's own."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def _results_apart(tmp_path_factory):
    place = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:  # what one worker has computed, the other reads
        place = place.parent
    os.environ["COURSE_RESULTS"] = str(place / "results")
    os.environ["COURSE_HOME"] = str(ROOT)


@pytest.fixture(params=["zh", "en"])
def lang(request):
    from helpers.language import using

    with using(request.param):
        yield request.param
