"""Two people at one object: what the one changed is laid over what the other saved meanwhile."""

import dataclasses
from typing import Any, TypeVar

from lotsen.domain.localtext import LocalText
from lotsen.errors import N_, Conflict

T = TypeVar("T")

COUNTED = frozenset({"version", "position"})
"""Fields that nobody writes by hand."""


def merged(seen: T, mine: T, now: T) -> T:
    """`now` with the fields in which `mine` differs from `seen`, all three being one object as a dataclass.

    Raises Conflict with both values where the same field, or the same language of a text, was changed to something
    else since it was seen. A field that both wrote alike is no conflict.
    """
    changed: dict[str, Any] = {}
    for field in dataclasses.fields(now):  # type: ignore[arg-type]
        before, wanted = getattr(seen, field.name), getattr(mine, field.name)
        if before == wanted or field.name in COUNTED:
            continue
        changed[field.name] = _value(before, wanted, getattr(now, field.name))
    return dataclasses.replace(now, **changed)  # type: ignore[type-var]


def _value(before: Any, wanted: Any, current: Any) -> Any:
    if isinstance(wanted, LocalText):
        return _text(before, wanted, current)
    return _one(before, wanted, current)


def _one(before: Any, wanted: Any, current: Any) -> Any:
    if current not in (before, wanted):
        raise Conflict(
            N_("Somebody else changed this while you wrote. Look at both and write it again."),
            mine=wanted,
            theirs=current,
        )
    return wanted


def _text(before: LocalText, wanted: LocalText, current: LocalText) -> LocalText:
    for language in dict.fromkeys((before.original, *before.versions, *wanted.versions)):
        old, new = before.versions.get(language, ""), wanted.versions.get(language, "")
        if old != new:
            current = current.write(_one(old, new, current.versions.get(language, "")), language)
    return current
