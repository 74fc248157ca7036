"""The archive of a roadmap: one JSON document that holds its inputs and its results, and builds it again.

Exports, snapshots, copies and undone deletions are all this document. `FORMAT` counts its form; `_UPGRADES` brings an
older document to the next form, step by step.
"""

import datetime as dt
import json
import zlib
from collections.abc import Callable, Collection, Mapping
from typing import Any
from uuid import UUID

from lotsen.domain.ids import new_id
from lotsen.domain.localtext import LocalText
from lotsen.domain.organisation import Organisation, OrganisationKind, Person, Roadmap, Role, Viewpoint
from lotsen.domain.rights import Right
from lotsen.errors import N_, InvalidInput, NotFound
from lotsen.services import standing
from lotsen.services.funnel import Funnel, plain
from lotsen.store import archive, organisations, people, snapshots
from lotsen.store.rows import SnapshotRow

FORMAT = 1
PRODUCT = "Upphandlingslotsen"

Document = dict[str, Any]
Results = Callable[[UUID], dict[str, Any]]
"""Roadmap → the results that a snapshot keeps, as plain data."""

_UPGRADES: Mapping[int, Callable[[Document], Document]] = {}
"""Format → the step that makes the next format of it."""


def read(text: bytes | str) -> Document:
    """An archive document from its JSON, brought to this version's format. Raises InvalidInput."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidInput(N_("This is not an archive of a roadmap: it is not valid JSON.")) from error
    if not isinstance(document, dict) or document.get("product") != PRODUCT or document.get("kind") != "roadmap":
        raise InvalidInput(N_("This is not an archive of a roadmap."))
    return upgraded(document)


def upgraded(document: Document) -> Document:
    """The document in today's format. Raises InvalidInput for a format that is newer or unknown."""
    while document.get("format") != FORMAT:
        step = _UPGRADES.get(document.get("format", -1)) if isinstance(document.get("format"), int) else None
        if step is None:
            raise InvalidInput(
                N_("The archive has format {found}; this version reads up to {known}. Use a newer version."),
                found=document.get("format"),
                known=FORMAT,
            )
        document = step(document)
    return document


