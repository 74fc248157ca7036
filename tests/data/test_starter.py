"""Starter content: complete in three languages, tied together, and faults in it are named."""

import itertools
import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from lotsen.domain.category import Influence
from lotsen.domain.factor import VatBasis
from lotsen.domain.goal import GoalLevel
from lotsen.domain.localtext import LANGUAGES, LocalText
from lotsen.domain.spend import RuleField
from lotsen.domain.starter import Starter, StarterTree
from lotsen.store.starter import FOLDER, BadStarterContent, starter


@pytest.fixture(scope="module")
def content() -> Starter:
    return starter()


def texts(content: Starter) -> list[tuple[str, LocalText]]:
    return [
        *[(f"{g.key} title", g.title) for g in content.goals],
        *[(f"{g.key} short", g.short) for g in content.goals],
        *[(f"{g.key} indicator", i.text) for g in content.goals for i in g.indicators],
        *[(f"{line.key} text", line.text) for line in content.lines],
        *[(f"{line.key} reason", line.reason) for line in content.lines],
        *[(f"{tree.key} {c.key}", c.name) for tree in content.trees for c in tree.categories],
        *[(f"{i.key} title", i.title) for i in content.interventions],
        *[(f"{i.key} description", i.description) for i in content.interventions],
        *[(f"{i.key} metric", i.metric) for i in content.interventions],
        *[(f.key, f.name) for f in content.factors],
    ]


def test_every_text_stands_in_three_languages(content: Starter) -> None:
    for where, text in texts(content):
        assert all(text.has(language) for language in LANGUAGES), where


def test_no_text_has_stray_spaces(content: Starter) -> None:
    for where, text in texts(content):
        assert all(v == v.strip() and "  " not in v for v in text.versions.values()), where


def test_the_eight_ambitions_come_with_the_nineteen_known_goals(content: Starter) -> None:
    assert len(content.ambitions) == 8
    assert len(content.goals) == 8 + 19
    assert {goal.version for goal in content.goals} == {2020}


@pytest.mark.parametrize("key", ["national.strategy", "national.competence", "national.knowledge"])
def test_the_first_three_ambitions_are_of_the_function(content: Starter, key: str) -> None:
    assert content.goal[key].level is GoalLevel.FUNCTION


def test_only_two_ambitions_lack_an_official_swedish_wording(content: Starter) -> None:
    ours = {goal.key for goal in content.ambitions if "sv" in goal.ours}
    assert ours == {"national.knowledge", "national.functioning"}


def test_short_titles_fit_the_head_of_a_column(content: Starter) -> None:
    for goal in content.goals:
        for text in goal.short.versions.values():
            assert 1 <= len(text.split()) <= 4 and len(text) <= 36, text


def test_every_goal_suggests_an_indicator_and_names_its_source(content: Starter) -> None:
    for goal in content.goals:
        assert goal.indicators and all("https://" in text for text in goal.source.versions.values()), goal.key


def leaves(tree: StarterTree) -> list[str]:
    parents = {category.parent for category in tree.categories}
    return [category.key for category in tree.categories if category.key not in parents]


@pytest.mark.parametrize(
    ("tree", "fewest", "most"),
    [("hansel", 14, 14), ("cpv", 45, 45), ("municipality", 28, 36), ("wellbeing_county", 22, 30)],
)
def test_trees_have_their_size(content: Starter, tree: str, fewest: int, most: int) -> None:
    assert fewest <= len(leaves(content.tree[tree])) <= most


def test_every_leaf_has_an_emission_factor_and_a_rule_that_leads_to_it(content: Starter) -> None:
    for tree in content.trees:
        reached = {rule.category for rule in content.rules if rule.tree == tree.key}
        factors = {category.key: category.factor for category in tree.categories}
        for leaf in leaves(tree):
            assert factors[leaf] is not None and leaf in reached, (tree.key, leaf)


@pytest.mark.parametrize("tree", ["municipality", "wellbeing_county"])
def test_every_cpv_division_of_daily_use_finds_a_category(content: Starter, tree: str) -> None:
    prefixes = [r.match for r in content.rules if r.tree == tree and r.field is RuleField.CPV]
    divisions = {category.key for category in content.tree["cpv"].categories} - {"76"}
    lost = {d for d in divisions if not any(prefix.startswith(d) for prefix in prefixes)}
    assert lost == set()


