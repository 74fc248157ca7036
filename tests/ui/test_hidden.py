"""While the results are hidden, nobody is sent any of them: looked at in all that a tab receives, and on paper."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState

from lotsen.domain.localtext import LocalText
from lotsen.services.identity import COOKIE
from lotsen.texts import Texts
from lotsen.ui.priorities import pictures
from tests.load import tab
from tests.support.browser import Site
from tests.support.rooms import CATEGORIES, Judged, judged

pytestmark = pytest.mark.server

T = Texts.of("sv")
RESULTS = (*CATEGORIES, "83,3", "bär hälften", "Plats")
"""What tells of a result on pages that name categories in results alone: names, points, the headline, a place."""

Change = Callable[[WidgetState], object]


@pytest.fixture
def room(site: Site) -> Judged:
    """A judged room with a session behind it, whose snapshot holds another order than today's."""
    made = judged(site.house, site.coach, site.roadmap())
    session = site.house.coaching.open(
        site.coach, LocalText.of("Dag ett", "sv"), dt.date(2026, 11, 24), "", "", (), (made.roadmap,)
    )
    site.house.coaching.close(session.id, "", site.coach.id)
    site.house.assessments.agree(made.roadmap, made.categories[2], made.goals[0], 3, site.coach.id)
    return made


def hide(room: Judged, hidden: bool) -> None:
    room.house.rooms.hide(room.roadmap, hidden, room.coach.id)


async def sent(site: Site, page: str, query: str, *steps: tuple[str, Change]) -> str:
    """All that a tab is sent of one page, and again after each step: the key of a widget and what is done to it."""
    async with tab.opened(site.server.url, token=site.token, query=query, record=True) as found:
        assert found.heard is not None
        found.heard.clear()
        await found.go(page)
        for key, change in steps:
            [widget] = set(re.findall(rf"\$\$ID-[0-9a-f]+-{key}", found.heard.decode(errors="replace")))
            found.states[widget] = change  # type: ignore[assignment]
            await found.rerun()
        assert found.exceptions == []
        return found.heard.decode(errors="replace")


def told(site: Site, room: Judged, page: str, *steps: tuple[str, Change], more: str = "") -> set[str]:
    text = tab.run(sent(site, page, f"roadmap={room.roadmap}&lang=sv{more}", *steps))
    return {word for word in RESULTS if word in text}


def chosen(label: str) -> Change:
    return lambda state: state.string_array_value.data.append(label)


def opened(state: WidgetState) -> None:
    state.bool_value = True


@pytest.mark.parametrize("view", list(pictures.VIEWS))
def test_no_view_of_the_priorities_is_sent_until_the_reveal(site: Site, room: Judged, view: str) -> None:
    look = ("priorities:view:switch:sv", chosen(T(pictures.VIEWS[view])))
    link = f"&category={room.categories[1]}"
    hide(room, True)
    assert told(site, room, "priorities", look, more=link) == set()
    hide(room, False)
    assert {"Livsmedel", "83,3", "Plats"} <= told(site, room, "priorities", look, more=link)


def test_the_summary_and_its_paper_say_only_that_it_is_hidden(site: Site, room: Judged) -> None:
    paper = f"/paper/summary?roadmap={room.roadmap}&lang=sv"
    cookie = {"Cookie": f"{COOKIE}={site.token}"}
    hide(room, True)
    assert told(site, room, "summary") == set()
    printed = site.server.ask(paper, cookie).body
    assert [word for word in RESULTS if word in printed] == []
    assert T("The results are hidden until the coach reveals them.") in printed
    hide(room, False)
    assert "Livsmedel" in told(site, room, "summary")
    assert "Livsmedel" in site.server.ask(paper, cookie).body


def test_a_comparison_with_a_past_session_tells_no_order_while_it_is_hidden(site: Site, room: Judged) -> None:
    [session] = [one for one in site.house.coaching.of_person(site.coach.id) if room.roadmap in one.roadmaps]
    [snapshot] = site.house.coaching.snapshots(room.roadmap)
    steps = (
        (f"sessions:{session.id}:fold", opened),
        (f"sessions:{snapshot.id}:view:sv", chosen(T("Compared with now"))),
    )
    hide(room, True)
    assert told(site, room, "sessions", *steps) == set()
    hide(room, False)
    assert {"Städning", "Plats"} <= told(site, room, "sessions", *steps)