def write(document: Document) -> str:
    """The document as JSON: the same document always as the same text."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


class Archive:
    def __init__(self, funnel: Funnel, results: Results) -> None:
        self._funnel = funnel
        self._results = results

    def export(self, roadmap_id: UUID) -> Document:
        """The whole roadmap as one document. Raises NotFound."""
        results = self._results(roadmap_id)
        with self._funnel.reading() as db:
            roadmap = organisations.roadmap(roadmap_id, db)
            organisation = organisations.get(roadmap.organisation_id, db) if roadmap else None
            if roadmap is None or organisation is None:
                raise NotFound(N_("This roadmap is no longer there. Somebody may have deleted it."))
            tables = archive.dump(roadmap_id, db)
            members = {member.person_id: member for member in organisations.members(organisation.id, db)}
            named = [self._person(person_id, members, db) for person_id in sorted(archive.people_of(tables))]
        return {
            "product": PRODUCT,
            "kind": "roadmap",
            "format": FORMAT,
            "made_at": self._funnel.now.isoformat(),
            "organisation": plain(organisation),
            "roadmap": plain(roadmap),
            "people": named,
            "tables": tables,
            "results": plain(results),
        }

    def take_out(self, roadmap_id: UUID, who: UUID) -> Document:
        """The same for somebody to take along. Raises NotAllowed for who may not manage the roadmap."""
        self._funnel.allow(Right.MANAGE, roadmap_id, who)
        return self.export(roadmap_id)

    def outline(self, roadmap_id: UUID, tables: Collection[str]) -> Document:
        """The roadmap's results and these tables alone, as its document holds them: much quicker than all of it.

        Raises NotFound.
        """
        results = self._results(roadmap_id)
        with self._funnel.reading() as db:
            roadmap = organisations.roadmap(roadmap_id, db)
            if roadmap is None:
                raise NotFound(N_("This roadmap is no longer there. Somebody may have deleted it."))
            kept = archive.dump(roadmap_id, db, tables)
        return {"roadmap": plain(roadmap), "tables": kept, "results": plain(results)}

    @staticmethod
    def _person(person_id: UUID, members: Mapping[UUID, Any], db: Any) -> dict[str, Any]:
        person = people.get(person_id, db)
        member = members.get(person_id)
        return {
            "id": str(person_id),
            "name": person.name if person else "",
            "viewpoint": member.viewpoint.value if member else Viewpoint.OTHER.value,
        }

    def restore(self, document: Document, who: Person, *, into: UUID | None = None) -> Roadmap:
        """Build the roadmap of a document again; all of it or nothing.

        `into` is the organisation it goes to (of which `who` must be a coach); without it the organisation of the
        document, which is made if it isn't there. Ids are kept where they are free.
        """
        document = upgraded(document)
        with self._funnel.writing() as db:
            organisation = self._organisation(document, who, into, db)
            roadmap = self._roadmap(document, organisation.id, db)
            organisations.add_roadmap(roadmap, self._funnel.now, db)
            archive.load(roadmap.id, _part(document, "tables"), self._people(document, organisation.id, who, db), db)
        return roadmap

    def restore_text(self, text: bytes | str, who: Person) -> Roadmap:
        """The same from an archive as it was written. Raises InvalidInput for what is none."""
        return self.restore(read(text), who)

    def copy(self, roadmap_id: UUID, who: Person, title: LocalText, starts: dt.date, ends: dt.date) -> Roadmap:
        """A new roadmap with everything that this one holds, for a new term."""
        if ends <= starts:
            raise InvalidInput(N_("The last day must come after the first."))
        document = self.take_out(roadmap_id, who.id)
        document["roadmap"] |= {"title": title.to_json(), "starts": starts.isoformat(), "ends": ends.isoformat()}
        document["roadmap"] |= {"archived": False}
        return self.restore(document, who, into=UUID(document["organisation"]["id"]))

    def take_snapshot(self, roadmap_id: UUID, who: UUID, title: str, session_id: UUID | None = None) -> UUID:
        """Keep the roadmap as it is now; the snapshot's id."""
        document = self.export(roadmap_id)
        packed = zlib.compress(write(document).encode())
        with self._funnel.writing() as db:
            standing.require(Right.LEAD, roadmap_id, who, db)
            row = SnapshotRow(
                roadmap_id=roadmap_id,
                id=new_id(),
                revision=document["roadmap"]["revision"],
                at=self._funnel.now,
                by=who,
                title=title[:200],
                coaching_session_id=session_id,
                format=FORMAT,
                document=packed,
            )
            snapshots.add(row, db)
            return row.id

    def snapshot(self, roadmap_id: UUID, snapshot_id: UUID) -> Document:
        """A roadmap as it was. Raises NotFound."""
        with self._funnel.reading() as db:
            packed = snapshots.document(roadmap_id, snapshot_id, db)
        if packed is None:
            raise NotFound(N_("This snapshot is no longer there."))
        return upgraded(json.loads(zlib.decompress(packed)))

    def _organisation(self, document: Document, who: Person, into: UUID | None, db: Any) -> Organisation:
        given = _organisation(_part(document, "organisation"))
        wanted = into or given.id
        if into is not None or any(one.id == wanted for one, _ in organisations.of_person(who.id, db)):
            return standing.require_in(Right.MANAGE, wanted, who.id, db)[0]
        taken = organisations.get(given.id, db) is not None
        made = Organisation(
            new_id() if taken else given.id, given.name, given.kind, given.size, given.languages, given.zone
        )
        organisations.add(made, self._funnel.now, db)
        organisations.join(made.id, who, Role.COACH, Viewpoint.PROCUREMENT, db)
        return made

    @staticmethod
    def _roadmap(document: Document, organisation_id: UUID, db: Any) -> Roadmap:
        given = _part(document, "roadmap")
        try:
            old = UUID(given["id"])
            taken = organisations.roadmap(old, db) is not None
            return Roadmap(
                id=new_id() if taken else old,
                organisation_id=organisation_id,
                title=LocalText.from_json(given["title"]),
                starts=dt.date.fromisoformat(given["starts"]),
                ends=dt.date.fromisoformat(given["ends"]),
                currency=str(given["currency"]),
                revision=0 if taken else int(given["revision"]),
                archived=bool(given.get("archived")),
                copied_from=old if taken else None,
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise InvalidInput(N_("The archive does not say which roadmap it holds.")) from error

    def _people(self, document: Document, organisation_id: UUID, who: Person, db: Any) -> dict[UUID, UUID]:
        """Who each person of the document is here: the same one where that is known, else a new person."""
        members = {member.person_id for member in organisations.members(organisation_id, db)}
        known: dict[UUID, UUID] = {}
        try:
            for given in document.get("people", []):
                old, name = UUID(given["id"]), str(given["name"])
                if old in members or old == who.id:
                    known[old] = old
                    continue
                fresh = new_id() if people.get(old, db) else old
                person = people.add(fresh, name[:200], self._funnel.now, db)
                organisations.join(organisation_id, person, Role.PARTICIPANT, Viewpoint(given["viewpoint"]), db)
                known[old] = fresh
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise InvalidInput(N_("The archive's list of people can't be read.")) from error
        return known


def _part(document: Document, name: str) -> Document:
    part = document.get(name)
    if not isinstance(part, dict):
        raise InvalidInput(N_("The archive lacks a part: {name}."), name=name)
    return part


def _organisation(given: Document) -> Organisation:
    try:
        return Organisation(
            id=UUID(given["id"]),
            name=LocalText.from_json(given["name"]),
            kind=OrganisationKind(given["kind"]),
            size=None if given["size"] is None else int(given["size"]),
            languages=tuple(str(language) for language in given["languages"]),
            zone=str(given["zone"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidInput(N_("The archive does not say which organisation it belongs to.")) from error
