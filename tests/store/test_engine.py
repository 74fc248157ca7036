"""What the database promises: one moment for a reader, no lost update, no link across roadmaps, no writing readers."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from lotsen.bootstrap import House
from lotsen.domain.ids import new_id
from lotsen.domain.localtext import LocalText
from lotsen.domain.organisation import Person, Roadmap
from lotsen.store.rows import CategoryRow, RoadmapRow
from tests.support.houses import with_roadmap


def revision_of(roadmap: Roadmap, house: House) -> int:
    with house.database.reading() as db:
        return db.scalars(select(RoadmapRow.revision).where(RoadmapRow.id == roadmap.id)).one()


def rename(roadmap: Roadmap, house: House, who: Person, title: str) -> None:
    house.organisations.rename(roadmap.id, who.id, LocalText.of(title), roadmap.starts, roadmap.ends)


def test_a_reader_sees_one_moment_while_others_write(house: House, coach: Person, roadmap: Roadmap) -> None:
    with house.database.reading() as db:
        before = db.scalars(select(RoadmapRow.revision).where(RoadmapRow.id == roadmap.id)).one()
        with ThreadPoolExecutor(1) as pool:
            pool.submit(rename, roadmap, house, coach, "Ny titel").result()
        db.expire_all()
        title, revision = db.execute(
            select(RoadmapRow.title, RoadmapRow.revision).where(RoadmapRow.id == roadmap.id)
        ).one()
    assert (title, revision) == (roadmap.title, before)
    assert revision_of(roadmap, house) == before + 1


def test_a_page_reads_in_one_moment_until_it_writes_itself(house: House, coach: Person, roadmap: Roadmap) -> None:
    with house.database.moment():
        assert revision_of(roadmap, house) == 0
        with ThreadPoolExecutor(1) as pool:
            pool.submit(rename, roadmap, house, coach, "Någon annans").result()
        assert revision_of(roadmap, house) == 0
        rename(roadmap, house, coach, "Min egen")
        assert revision_of(roadmap, house) == 2
    assert revision_of(roadmap, house) == 2


def test_no_update_is_lost_when_many_write_at_once(house: House, coach: Person, roadmap: Roadmap) -> None:
    def write(n: int) -> None:
        rename(roadmap, house, coach, f"Titel {n}")

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(write, range(60)))
    assert revision_of(roadmap, house) == 60


def test_reading_and_writing_back_loses_no_update(house: House, roadmap: Roadmap) -> None:
    def add_one(_n: int) -> None:
        with house.database.writing() as db:
            seen = db.scalars(select(RoadmapRow.votes).where(RoadmapRow.id == roadmap.id).with_for_update()).one()
            db.execute(update(RoadmapRow).where(RoadmapRow.id == roadmap.id).values(votes=seen + 1))

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(add_one, range(60)))
    with house.database.reading() as db:
        assert db.scalars(select(RoadmapRow.votes).where(RoadmapRow.id == roadmap.id)).one() == 60


def category(roadmap: Roadmap, parent: object = None) -> dict[str, object]:
    empty = LocalText()
    return {
        "roadmap_id": roadmap.id,
        "id": new_id(),
        "version": 1,
        "parent_id": parent,
        "position": 0,
        "name": LocalText.of("Livsmedel"),
        "code": "",
        "owner": "",
        "notes": empty,
    }


def test_a_link_to_another_roadmap_is_refused(house: House, coach: Person, roadmap: Roadmap) -> None:
    other = with_roadmap(house, coach, "Grannköping")
    theirs = category(other)
    with house.database.writing() as db:
        db.execute(insert(CategoryRow), [theirs])
    with pytest.raises(IntegrityError), house.database.writing() as db:
        db.execute(insert(CategoryRow), [category(roadmap, parent=theirs["id"])])


def test_a_reader_cannot_write(house: House, roadmap: Roadmap) -> None:
    with pytest.raises(DBAPIError, match=r"read-?only"), house.database.reading() as db:
        db.execute(update(RoadmapRow).values(votes=99))
    with house.database.reading() as db:
        assert db.scalars(select(RoadmapRow.votes)).all() == [0]


def test_a_failed_write_leaves_the_state_before(house: House, roadmap: Roadmap) -> None:
    with pytest.raises(ZeroDivisionError), house.database.writing() as db:
        db.execute(update(RoadmapRow).values(votes=99))
        _ = 1 // 0
    with house.database.reading() as db:
        assert db.scalars(select(RoadmapRow.votes)).all() == [0]


def test_sqlite_is_set_to_keep_what_it_acknowledged(screen_house: tuple[House, Person, Roadmap]) -> None:
    house = screen_house[0]
    with house.database.writing() as db:
        found = {name: db.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
