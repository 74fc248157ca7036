"""The small sibling of the soak: a room of people at once, for a few seconds."""

from pathlib import Path

import pytest

from lotsen import bootstrap
from lotsen.config import from_environment
from tests.load import soak, tab
from tests.support import big, server

TABS, SECONDS = 20, 10


@pytest.mark.server
def test_a_room_of_people_is_answered_without_an_error(tmp_path: Path) -> None:
    house = bootstrap.build(from_environment({"LOTSEN_HOME": str(tmp_path)}))
    coach = house.identity.resolve(house.identity.open_start_link(house.identity.start_key()))
    assert coach is not None
    roadmap = big.fill(house, coach)
    house.close()
    with server.running(tmp_path) as running:
        walked = tab.run(soak.load(running, running.cookie(), roadmap, SECONDS, TABS))
    assert (walked.exceptions, walked.lost) == ([], []), "".join(running.said)
    assert len(walked.seconds) >= TABS
