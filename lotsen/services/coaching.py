"""Coaching sessions: open one, work, close it with a snapshot of every roadmap and a note of decisions."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

import numpy as np
from sqlalchemy.orm import Session

from lotsen.analysis.movement import movement
from lotsen.analysis.priorities import ADDITIVE
from lotsen.analysis.results.movement import Compared, Stand
from lotsen.domain.change import Change
from lotsen.domain.coaching import CoachingSession, Comparison, Snapshot
from lotsen.domain.criterion import Criterion, CriterionKind
from lotsen.domain.ids import new_id
from lotsen.domain.localtext import LocalText
from lotsen.domain.organisation import Organisation, Person, Roadmap
from lotsen.domain.rights import Right, may
from lotsen.errors import N_, Conflict, InvalidInput, NotFound
from lotsen.services import standing
from lotsen.services.archive import Archive, Document
from lotsen.services.funnel import Funnel
from lotsen.services.stands import stand_of
from lotsen.store import changes, coaching, organisations, people, snapshots

NOUNS = {"goal": "title", "policy_line": "text", "category": "name", "intervention": "title", "milestone": "title"}
"""The tables whose rows a comparison names, and where their names stand."""

COMPARED = frozenset({*NOUNS, "criterion"})
"""The tables that a comparison reads."""


class Coaching:
    def __init__(self, funnel: Funnel, archive: Archive) -> None:
        self._funnel = funnel
        self._archive = archive

    def of_person(self, person_id: UUID) -> tuple[CoachingSession, ...]:
        """The sessions on roadmaps of the person's organisations, newest first."""
        with self._funnel.reading() as db:
            return tuple(coaching.of_person(person_id, db))

    def open_on(self, roadmap_id: UUID) -> CoachingSession | None:
        """The session that is open on a roadmap."""
        with self._funnel.reading() as db:
            found = changes.open_session(roadmap_id, db)
            return coaching.get(found, db) if found else None

    def roadmaps(self, person_id: UUID) -> tuple[tuple[Organisation, Roadmap], ...]:
        """The roadmaps that a person may open a session on."""
        with self._funnel.reading() as db:
            return tuple(
                (organisation, roadmap)
                for organisation, member in organisations.of_person(person_id, db)
                if may(member.role, Right.LEAD)
                for roadmap in organisations.roadmaps(organisation.id, db)
                if not roadmap.archived
            )

    def open(
        self,
        who: Person,
        title: LocalText,
        day: dt.date,
        coach: str,
        purpose: str,
        participants: tuple[str, ...],
        roadmaps: tuple[UUID, ...],
    ) -> CoachingSession:
        """Open a session on one or several roadmaps; everything done in them belongs to it until it closes."""
        if not title:
            raise InvalidInput(N_("The session needs a title."))
        if not roadmaps:
            raise InvalidInput(N_("Choose at least one roadmap for the session."))
        made = CoachingSession(
            new_id(), title, day, coach.strip(), purpose.strip(), participants, roadmaps, self._funnel.now, None, "", 1
        )
        with self._funnel.writing() as db:
            for roadmap_id in roadmaps:
                standing.require(Right.LEAD, roadmap_id, who.id, db)
                if changes.open_session(roadmap_id, db):
                    raise Conflict(N_("A session is open on this roadmap already. Close it first."))
            coaching.add(made, db)
        return made

    def write(self, seen: CoachingSession, mine: CoachingSession, who: UUID) -> CoachingSession:
        """Save what is said of a session; also of one that has closed. Raises Conflict when it moved since."""
        if not mine.title:
            raise InvalidInput(N_("The session needs a title."))
        with self._funnel.writing() as db:
            self._coach_of(seen, who, db)
            if not coaching.write(replace(mine, version=seen.version + 1), seen.version, db):
                raise Conflict(N_("Somebody else changed the session meanwhile. Look at it, then write again."))
        return replace(mine, version=seen.version + 1)

    def close(self, session_id: UUID, decisions: str, who: UUID) -> None:
        """Close a session: a snapshot of each roadmap, the note of decisions, and no more attribution."""
        with self._funnel.reading() as db:
            session = self._found(session_id, db)
            self._coach_of(session, who, db)
        if session.closed_at:
            raise Conflict(N_("This session is closed already."))
        title = session.title.show(session.title.original)
        for roadmap_id in session.roadmaps:
            self._archive.take_snapshot(roadmap_id, who, title, session_id)
        with self._funnel.writing() as db:
            coaching.close(session_id, decisions.strip(), self._funnel.now, db)
            people.close_doors_of_session(session_id, self._funnel.now, db)

    def snapshots(self, roadmap_id: UUID) -> tuple[Snapshot, ...]:
        """The roadmap's snapshots, newest first."""
        with self._funnel.reading() as db:
            return tuple(snapshots.all_of(roadmap_id, db))

    def done_in(self, roadmap_id: UUID, session_id: UUID) -> tuple[Change, ...]:
        """What was changed in a session, in order."""
        with self._funnel.reading() as db:
            return tuple(changes.of_session(roadmap_id, session_id, db))

    def as_it_was(self, roadmap_id: UUID, snapshot_id: UUID) -> Document:
        """The roadmap's document at a snapshot."""
        return self._archive.snapshot(roadmap_id, snapshot_id)

    def compared(self, roadmap_id: UUID, then: UUID | None, now: UUID | None = None) -> Compared:
        """Two moments of a roadmap held against each other: snapshots by their ids, null is how it stands now.

        Raises NotFound for a snapshot that is gone.
        """
        return compare(*(self._at(roadmap_id, snapshot_id) for snapshot_id in (then, now)))

    def _at(self, roadmap_id: UUID, snapshot_id: UUID | None) -> Document:
        if snapshot_id:
            return self._archive.snapshot(roadmap_id, snapshot_id)
        return self._archive.outline(roadmap_id, COMPARED)

    @staticmethod
    def _found(session_id: UUID, db: Session) -> CoachingSession:
        session = coaching.get(session_id, db)
        if session is None:
            raise NotFound(N_("This session is no longer there."))
        return session

    @staticmethod
    def _coach_of(session: CoachingSession, who: UUID, db: Session) -> None:
        for roadmap_id in session.roadmaps:
            standing.require(Right.LEAD, roadmap_id, who, db)


