"""What all tests share: results go to a folder of the test run, the same for all its workers, never to the course's own."""

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))


@pytest.fixture(scope="session", autouse=True)
def _results_apart(tmp_path_factory):
    os.environ["COURSE_RESULTS"] = str(shared(tmp_path_factory) / "results")
    os.environ["COURSE_HOME"] = str(ROOT)


def shared(tmp_path_factory):
    """A folder of this test run: what one of its workers has computed or made, the others read."""
    place = tmp_path_factory.getbasetemp()
    return place.parent if "PYTEST_XDIST_WORKER" in os.environ else place


@pytest.fixture(scope="session")
def demo_results(tmp_path_factory, _results_apart):
    """A demo company and the results of all its stations, computed once a run: workers wait for the one that began."""
    import made
    from helpers import station
    from helpers.company import folder

    def run():
        return [station.run(station.station(name), firm, None) for name in station.CHAIN]

    firm = folder.open("hengce")
    made.once(shared(tmp_path_factory) / "made" / "results", lambda there: bool(run()))
    return firm, run()  # read from the store


@pytest.fixture(scope="session")
def demo_report(tmp_path_factory, demo_results):
    """Pages of a demo company's report by language, made once a run in a folder of an odd name; only to be read."""
    import made

    place = shared(tmp_path_factory) / "made" / "报 告"
    return made.once(place, lambda folder: made.report("hengce", ("zh", "en"), folder))


@pytest.fixture(params=["zh", "en"])
def lang(request):
    from helpers.language import using

    with using(request.param):
        yield request.param
