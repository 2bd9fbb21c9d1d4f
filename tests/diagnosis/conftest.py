"""The company most tests of station 1 share."""

import pytest
from diagnosis_firms import lively


@pytest.fixture(scope="session")
def lively_firm():
    return lively()