def compare(then: Document, now: Document) -> Compared:
    """What moved in the ranking and why, what was added and what went, between two documents of one roadmap."""
    before, after = (stand_of(document.get("results", {})) for document in (then, now))
    explained = all(one.subjects for one in (before, after)) and _adds_up(then) and _adds_up(now)
    if not explained:
        before, after = _places_alone(before), _places_alone(after)
    return Compared(
        movement(before, after),
        _content(then, now),
        _called(then, now, "category", "name"),
        _called(then, now, "goal", "title"),
        tuple({one.id: one for document in (then, now) for one in _criteria(document)}.values()),
        explained,
    )


def _content(then: Document, now: Document) -> Comparison:
    rows = {
        noun: ({row["id"]: row for row in then["tables"][noun]}, {row["id"]: row for row in now["tables"][noun]})
        for noun in NOUNS
    }
    return Comparison(
        added={noun: _names(noun, new, set(new) - set(old)) for noun, (old, new) in rows.items()},
        removed={noun: _names(noun, old, set(old) - set(new)) for noun, (old, new) in rows.items()},
        counts={noun: (len(old), len(new)) for noun, (old, new) in rows.items()},
        same_method=_method(then) in (None, _method(now)),
    )


def _names(noun: str, found: dict[str, Document], ids: set[str]) -> tuple[LocalText, ...]:
    return tuple(LocalText.from_json(found[one][NOUNS[noun]]) for one in sorted(ids))


def _called(then: Document, now: Document, noun: str, name: str) -> Mapping[UUID, LocalText]:
    return {UUID(row["id"]): LocalText.from_json(row[name]) for doc in (then, now) for row in doc["tables"][noun]}


def _criteria(document: Document) -> tuple[Criterion, ...]:
    return tuple(
        Criterion(
            UUID(row["id"]),
            UUID(document["roadmap"]["id"]),
            CriterionKind(row["kind"]),
            row["position"],
            LocalText.from_json(row["name"]),
            row["version"],
        )
        for row in document["tables"]["criterion"]
    )


def _places_alone(one: Stand) -> Stand:
    """The same ranking without what would explain it."""
    nothing = np.zeros((len(one.categories), 0))
    return replace(one, subjects=(), weights=nothing, unit=nothing)


def _adds_up(document: Document) -> bool:
    """Whether the ranking that the document keeps is a sum of weighted values, which alone can be taken apart."""
    return (_method(document) or {}).get("key") == ADDITIVE.key


def _method(document: Document) -> Document | None:
    """Which method made the ranking that the document keeps."""
    found: Document | None = document.get("results", {}).get("ranking_method")
    return found