def bounds(match: str) -> tuple[int, int]:
    low, _, high = match.partition("-")
    return int(low), int(high or low)


@pytest.mark.parametrize("tree", ["municipality", "wellbeing_county", "hansel"])
def test_no_account_is_claimed_twice(content: Starter, tree: str) -> None:
    ranges = sorted(bounds(r.match) for r in content.rules_for(tree) if r.field is RuleField.ACCOUNT)
    for (_, high), (low, _) in itertools.pairwise(ranges):
        assert high < low


@pytest.mark.parametrize(
    ("account", "influence"),
    [
        (4000, Influence.NOT_PROCUREMENT),  # wages
        (4110, Influence.NOT_PROCUREMENT),  # pension contributions
        (4460, Influence.NOT_PROCUREMENT),  # transfers
        (4742, Influence.NOT_PROCUREMENT),  # grants
        (4910, Influence.NOT_PROCUREMENT),  # taxes
        (7170, Influence.NOT_PROCUREMENT),  # depreciation
        (4340, None),  # experts: open
        (4520, None),  # food: open
    ],
)
def test_accounts_that_are_no_procurement_are_known(
    content: Starter, account: int, influence: Influence | None
) -> None:
    found = None
    for rule in content.rules_for("municipality"):
        if rule.field is RuleField.ACCOUNT and rule.influence:
            low, high = bounds(rule.match)
            found = rule.influence if low <= account <= high else found
    assert found is influence


def test_the_sixty_one_finnish_factors_carry_unit_year_vat_source_and_credit(content: Starter) -> None:
    assert len(content.factors) == 61
    construction = content.factor["F"]
    assert construction.kilograms == Decimal("210.74")
    for factor in content.factors:
        assert (factor.currency, factor.year, factor.vat) == ("EUR", 2023, VatBasis.EXCLUDED)
        assert "Ecodex" in factor.credit and "CC BY-SA 4.0" in factor.credit and factor.source


def test_the_library_has_at_least_forty_interventions_of_every_kind_and_level(content: Starter) -> None:
    assert len(content.interventions) >= 40
    assert {i.level for i in content.interventions} >= {"strategic", "tactical", "operative"}
    assert {i.kind for i in content.interventions} >= {
        "change_management",
        "competence",
        "communication",
        "procurement",
    }
    assert all(1 <= i.months <= 36 for i in content.interventions)
    assert all(effect in (0, 1, 2) for i in content.interventions for _, effect in i.effects)


def test_predecessors_in_the_library_make_no_circle(content: Starter) -> None:
    def depth(key: str, path: tuple[str, ...] = ()) -> int:
        assert key not in path
        return 1 + max((depth(p, (*path, key)) for p in content.intervention[key].predecessors), default=0)

    assert max(depth(key) for key in content.intervention) >= 3


def test_a_municipality_after_2023_buys_no_hospital_care(content: Starter) -> None:
    for category in content.tree["municipality"].categories:
        assert "sairaala" not in category.name.show("fi").lower()


def broken(tmp_path: Path, file: str, change: dict[str, object]) -> Path:
    """A copy of the content whose first record of a file is changed."""
    shutil.copytree(FOLDER, tmp_path / "starter")
    path = tmp_path / "starter" / file
    records = json.loads(path.read_text(encoding="utf-8"))
    records[0].update(change)
    path.write_text(json.dumps(records), encoding="utf-8")
    return tmp_path / "starter"


@pytest.mark.parametrize(
    ("file", "change", "says"),
    [
        ("goals.json", {"title": {"sv": "Mål"}}, "national.strategy: title: needs a text in each of sv, fi, en"),
        ("goals.json", {"level": "none"}, "national.strategy: level: is none of procurement, function"),
        ("goals.json", {"parent": "lost"}, "national.strategy: lost is not known"),
        ("goals.json", {"key": "national.social"}, "goals: national.social stands twice"),
        ("policy_lines.json", {"categories": ["lost"]}, "lost is not known"),
        ("interventions.json", {"months": "many"}, "months: is 'many', should be int"),
    ],
)
def test_a_fault_is_named_by_file_key_and_field(
    tmp_path: Path, file: str, change: dict[str, object], says: str
) -> None:
    with pytest.raises(BadStarterContent) as error:
        starter(broken(tmp_path, file, change))
    assert says in str(error.value)
