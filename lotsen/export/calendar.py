"""The plan as a calendar (iCalendar, RFC 5545): ends, milestones, reviews, and a reminder of the quarter's reports.

Days are whole days, so that they are the same in every time zone. The ids stay the same from export to export and the
sequence counts up, so that importing again updates what is there.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lotsen.domain import plan
from lotsen.domain.intervention import Intervention, InterventionStatus
from lotsen.explain.plan import quarter_name
from lotsen.export.whole import Whole
from lotsen.texts import Texts

ALARM = "-P7D"
"""A week before."""
MOST_OCTETS = 75
"""Of a line, its end not counted (RFC 5545, 3.1)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One day in the calendar; `key` is what it is, the same for ever. `over` says that nobody needs a reminder."""

    key: str
    day: dt.date
    title: str
    about: tuple[str, ...]
    sequence: int
    over: bool = False
    cancelled: bool = False


def calendar(whole: Whole, t: Texts, at: dt.datetime) -> bytes:
    """The whole calendar; `at` is when it is made."""
    name = f"{t.local(whole.organisation.name)}: {t('Plan')}"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Upphandlingslotsen//Plan//EN", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", f"X-WR-CALNAME:{_text(name)}", f"X-WR-TIMEZONE:{whole.organisation.zone}"]
    for entry in sorted(entries(whole, t), key=lambda one: (one.day, one.key)):
        lines += _event(entry, at)
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) + "\r\n" for line in lines).encode()


def entries(whole: Whole, t: Texts) -> Iterator[Entry]:
    """What stands in the calendar."""
    for item in whole.plan.interventions:
        yield from _of_intervention(item, t)
    titles = {item.id: t.local(item.title) for item in whole.plan.interventions}
    for milestone in whole.plan.milestones:
        of = titles.get(milestone.intervention_id) if milestone.intervention_id else None
        said = t("Milestone: {title}", title=t.local(milestone.title))
        over = milestone.day < whole.plan.today
        yield Entry(f"{milestone.id}-milestone", milestone.day, said, (of,) if of else (), milestone.version, over)
    yield from _reports(whole, t)


def _of_intervention(item: Intervention, t: Texts) -> Iterator[Entry]:
    when, title = plan.span(item), t.local(item.title)
    about = [t("Owner: {owner}", owner=item.owner.strip())] if item.owner.strip() else []
    about += [t.local(text) for text in (item.description, item.metric) if text]
    stopped = item.status is InterventionStatus.STOPPED
    over = item.status in plan.CLOSED
    if when:
        said = t("Done by now: {title}", title=title)
        yield Entry(f"{item.id}-end", when.last, said, tuple(about), item.version, over, stopped)
    if item.review:
        said = t("Did it do what was expected? {title}", title=title)
        yield Entry(f"{item.id}-review", item.review, said, tuple(about), item.version, stopped, stopped)


def _reports(whole: Whole, t: Texts) -> Iterator[Entry]:
    """On the last day of every quarter that is still to come: who reports on what."""
    items = {item.id: item for item in whole.plan.interventions}
    for each in plan.by_quarter(item for item in items.values() if item.status not in plan.CLOSED):
        running = [items[item] for item in (*each.begins, *each.goes_on)]
        if not running or each.quarter.last_day < whole.plan.today:
            continue
        said = t("Status reports for {quarter}", quarter=quarter_name(each.quarter, t))
        about = tuple(_reporter(item, t) for item in running)
        key = f"{whole.roadmap.id}-reports-{each.quarter.year}-{each.quarter.number}"
        yield Entry(key, each.quarter.last_day, said, about, whole.roadmap.revision)


def _reporter(item: Intervention, t: Texts) -> str:
    return f"{item.owner.strip() or t('No owner yet')}: {t.local(item.title)}"


def _event(entry: Entry, at: dt.datetime) -> Iterable[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.key}@upphandlingslotsen"
    yield f"DTSTAMP:{at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{entry.sequence}"
    yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.day + plan.ONE_DAY:%Y%m%d}"
    yield f"SUMMARY:{_text(entry.title)}"
    if entry.about:
        yield "DESCRIPTION:" + _text("\n".join(entry.about))
    yield f"STATUS:{'CANCELLED' if entry.cancelled else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    if not entry.over:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{ALARM}")
        yield f"DESCRIPTION:{_text(entry.title)}"
        yield "END:VALARM"
    yield "END:VEVENT"


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def _text(said: str) -> str:
    """A text as a value (RFC 5545, 3.3.11)."""
    plain = _CONTROL.sub("", said.replace("\r\n", "\n").replace("\r", "\n"))
    for sign in "\\;,":
        plain = plain.replace(sign, "\\" + sign)
    return plain.replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line in pieces of at most `MOST_OCTETS`, none of which cuts a letter (RFC 5545, 3.1)."""
    pieces, size = [""], 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > MOST_OCTETS:
            pieces.append(" ")
            size = 1
        pieces[-1] += letter
        size += octets
    return "\r\n".join(pieces)
