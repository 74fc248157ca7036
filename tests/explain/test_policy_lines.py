"""The document of policy lines: in sections, numbered, in the reader's language, with what is in force."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest

from lotsen.domain.localtext import LocalText
from lotsen.domain.policy_line import AdoptedEdition, Decision, LineForce, LineStatus, PolicyBook, PolicyLine
from lotsen.explain.policy_lines import counts, document, foreign
from lotsen.texts import Texts
from tests.explain.test_goals import goal

ROADMAP = uuid.uuid4()
CLIMATE, FOOD = goal(title=LocalText.of("Klimatet")), goal(title=LocalText.of("Maten"))
TREE = {uuid.uuid4(): LocalText.of("Energi"), uuid.uuid4(): LocalText.of("Livsmedel")}
ENERGY, GROCERIES = TREE
DECISION = Decision("Kommunstyrelsen", dt.date(2026, 3, 16), "§ 118", "412/2026")


def line(text: str, status: LineStatus = LineStatus.DRAFT, **fields: object) -> PolicyLine:
    values: dict[str, object] = {
        "position": 0, "text": LocalText.of(text), "reason": LocalText.of("Därför."), "force": LineForce.BINDING,
        "status": status, "decision": DECISION if status is LineStatus.ADOPTED else None, "edition": 1, "goals": (),
        "categories": (), "origin": None, "origin_version": None, "version": 1,
    }  # fmt: skip
    return PolicyLine(id=uuid.uuid4(), roadmap_id=ROADMAP, **(values | fields))  # type: ignore[arg-type]


def edition(of: PolicyLine, text: str, number: int = 1) -> AdoptedEdition:
    return AdoptedEdition(of.id, number, LocalText.of(text), LocalText(), LineForce.RECOMMENDED, DECISION)


def book(*lines: PolicyLine, editions: tuple[AdoptedEdition, ...] = ()) -> PolicyBook:
    adopted = tuple(edition(one, one.text.show("sv")) for one in lines if one.status is LineStatus.ADOPTED)
    return PolicyBook(lines, (*editions, *adopted), (CLIMATE, FOOD), TREE)


def test_sections_follow_the_goals_and_general_lines_come_last_numbered_through() -> None:
    lines = (line("Allmän."), line("Mat.", goals=(FOOD.id,)), line("Båda.", goals=(FOOD.id, CLIMATE.id)))
    sections = document(Texts.of("sv"), book(*lines), drafts=True)
    assert [section.title for section in sections] == ["Klimatet", "Maten", "Allmänna riktlinjer"]
    assert [[p.text for p in section.paragraphs] for section in sections] == [["Båda."], ["Mat."], ["Allmän."]]
    assert [p.number for section in sections for p in section.paragraphs] == [1, 2, 3]
    assert sections[0].paragraphs[0].goals == "Främjar också: Maten"


def test_every_line_is_in_the_document_once() -> None:
    lines = [line(f"Nr {n}.", goals=(CLIMATE.id, FOOD.id)[: n % 3]) for n in range(9)]
    found = [p.line_id for section in document(Texts.of("fi"), book(*lines), drafts=True) for p in section.paragraphs]
    assert sorted(found) == sorted(one.id for one in lines)


def test_without_drafts_only_what_was_decided_is_in_it() -> None:
    adopted, draft = line("Beslutad.", LineStatus.ADOPTED), line("Utkast.")
    sections = document(Texts.of("sv"), book(adopted, draft), drafts=False)
    (paragraph,) = sections[0].paragraphs
    assert paragraph.text == "Beslutad."
    assert paragraph.standing == "Kommunstyrelsen 16.3.2026, § 118, 412/2026"


def test_a_line_being_rewritten_shows_the_edition_in_force_and_says_so() -> None:
    draft = line("Ny lydelse.", edition=2)
    changed = book(draft, editions=(edition(draft, "Gällande lydelse."),))
    (in_force,) = document(Texts.of("sv"), changed, drafts=False)[0].paragraphs
    assert (in_force.text, in_force.force, bool(in_force.note)) == ("Gällande lydelse.", "Rekommenderad", True)
    (rewritten,) = document(Texts.of("sv"), changed, drafts=True)[0].paragraphs
    assert (rewritten.text, rewritten.standing, bool(rewritten.note)) == ("Ny lydelse.", "Utkast", True)


@pytest.mark.parametrize(
    ("categories", "said"),
    [((), "Gäller all upphandling"), ((GROCERIES, ENERGY), "Gäller: Energi och Livsmedel")],
)
def test_what_a_line_applies_to_is_said_in_the_trees_order(categories: tuple[uuid.UUID, ...], said: str) -> None:
    (section,) = document(Texts.of("sv"), book(line("En.", categories=categories)), drafts=True)
    assert section.paragraphs[0].reach == said


def test_a_missing_translation_is_marked_with_the_language_that_is_shown() -> None:
    text = LocalText({"sv": "Text", "fi": "Teksti"})
    assert foreign(Texts.of("en"), text) == "Swedish"
    assert foreign(Texts.of("fi"), text) == ""
    assert foreign(Texts.of("en"), replace(text, versions={"fi": "Teksti"})) == "Finnish"


def test_the_count_says_how_far_the_lines_have_come() -> None:
    lines = [line("A", LineStatus.ADOPTED), line("B", LineStatus.PROPOSED), line("C"), line("D")]
    assert counts(Texts.of("en"), lines) == "4 lines: 1 adopted, 1 proposed and 2 drafts."
