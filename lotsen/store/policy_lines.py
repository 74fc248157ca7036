"""Policy lines, what they are tied to, and the editions that were adopted."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import Select, delete, insert, select, update
from sqlalchemy.orm import Session

from lotsen.domain.localtext import LocalText
from lotsen.domain.policy_line import AdoptedEdition, Decision, PolicyLine
from lotsen.store.rows import (
    CategoryRow,
    PolicyLineCategoryRow,
    PolicyLineEditionRow,
    PolicyLineGoalRow,
    PolicyLineRow,
)

_WRITTEN = ("text", "reason", "force", "status", "edition")


def of_roadmap(roadmap_id: UUID, db: Session) -> list[PolicyLine]:
    """The roadmap's lines in their order."""
    goals = _ties(
        select(PolicyLineGoalRow.policy_line_id, PolicyLineGoalRow.goal_id), PolicyLineGoalRow, roadmap_id, db
    )
    categories = _ties(
        select(PolicyLineCategoryRow.policy_line_id, PolicyLineCategoryRow.category_id),
        PolicyLineCategoryRow,
        roadmap_id,
        db,
    )
    rows = db.scalars(
        select(PolicyLineRow)
        .where(PolicyLineRow.roadmap_id == roadmap_id)
        .order_by(PolicyLineRow.position, PolicyLineRow.id)
    )
    return [_line(row, goals.get(row.id, ()), categories.get(row.id, ())) for row in rows]


def get(roadmap_id: UUID, line_id: UUID, db: Session) -> PolicyLine | None:
    return next((line for line in of_roadmap(roadmap_id, db) if line.id == line_id), None)


def add(roadmap_id: UUID, line: PolicyLine, db: Session) -> None:
    db.add(
        PolicyLineRow(
            roadmap_id=roadmap_id,
            id=line.id,
            position=line.position,
            origin=line.origin,
            origin_version=line.origin_version,
            version=line.version,
            **_values(line),
        )
    )
    db.flush()
    _tie(roadmap_id, line, db)


def write(roadmap_id: UUID, line: PolicyLine, db: Session) -> None:
    """Write what people write and decide of a line, and what it is tied to; its version is the one it now has."""
    db.execute(
        update(PolicyLineRow)
        .where(PolicyLineRow.roadmap_id == roadmap_id, PolicyLineRow.id == line.id)
        .values(version=line.version, **_values(line))
    )
    for row in (PolicyLineGoalRow, PolicyLineCategoryRow):
        db.execute(delete(row).where(row.roadmap_id == roadmap_id, row.policy_line_id == line.id))
    _tie(roadmap_id, line, db)


def place(roadmap_id: UUID, order: Sequence[UUID], db: Session) -> None:
    """Put the lines into this order."""
    for position, line_id in enumerate(order):
        db.execute(
            update(PolicyLineRow)
            .where(PolicyLineRow.roadmap_id == roadmap_id, PolicyLineRow.id == line_id)
            .values(position=position)
        )


def remove(roadmap_id: UUID, line_id: UUID, db: Session) -> None:
    """Remove a line with its editions."""
    db.execute(delete(PolicyLineRow).where(PolicyLineRow.roadmap_id == roadmap_id, PolicyLineRow.id == line_id))


def editions(roadmap_id: UUID, db: Session) -> list[AdoptedEdition]:
    """Every edition that was ever adopted, the latest of a line first."""
    rows = db.scalars(
        select(PolicyLineEditionRow)
        .where(PolicyLineEditionRow.roadmap_id == roadmap_id)
        .order_by(PolicyLineEditionRow.edition.desc())
    )
    return [
        AdoptedEdition(
            row.policy_line_id,
            row.edition,
            row.text,
            row.reason,
            row.force,
            Decision(row.organ, row.day, row.paragraph, row.register_number),
        )
        for row in rows
    ]


def add_edition(roadmap_id: UUID, edition: AdoptedEdition, db: Session) -> None:
    """Keep an edition as it was decided."""
    db.add(
        PolicyLineEditionRow(
            roadmap_id=roadmap_id,
            policy_line_id=edition.policy_line_id,
            edition=edition.edition,
            text=edition.text,
            reason=edition.reason,
            force=edition.force,
            organ=edition.decision.organ,
            day=edition.decision.day,
            paragraph=edition.decision.paragraph,
            register_number=edition.decision.register_number,
        )
    )
    db.flush()


def category_origins(roadmap_id: UUID, db: Session) -> dict[str, UUID]:
    """The categories that came from a starter tree, by where they came from."""
    rows = db.execute(
        select(CategoryRow.origin, CategoryRow.id).where(
            CategoryRow.roadmap_id == roadmap_id, CategoryRow.origin.is_not(None)
        )
    )
    return {origin: category for origin, category in rows if origin}


def category_names(roadmap_id: UUID, db: Session) -> dict[UUID, LocalText]:
    """What the categories are called, in the tree's order."""
    rows = db.execute(
        select(CategoryRow.id, CategoryRow.parent_id, CategoryRow.name)
        .where(CategoryRow.roadmap_id == roadmap_id)
        .order_by(CategoryRow.position)
    )
    children: dict[UUID | None, list[tuple[UUID, LocalText]]] = {}
    for category, parent, name in rows:
        children.setdefault(parent, []).append((category, name))
    names: dict[UUID, LocalText] = {}

    def walk(parent: UUID | None) -> None:
        for category, name in children.get(parent, ()):
            names[category] = name
            walk(category)

    walk(None)
    return names


def _values(line: PolicyLine) -> dict[str, object]:
    decided = line.decision
    return {name: getattr(line, name) for name in _WRITTEN} | {
        "organ": decided.organ if decided else None,
        "day": decided.day if decided else None,
        "paragraph": decided.paragraph if decided else None,
        "register_number": decided.register_number if decided else None,
    }


def _tie(roadmap_id: UUID, line: PolicyLine, db: Session) -> None:
    def rows(noun: str, ids: Iterable[UUID]) -> list[dict[str, UUID]]:
        return [{"roadmap_id": roadmap_id, "policy_line_id": line.id, noun: one} for one in dict.fromkeys(ids)]

    if line.goals:
        db.execute(insert(PolicyLineGoalRow), rows("goal_id", line.goals))
    if line.categories:
        db.execute(insert(PolicyLineCategoryRow), rows("category_id", line.categories))


def _ties(
    query: Select[UUID, UUID],
    row: type[PolicyLineGoalRow | PolicyLineCategoryRow],
    roadmap_id: UUID,
    db: Session,
) -> dict[UUID, tuple[UUID, ...]]:
    found: dict[UUID, tuple[UUID, ...]] = {}
    for line, other in db.execute(query.where(row.roadmap_id == roadmap_id)):
        found[line] = (*found.get(line, ()), other)
    return found


def _line(row: PolicyLineRow, goals: tuple[UUID, ...], categories: tuple[UUID, ...]) -> PolicyLine:
    decision = None
    if row.organ is not None and row.day is not None:
        decision = Decision(row.organ, row.day, row.paragraph or "", row.register_number or "")
    return PolicyLine(
        id=row.id,
        roadmap_id=row.roadmap_id,
        position=row.position,
        text=row.text,
        reason=row.reason,
        force=row.force,
        status=row.status,
        decision=decision,
        edition=row.edition,
        goals=tuple(sorted(goals)),
        categories=tuple(sorted(categories)),
        origin=row.origin,
        origin_version=row.origin_version,
        version=row.version,
    )
