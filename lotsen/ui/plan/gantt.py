"""The Gantt that is worked with: bars that are moved and stretched, each move saved by itself.

The element sends every move with a number and calls it saved when this side has committed it. A move that touches
others is asked about first; what was done in this tab can be taken back, move by move.
"""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import streamlit as st

from lotsen.charts.layout.parts import STATUS, Bar, Diamond, GanttLayout
from lotsen.domain.plan import Proposal, Span, Wish
from lotsen.errors import N_, InvalidInput
from lotsen.explain import plan as explain
from lotsen.texts import Texts
from lotsen.ui import state
from lotsen.ui.components import own
from lotsen.ui.plan.desk import Desk, open_panel

KEY = "plan:gantt"
_WISH = "plan:gantt:wish"
_DONE = "plan:gantt:done"
"""The revisions that this tab has made here, to be taken back from the last on."""
MOST_UNDONE = 50

_mount = own.element("gantt", Path(__file__).parent / "gantt_element" / "gantt.js")


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing that was done: `kind` is move, along, alone, leave, undo or open; days are as they were sent."""

    number: int
    kind: str
    intervention_id: UUID | None = None
    seen: tuple[str, str] = ("", "")
    after: tuple[str, str] = ("", "")


KINDS = frozenset({"move", "along", "alone", "leave", "undo", "open"})


def draw(desk: Desk, plan: bytes) -> None:
    """Draw a plan as `packed` made it, with the answer to what was sent last; to be read alone by who may not edit."""
    answer = own.answered(KEY).said() | {"undo": len(_done(desk))}
    if (wish := st.session_state.get(_WISH)) and (question := _question(desk, wish)):
        answer["question"] = question
    fixed = json.dumps(not desk.edits).encode()
    _mount(
        data=b'{"plan":' + plan + b',"answer":' + json.dumps(answer).encode() + b',"fixed":' + fixed + b"}",
        key=KEY,
        on_edit_change=partial(_save, desk),
    )


def _done(desk: Desk) -> list[int]:
    """The revisions to take back, of the roadmap that is open."""
    kept: dict[UUID, list[int]] = st.session_state.setdefault(_DONE, {})
    return kept.setdefault(desk.roadmap_id, [])


# What is drawn -----------------------------------------------------------------------------------------------------


def packed(gantt: GanttLayout, t: Texts, stamp: str) -> bytes:
    """A layout as the element reads it; `stamp` is another whenever anything in it is."""
    plan = {
        "stamp": stamp,
        "language": t.language,
        "origin": gantt.origin.isoformat(),
        "width": gantt.width,
        "rows": gantt.rows,
        "today": gantt.today,
        "columns": [
            {
                "left": column.left,
                "right": column.right,
                "label": column.label,
                "year": column.quarter.year,
                "number": column.quarter.number,
            }
            for column in gantt.columns
        ],
        "headings": [{"row": each.row, "text": each.text, "count": each.count} for each in gantt.headings],
        "bars": [_bar(bar, t) for bar in gantt.bars],
        "diamonds": [_diamond(each) for each in gantt.diamonds],
        "arrows": [[str(each.predecessor_id), str(each.follower_id), bool(each.clash)] for each in gantt.arrows],
        "holidays": gantt.free_days,
        "texts": _texts(gantt, t),
    }
    return json.dumps(plan, ensure_ascii=False, separators=(",", ":")).encode()


def _bar(bar: Bar, t: Texts) -> dict[str, Any]:
    return {
        "id": str(bar.intervention_id),
        "row": bar.row,
        "left": bar.left,
        "right": bar.right,
        "title": bar.title,
        "owner": bar.owner,
        "status": bar.status.value,
        "state": t(STATUS[bar.status]),
        "done": 0 if bar.status.value == "stopped" else bar.done,
        "late": bool(bar.late),
        "label": bar.label,
        "about": bar.about,
        "critical": bar.critical,
        "unanswered": bar.unanswered,
        "before": bar.before,
    }


def _diamond(diamond: Diamond) -> dict[str, Any]:
    return {
        "row": diamond.row,
        "at": diamond.at,
        "title": diamond.title,
        "label": diamond.label,
        "left": diamond.named_left,
        "date": diamond.date,
        "kind": diamond.kind.value,
    }


def _texts(gantt: GanttLayout, t: Texts) -> dict[str, str]:
    return {
        "name": t("The plan over time"),
        "title": t("Intervention"),
        "owner": t("Owner"),
        "first": t("First day"),
        "last": t("Last day"),
        "status": t("Status"),
        "bar": t("Time"),
        "milestones": t("Milestones"),
        "today": t("Today {date}", date=t.date(gantt.day)),
        "zoom": t("How close to look"),
        "weeks": t("Weeks"),
        "months": t("Months"),
        "quarters": t("Quarters"),
        "years": t("Years"),
        "week": t("w{number}", number="%"),
        "undo": t("Undo"),
        "asks": t("What this move means"),
        "saving": t("Saving …"),
        "saved": t("Saved"),
        "sends": t("Enter moves it there, Escape takes it back."),
        "dropped": t("Not moved: Enter was not pressed."),
        "keys": t(
            "Drag a bar to move it, its ends to stretch it; click to open. Keys: up and down choose a bar, left and "
            "right move it, with Shift its end, Enter sends, Escape takes back, Ctrl+Z undoes, + and − zoom."
        ),
    }


def _question(desk: Desk, wish: Wish) -> dict[str, Any] | None:
    """What a wished move means in both ways, in words and as days; null where somebody in it is gone."""
    t, titles = desk.t, {each.id: desk.t.local(each.title) for each in desk.content.interventions}
    if not {move.intervention_id for move in wish.along.moves} <= set(titles):
        return None
    moved = len(wish.along.moves) > 1
    keep = t("Keep the others and show the clash") if wish.alone.clashes else t("Move this one alone")
    along = {"label": t("Move the followers too"), "lines": explain.moves(wish.along, titles, t)}
    return {
        "id": str(wish.intervention_id),
        "text": explain.move_question(wish.along, titles, t),
        "after": {"first": wish.after.first.isoformat(), "last": wish.after.last.isoformat()},
        "moves": _moves(wish.along) if moved else [],
        "along": along if moved else None,
        "alone": {"label": keep, "lines": explain.clashes(wish.alone.clashes, titles, t)},
        "leave": t("Leave it as it was"),
    }


def _moves(proposal: Proposal) -> list[dict[str, str]]:
    return [
        {
            "id": str(move.intervention_id),
            "first": move.after.first.isoformat(),
            "last": move.after.last.isoformat(),
        }
        for move in proposal.moves
    ]


# What is sent ------------------------------------------------------------------------------------------------------


def _save(desk: Desk) -> None:
    own.carry_out(desk.t, KEY, "edit", read, lambda each: _act(desk, each))


def _act(desk: Desk, each: Edit) -> None:
    done = _done(desk)
    wish = st.session_state.pop(_WISH, None)
    if each.kind == "open" and each.intervention_id:
        open_panel(str(each.intervention_id))
    elif each.kind == "undo":
        _take_back(desk, done)
    elif each.kind == "move" and each.intervention_id:
        _wish(desk, done, each.intervention_id, span_of(each.seen), span_of(each.after))
    elif each.kind in ("along", "alone"):
        _carry(desk, done, wish, with_followers=each.kind == "along")


def _wish(desk: Desk, done: list[int], intervention_id: UUID, seen: Span, after: Span) -> None:
    came = desk.house.interventions.wish(desk.roadmap_id, desk.who, intervention_id, seen, after)
    if isinstance(came, Wish):
        st.session_state[_WISH] = came
    else:
        _remember(done, came)


def _carry(desk: Desk, done: list[int], wish: Wish | None, *, with_followers: bool) -> None:
    """The way that was chosen. A server that was restarted meanwhile no longer knows what was asked."""
    if wish is None:
        raise InvalidInput(N_("This move is no longer known. Move the bar again."))
    proposal = wish.along if with_followers else wish.alone
    plans = desk.house.interventions
    _remember(done, plans.move(desk.roadmap_id, desk.who, proposal, with_followers=with_followers))


def _remember(done: list[int], revision: int | None) -> None:
    if revision is not None:
        done.append(revision)
        del done[:-MOST_UNDONE]


def _take_back(desk: Desk, done: list[int]) -> None:
    if done:
        desk.house.interventions.take_back(desk.roadmap_id, desk.who, done.pop())


def read(sent: Any) -> tuple[str, list[Edit]]:
    """What the browser sent, by number; what is no edit is left out."""
    return own.read_edits(sent, _edit)


def _edit(each: Mapping[str, Any], number: int) -> Edit | None:
    if each.get("kind") not in KINDS:
        return None
    intervention_id = state.as_id(str(each.get("id"))) if each.get("id") else None
    return Edit(number, each["kind"], intervention_id, _pair(each.get("seen")), _pair(each.get("after")))


def _pair(given: Any) -> tuple[str, str]:
    if isinstance(given, Sequence) and not isinstance(given, str) and len(given) == 2:
        return str(given[0]), str(given[1])
    return "", ""


def span_of(days: tuple[str, str]) -> Span:
    """Two days as they were sent. Raises InvalidInput."""
    try:
        return Span(*(dt.date.fromisoformat(day) for day in days))
    except ValueError as error:
        raise InvalidInput(N_("These are no days: {days}. Move the bar again."), days=" – ".join(days)) from error
