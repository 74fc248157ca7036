"""The print route: who gets it, and that it is one sheet of A4 in a real browser whatever the roadmap holds."""

import pytest
from starlette.testclient import TestClient


@pytest.fixture
def client(screen_house):
    from starlette.applications import Starlette

    from lotsen.web import site

    return TestClient(Starlette(routes=list(site.routes)))
