"""The policy lines as a document: sections by goal, each line with its force, reach and decision, for one reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from lotsen.domain.localtext import LocalText
from lotsen.domain.policy_line import Decision, LineForce, LineStatus, PolicyBook, PolicyLine
from lotsen.errors import N_
from lotsen.texts import Texts

FORCES = {LineForce.BINDING: N_("Binding"), LineForce.RECOMMENDED: N_("Recommended")}
STATUSES = {LineStatus.DRAFT: N_("Draft"), LineStatus.PROPOSED: N_("Proposed"), LineStatus.ADOPTED: N_("Adopted")}
LANGUAGE_NAMES = {"sv": N_("Swedish"), "fi": N_("Finnish"), "en": N_("English")}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line as the document reads it. `language` is of the text where the reader's own is missing, else empty."""

    number: int
    line_id: UUID
    text: str
    language: str
    reason: str
    force: str
    reach: str
    standing: str
    goals: str
    note: str


@dataclass(frozen=True, slots=True)
class Section:
    """The lines that follow from one goal first; no title for lines that are tied to none."""

    title: str
    paragraphs: tuple[Paragraph, ...]


def document(t: Texts, book: PolicyBook, *, drafts: bool) -> tuple[Section, ...]:
    """The document's sections in the goals' order, general lines last; numbered through.

    Without `drafts` only what is in force is in it, each line in the edition that was adopted last.
    """
    chosen = [line for line in book.lines if drafts or book.in_force(line)]
    by_goal: dict[UUID | None, list[PolicyLine]] = {}
    order = [goal.id for goal in book.goals]
    for line in chosen:
        by_goal.setdefault(next((goal for goal in order if goal in line.goals), None), []).append(line)
    titles = {goal.id: t.local(goal.title) for goal in book.goals}
    sections, number = [], 0
    for goal in [*order, None]:
        lines = by_goal.get(goal, [])
        paragraphs = tuple(
            _paragraph(t, book, line, place, goal, drafts) for place, line in enumerate(lines, number + 1)
        )
        number += len(lines)
        if paragraphs:
            sections.append(Section(titles[goal] if goal else t("General lines"), paragraphs))
    return tuple(sections)


def _paragraph(t: Texts, book: PolicyBook, line: PolicyLine, number: int, goal: UUID | None, drafts: bool) -> Paragraph:
    edition = book.in_force(line)
    shown = edition if edition and (not drafts or line.status is LineStatus.ADOPTED) else line
    others = [t.local(one.title) for one in book.goals if one.id in line.goals and one.id != goal]
    return Paragraph(
        number=number,
        line_id=line.id,
        text=t.local(shown.text),
        language=foreign(t, shown.text),
        reason=t.local(shown.reason),
        force=t(FORCES[shown.force]),
        reach=reach(t, book, line),
        standing=decided(t, shown.decision) if shown.decision else t(STATUSES[line.status]),
        goals=t("Also furthers: {goals}", goals=t.listing(others)) if others else "",
        note=_note(t, line, edition is not None, shown is edition),
    )


def _note(t: Texts, line: PolicyLine, has_edition: bool, shows_it: bool) -> str:
    if has_edition and line.status is not LineStatus.ADOPTED:
        if shows_it:
            return t("A new edition of this line is being written.")
        return t("The edition adopted earlier is in force until this one is adopted.")
    return ""


def foreign(t: Texts, text: LocalText) -> str:
    """The name of the language that a reader sees a text in for want of their own; empty where they have it."""
    if not text.is_foreign(t.language):
        return ""
    shown = text.show(t.language)
    found = next(language for language, version in text.versions.items() if version == shown)
    return t(LANGUAGE_NAMES[found])


def reach(t: Texts, book: PolicyBook, line: PolicyLine) -> str:
    """What a line applies to."""
    names = [t.local(name) for category, name in book.categories.items() if category in line.categories]
    return t("Applies to: {categories}", categories=t.listing(names)) if names else t("Applies to all procurement")


def decided(t: Texts, decision: Decision) -> str:
    """Where a line was adopted."""
    return t(
        "{organ} {day}, {paragraph}, {register}",
        organ=decision.organ,
        day=t.date(decision.day),
        paragraph=decision.paragraph,
        register=decision.register_number,
    )


def in_force(t: Texts, sections: Sequence[Section]) -> str:
    """How many lines the document of what is in force holds."""
    return t.plural("{n} line in force", "{n} lines in force", sum(len(section.paragraphs) for section in sections))


def counts(t: Texts, lines: Sequence[PolicyLine]) -> str:
    """How many lines there are, and how far they have come."""
    by_status = {status: sum(line.status is status for line in lines) for status in LineStatus}
    drafts, proposed, adopted = (by_status[s] for s in (LineStatus.DRAFT, LineStatus.PROPOSED, LineStatus.ADOPTED))
    parts = [
        t.plural("{n} adopted", "{n} adopted", adopted),
        t.plural("{n} proposed", "{n} proposed", proposed),
        t.plural("{n} draft", "{n} drafts", drafts),
    ]
    return t.plural("{n} line", "{n} lines", len(lines)) + ": " + t.listing(parts) + "."
