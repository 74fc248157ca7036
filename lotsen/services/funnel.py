"""The one way in which a roadmap is changed."""

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from lotsen.domain.clock import Clock
from lotsen.domain.localtext import LocalText
from lotsen.domain.rights import Right
from lotsen.errors import N_, NotFound
from lotsen.services import standing
from lotsen.services.standing import Standing
from lotsen.store import changes
from lotsen.store.engine import Database


class Unit:
    """One transaction on one roadmap: `db` to write with, `record` for each object that changed.

    `revision` is the roadmap's before the transaction; `made` the one that it made, null where nothing changed.
    `here` is how the person who writes stands before it.
    """

    def __init__(self, here: Standing, at: dt.datetime, db: Session, revision: int) -> None:
        self.here = here
        self.roadmap_id = here.roadmap.id
        self.who = here.membership.person_id
        self.at = at
        self.db = db
        self.revision = revision
        self.made: int | None = None
        self._rows: list[dict[str, Any]] = []
        self._voted = False
        self._changed = False

    def require(self, right: Right) -> None:
        """Raises NotAllowed where the person has not this right too."""
        if not self.here.may(right):
            raise standing.refused()

    def record(self, noun: str, object_id: object, before: object | None, after: object | None) -> None:
        """Note that an object was made (no `before`), changed, or removed (no `after`)."""
        self._note(noun, object_id, before, after)
        self._changed = True

    def vote(self, noun: str, object_id: object, before: object | None, after: object | None) -> None:
        """Note a judgement: counts votes, not revisions."""
        self._note(noun, object_id, before, after)
        self._voted = True

    def _note(self, noun: str, object_id: object, before: object | None, after: object | None) -> None:
        row = {"noun": noun, "object_id": str(object_id), "before": plain(before), "after": plain(after)}
        if row["before"] != row["after"]:
            self._rows.append(row)

    def finish(self, votes: int) -> None:
        """Write what was noted; nothing noted counts nothing."""
        if not self._rows:
            return
        first = changes.next_number(self.roadmap_id, self.db)
        session = changes.open_session(self.roadmap_id, self.db)
        revision = self.revision + self._changed
        self.made = revision if self._changed else None
        votes += self._voted
        for number, row in enumerate(self._rows, first):
            row |= {
                "number": number,
                "revision": revision,
                "who": self.who,
                "coaching_session_id": session,
                "at": self.at,
            }
        changes.append(self.roadmap_id, self._rows, revision, votes, self.db)


class Funnel:
    """Reads and changes of the services: hands out transactions."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    @property
    def now(self) -> dt.datetime:
        return self._clock.now()

    def reading(self) -> contextlib.AbstractContextManager[Session]:
        """One read transaction."""
        return self._database.reading()

    def writing(self) -> contextlib.AbstractContextManager[Session]:
        """One write transaction for what belongs to no roadmap."""
        return self._database.writing()

    def allow(self, right: Right, roadmap_id: UUID, who: UUID) -> Standing:
        """How somebody stands who has this right, for what is no change of the roadmap. Raises as `change` does."""
        with self.reading() as db:
            return standing.require(right, roadmap_id, who, db)

    @contextlib.contextmanager
    def change(self, roadmap_id: UUID, who: UUID, right: Right = Right.EDIT) -> Iterator[Unit]:
        """One write transaction on one roadmap by somebody who has the right.

        Raises NotFound for a roadmap that is gone or none of theirs, NotAllowed without the right.
        """
        with self._database.writing() as db:
            unit, votes = self._unit(right, roadmap_id, who, db)
            yield unit
            db.flush()
            unit.finish(votes)

    @contextlib.contextmanager
    def change_each(self, roadmap_ids: Iterable[UUID], who: UUID, right: Right = Right.EDIT) -> Iterator[list[Unit]]:
        """One write transaction on several roadmaps, locked in the order of their ids, so that two can't wait for
        each other. Raises as `change` does.
        """
        with self._database.writing() as db:
            counted = [self._unit(right, one, who, db) for one in sorted(roadmap_ids)]
            yield [unit for unit, _ in counted]
            db.flush()
            for unit, votes in counted:
                unit.finish(votes)

    def _unit(self, right: Right, roadmap_id: UUID, who: UUID, db: Session) -> tuple[Unit, int]:
        counted = changes.lock(roadmap_id, db)
        if counted is None:
            raise NotFound(N_("This roadmap is no longer there. Somebody may have deleted it."))
        revision, votes = counted
        return Unit(standing.require(right, roadmap_id, who, db), self.now, db, revision), votes


def plain(value: Any) -> Any:
    """A domain value as plain data that JSON can hold."""
    match value:
        case None | bool() | int() | float():
            return value
        case Enum():
            return value.value
        case str():
            return value
        case LocalText():
            return value.to_json()
        case UUID() | Decimal():
            return str(value)
        case dt.datetime() | dt.date():
            return value.isoformat()
        case dict():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(item) for item in value]
        case _ if dataclasses.is_dataclass(value):
            return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    raise TypeError(f"no plain form for {type(value).__name__}")
