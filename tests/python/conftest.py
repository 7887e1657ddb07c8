import pathlib

import agc
import pytest

GOLDEN = pathlib.Path(__file__).parents[1] / "golden"


@pytest.fixture
def golden():
    return GOLDEN


@pytest.fixture(params=["basic", "names", "many", "concat", "old_v11_basic", "old_v20_basic"])
def archive(request):
    with agc.Archive(GOLDEN / request.param / "a.agc") as opened:
        yield opened


@pytest.fixture
def basic():
    with agc.Archive(GOLDEN / "basic" / "a.agc") as opened:
        yield opened
