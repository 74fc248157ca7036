"""Two people at one object: what they changed apart is kept, what they changed both is a conflict."""

from dataclasses import dataclass, replace

import pytest

from lotsen.domain.localtext import LocalText
from lotsen.errors import Conflict
from lotsen.services.merge import merged


@dataclass(frozen=True)
class Thing:
    name: LocalText
    unit: str
    version: int


SEEN = Thing(LocalText({"sv": "Klimat", "fi": "Ilmasto"}), "%", 3)


def test_changes_of_different_fields_are_both_kept() -> None:
    now = replace(SEEN, unit="t", version=4)
    mine = replace(SEEN, name=SEEN.name.write("Klimatet", "sv"))
    both = merged(SEEN, mine, now)
    assert (both.unit, both.name.show("sv"), both.version) == ("t", "Klimatet", 4)


def test_changes_of_the_same_field_are_a_conflict_with_both_values() -> None:
    with pytest.raises(Conflict) as conflict:
        merged(SEEN, replace(SEEN, unit="kg"), replace(SEEN, unit="t", version=4))
    assert (conflict.value.mine, conflict.value.theirs) == ("kg", "t")


def test_the_same_change_by_two_is_no_conflict() -> None:
    now = replace(SEEN, unit="t", version=4)
    assert merged(SEEN, replace(SEEN, unit="t"), now) == now


def test_two_languages_of_one_text_are_two_fields() -> None:
    now = replace(SEEN, name=SEEN.name.write("Ilmasto ja energia", "fi"), version=4)
    both = merged(SEEN, replace(SEEN, name=SEEN.name.write("Klimatet", "sv")), now)
    assert (both.name.show("sv"), both.name.show("fi")) == ("Klimatet", "Ilmasto ja energia")


def test_one_language_changed_by_two_is_a_conflict() -> None:
    now = replace(SEEN, name=SEEN.name.write("Klimatmål", "sv"), version=4)
    with pytest.raises(Conflict) as conflict:
        merged(SEEN, replace(SEEN, name=SEEN.name.write("Klimatet", "sv")), now)
    assert (conflict.value.mine, conflict.value.theirs) == ("Klimatet", "Klimatmål")


def test_a_reworded_original_leaves_its_translation_stale() -> None:
    both = merged(SEEN, replace(SEEN, name=SEEN.name.write("Klimatet", "sv")), SEEN)
    assert both.name.stale == {"fi"}
