"""Scenarios in words: what they assume, what their plans come to, how sure a plan is, and what differs."""

import itertools
import re
from collections.abc import Iterable, Mapping
from uuid import UUID

from lotsen.analysis.results.scenario import MONEY, Core, Curve, Ground, Outlook, PlanFigures
from lotsen.domain.intervention import Intervention, Must, Variant
from lotsen.domain.plan import Span
from lotsen.domain.quarter import Quarter
from lotsen.domain.scenario import Assumptions, FoundPlan, Pin, PinPrice, Planned, Said, demand_of
from lotsen.explain.plan import days_text, quarter_name
from lotsen.texts import Texts

Names = Mapping[UUID, str]

CORE_FROM, OUT_BELOW = 0.99, 0.01
"""In practically all choices, and in practically none: rounding may not move one across."""
SMALL_GAP = 0.01
"""A gap below this is said with two decimals, so that it never reads as none."""
MOST_NAMED = 3
MOST_WEIGHTS = 2
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def assumed(given: Assumptions, goals: Names, categories: Names, interventions: Names, t: Texts) -> list[str]:
    """What a scenario assumes, one line for each thing that is not as now."""
    return [text for text in _assumed(given, goals, categories, interventions, t) if text]


def _assumed(given: Assumptions, goals: Names, categories: Names, interventions: Names, t: Texts) -> Iterable[str]:
    marks = sorted(((n, goal) for goal, n in given.weights.items() if n and goal in goals), reverse=True)
    if marks:
        yield t(
            "Weights: {goals}", goals=t.listing([f"{goals[goal]} {t.number(n)}" for n, goal in marks[:MOST_WEIGHTS]])
        )
    if given.budget_cents_per_year is not None:
        yield t("{money} a year", money=t.about(given.budget_cents_per_year))
    if given.capacity_days_per_quarter is not None:
        yield t(
            "{days} days a quarter each",
            days=t.number(given.capacity_days_per_quarter, 1).removesuffix(",0").removesuffix(".0"),
        )
    for who, factor in sorted(given.capacity.items()):
        yield (
            t("{who} is gone", who=who)
            if not factor
            else t("{who}: {share} of the days", who=who, share=t.percent(factor))
        )
    if given.horizon_quarters:
        yield t.plural("{n} quarter ahead", "{n} quarters ahead", given.horizon_quarters)
    yield from _prices(given, categories, t)
    outside = [categories[one] for one in given.without if one in categories]
    if outside:
        yield t("Nothing new in {categories}", categories=t.listing(outside))
    for ids, text in ((given.must, t("Has to be done: {what}")), (given.must_not, t("Not done: {what}"))):
        named = [interventions[one] for one in ids if one in interventions]
        if named:
            yield text.format(what=t.listing(named))
    if given.rate:
        yield t("An effect a year earlier is worth {rate} more", rate=t.percent(given.rate))


def _prices(given: Assumptions, categories: Names, t: Texts) -> Iterable[str]:
    """Categories whose prices change alike stand in one line."""
    alike: dict[float, list[str]] = {}
    for one, change in given.prices.items():
        if one in categories:
            alike.setdefault(change, []).append(categories[one])
    for change, names in alike.items():
        text = t("{share} dearer: {categories}") if change > 0 else t("{share} cheaper: {categories}")
        yield text.format(share=t.percent(abs(change)), categories=t.listing(sorted(names)))


def people_and_roles(ground: Ground, also: Iterable[str], t: Texts) -> dict[str, str]:
    """Whose days a scenario can change, as they are chosen from: persons with their role, then roles."""
    roles: dict[str, set[str]] = {}
    for item in ground.open:
        if owner := item.owner.strip():
            roles.setdefault(owner, set()).update({item.owner_role.strip()} - {"", owner})
    asked = {who for item in ground.open for who in demand_of(item, ground.people)}
    people = {who: f"{who} ({t.listing(sorted(mine))})" if mine else who for who, mine in sorted(roles.items())}
    return people | {who: who for who in sorted({*asked, *also} - people.keys())}


def days_now(ground: Ground, who: str, t: Texts) -> str:
    """Whose days these are, and how many they are before the scenario changes them."""
    days = ground.own_days(who).days
    return t.plural(
        "{who}, now {days} day a quarter",
        "{who}, now {days} days a quarter",
        1 if days == 1 else 2,
        who=who,
        days=t.number(days, 0 if days == int(days) else 1),
    )


def dearer(given: Assumptions, money: Mapping[UUID, int], t: Texts) -> str:
    """What the changed prices come to on a year's buying; empty where nothing is known of it."""
    cents = round(sum(money.get(one, 0) * change for one, change in given.prices.items()))
    if not cents:
        return ""
    if cents < 0:
        return t("At these prices a year's buying costs {money} less.", money=t.about(-cents))
    return t("At these prices a year's buying costs {money} more.", money=t.about(cents))


# A plan ----------------------------------------------------------------------------------------------------------


def figure_names(t: Texts) -> list[str]:
    """What the rows of a plan's figures are called."""
    return [
        t("Interventions"),
        t("Effect, points"),
        t("Money"),
        t("Person-days"),
        t("CO2e saved a year"),
        t("First done"),
        t("Days and money suffice"),
    ]


def figure_column(plan: PlanFigures, t: Texts) -> list[str]:
    """A plan's figures, in the order of `figure_names`."""
    return [
        t.number(len(plan.planned)),
        t.number(plan.effect),
        t.about(round(plan.cents)),
        t.number(plan.days),
        t.tonnes(plan.kilograms),
        quarter_name(plan.first, t) if plan.first else "–",
        t("yes") if plan.keeps else t("no"),
    ]


def own_says(own: PlanFigures, t: Texts) -> str:
    """What the room's own plan comes to, and whether there is enough for it."""
    if not own.planned:
        return t("Your own plan has no intervention with days in this time.")
    says = t.plural(
        "Your own plan: {n} intervention, {points} points.",
        "Your own plan: {n} interventions, {points} points.",
        len(own.planned),
        points=t.number(own.effect),
    )
    return f"{says} {short_of(own, t)}"


def short_of(plan: PlanFigures, t: Texts) -> str:
    """Where a plan takes more than there is, or that it doesn't."""
    if plan.keeps:
        return t("There are days and money enough for it.")
    parts = []
    if plan.overloads:
        worst = max(plan.overloads, key=lambda one: one.days - one.there)
        parts.append(
            t(
                "{who} would need {days} days in {quarter} and has {there}",
                who=worst.who,
                days=t.number(worst.days),
                quarter=quarter_name(worst.quarter, t),
                there=t.number(worst.there),
            )
        )
    if plan.overspent:
        year, cents, there = max(plan.overspent, key=lambda one: one[1] - one[2])
        parts.append(
            t(
                "{year} takes {money} and has {there}",
                year=year,
                money=t.about(round(cents)),
                there=t.about(round(there)),
            )
        )
    more = len(plan.overloads) + len(plan.overspent) - len(parts)
    says = t("It takes more than there is: {cases}.", cases="; ".join(parts))
    return says + (
        " " + t.plural("There is {n} more such place.", "There are {n} more such places.", more) if more else ""
    )


def status(found: FoundPlan, t: Texts) -> str:
    """How good a found plan is, in words: 'the best' only where that is proven."""
    if found.status == "optimal":
        return t("This is the best plan: it is proven that none is better.")
    if found.status == "infeasible":
        return t("No plan keeps everything that is asked for.")
    if found.status == "nothing_yet" or not found.planned:
        return t("No plan is found yet.")
    if found.gap is None:
        return t("The best found so far; how far it is from the best possible isn't known yet.")
    share = t.percent(found.gap, 1 if found.gap >= SMALL_GAP else 2)
    return t("The best found, at most {share} from the best possible.", share=share)


def nearness(found: FoundPlan, t: Texts) -> str:
    """How far a found plan can be from the best possible, short: for a table."""
    if found.status == "optimal":
        return t("0, proven")
    return t("not known") if found.gap is None else t.percent(found.gap, 1 if found.gap >= SMALL_GAP else 2)


def checked(found: FoundPlan, names: Names, t: Texts) -> str:
    """What the independent check of a plan says."""
    if not found.planned:
        return ""
    if not found.violations:
        return t("Checked against your own figures: days, money and order are kept.")
    return t(
        "The check against your own figures found a fault: {faults}", faults=" ".join(said(found.violations, names, t))
    )


def said(remarks: Iterable[Said], names: Names, t: Texts) -> list[str]:
    """The solver's and the check's remarks, with titles in the place of ids."""
    plain = {str(one): name for one, name in names.items()}

    def named(value: object) -> object:
        if isinstance(value, list):
            return ", ".join(str(named(one)) for one in value)
        return _ID.sub(lambda found: plain.get(found[0], found[0]), value) if isinstance(value, str) else value

    return [t(text, **{name: named(value) for name, value in fields.items()}) for text, fields in remarks]


def better_says(own: PlanFigures, best: PlanFigures, t: Texts) -> str:
    """The found plan beside the room's own."""
    if not own.planned:
        return t("The plan found has {points} points.", points=t.number(best.effect))
    more = best.effect - own.effect
    if own.keeps and more < 0.5:
        return t("There is none better: your own plan has as many points.")
    if own.keeps:
        return t("Yes: the plan found has {more} points more than your own.", more=t.number(more))
    if more >= 0.5:
        return t(
            "Yes: the plan found has {more} points more than your own, and suffices with what there is.",
            more=t.number(more),
        )
    if more > -0.5:
        return t("Yes: the plan found has as many points as your own, and suffices with what there is.")
    return t(
        "Your own plan has {less} points more, but more is asked for in it than there is. The plan found gets by.",
        less=t.number(-more),
    )


def planned_rows(
    plan: PlanFigures, points: Mapping[UUID, float], items: Mapping[UUID, Intervention], t: Texts
) -> list[list[str]]:
    """A plan's interventions by when they begin, each in its variant and with that variant's points."""
    rows = []
    for one in sorted(plan.planned, key=lambda one: (one.first, one.last, one.intervention_id)):
        item = items.get(one.intervention_id)
        variant = _variant(item, one.variant)
        share = variant.effect_percent / 100 if variant else 1.0
        rows.append(
            [
                in_variant(item, one.variant, t),
                quarter_name(one.first, t),
                quarter_name(one.last, t),
                t.number(points.get(one.intervention_id, 0.0) * share, 1),
            ]
        )
    return rows


def in_variant(item: Intervention | None, key: str | None, t: Texts) -> str:
    """An intervention's title with the way in which it is done, where that is another than its own."""
    if item is None:
        return "–"
    variant, title = _variant(item, key), t.local(item.title)
    return f"{title} ({t.local(variant.name)})" if variant else title


def _variant(item: Intervention | None, key: str | None) -> Variant | None:
    return next((one for one in item.variants if one.key == key), None) if item else None


def left_out(plan: PlanFigures, open_ones: Names, t: Texts) -> str:
    """What a plan leaves out, by name."""
    chosen = {one.intervention_id for one in plan.planned}
    names = [name for one, name in open_ones.items() if one not in chosen]
    return t("Left out: {names}.", names=t.listing(names)) if names else t("Nothing is left out.")


def move_lines(moves: Iterable[tuple[str, Span | None, Span, str]], t: Texts) -> list[str]:
    """What taking a plan over moves: (title, days before, days after, name of a variant)."""
    lines = []
    for title, before, after, variant in moves:
        line = t("{title}: {before} → {after}", title=title, before=days_text(before, t), after=days_text(after, t))
        lines.append(f"{line} ({variant})" if variant else line)
    return lines


# Side by side ----------------------------------------------------------------------------------------------------


def differences(plans: Mapping[str, PlanFigures], names: Names, t: Texts) -> list[str]:
    """What is chosen in some scenarios and not in others, and which scenario has the most effect, in sentences."""
    if len(plans) < 2:
        return []
    chosen = {name: {one.intervention_id for one in plan.planned} for name, plan in plans.items()}
    common = set.intersection(*chosen.values())
    sentences = [
        t.plural(
            "{n} intervention is chosen in all of them.", "{n} interventions are chosen in all of them.", len(common)
        )
    ]
    most, least = (pick(plans, key=lambda name: plans[name].effect) for pick in (max, min))
    if round(plans[most].effect) > round(plans[least].effect):
        sentences.append(
            t(
                "Most effect has “{most}” with {points} points, least “{least}” with {fewer}.",
                most=most,
                points=t.number(plans[most].effect),
                least=least,
                fewer=t.number(plans[least].effect),
            )
        )
    for name, mine in chosen.items():
        alone = sorted(
            names[one] for one in mine.difference(*(chosen[other] for other in chosen if other != name)) if one in names
        )
        if alone:
            sentences.append(t("Only “{scenario}” chooses {what}.", scenario=name, what=t.listing(alone[:MOST_NAMED])))
    return sentences


def impossible(name: str, outlook: Outlook, names: Names, t: Texts) -> list[str]:
    """Why some interventions can't be in a scenario's plan, whatever else is done: by whose days, or by the money."""
    by: dict[str, list[str]] = {}
    for one, who in outlook.case.never.items():
        if one in names:
            by.setdefault(who, []).append(names[one])
    return [
        t("In “{scenario}” the money is never enough for {what}.", scenario=name, what=t.listing(sorted(titles)))
        if who == MONEY
        else t("In “{scenario}” {who} never has the days for {what}.", scenario=name, who=who,
               what=t.listing(sorted(titles)))
        for who, titles in sorted(by.items())
    ]  # fmt: skip


def chosen_where(
    plans: Mapping[str, PlanFigures], names: Names, items: Mapping[UUID, Intervention], t: Texts
) -> list[list[str]]:
    """A row for each intervention: when it begins in each plan, and in which variant; empty where it isn't chosen."""

    def begins(one: Planned) -> str:
        variant = _variant(items.get(one.intervention_id), one.variant)
        quarter = quarter_name(one.first, t)
        return f"{quarter} ({t.local(variant.name)})" if variant else quarter

    columns = [{one.intervention_id: begins(one) for one in plan.planned} for plan in plans.values()]
    return [[name, *(column.get(one, "–") for column in columns)] for one, name in names.items()]


# Over all of them ------------------------------------------------------------------------------------------------


def sorted_out(core: Core, names: Names) -> tuple[list[UUID], list[tuple[UUID, float]], list[UUID]]:
    """Core, borderline with their share, and out, each by name, or by share."""
    here = [(one, share) for one, share in core.index.items() if one in names]
    by_name = sorted(here, key=lambda one: names[one[0]])
    return (
        [one for one, share in by_name if share >= CORE_FROM],
        sorted(((one, share) for one, share in by_name if OUT_BELOW < share < CORE_FROM), key=lambda one: -one[1]),
        [one for one, share in by_name if share <= OUT_BELOW],
    )


def behind(core: Core, t: Texts) -> str:
    """How many choices the lists rest on."""
    return t(
        "From {n} best choices: {scenarios} scenarios, by the weights that {weights} gave.",
        n=t.number(core.portfolios),
        scenarios=t.number(core.scenarios),
        weights=t.plural("{n} person", "{n} people", core.weights),
    )


def next_money(curve: Curve, step: float, t: Texts) -> str:
    """What the next money buys from where the room's own plan stands, read off the curve."""
    at = curve.own[0] if curve.own else curve.steps[0][0]
    now, then = effect_at(curve, at), effect_at(curve, at + step)
    if then - now < 0.05:
        return t("From there, more money alone buys nothing: days are what is short.")
    return t(
        "From there, the next {money} buys {points} points.", money=t.about(round(step)), points=t.number(then - now, 1)
    )


def effect_at(curve: Curve, cents: float) -> float:
    """The curve's effect at an amount, straight between its steps."""
    steps = curve.steps
    if cents <= steps[0][0]:
        return steps[0][1]
    for (low, effect), (high, more) in itertools.pairwise(steps):
        if cents <= high:
            return effect + (more - effect) * (cents - low) / (high - low)
    return steps[-1][1]


def rivals(curve: Curve, t: Texts) -> list[str]:
    """The room's own plan against the best for its money, and the cheapest that is worth as much."""
    if curve.own is None:
        return []
    cents, effect = curve.own
    lines = [
        t("Your own plan costs {money} and has {points} points.", money=t.about(round(cents)), points=t.number(effect))
    ]
    if curve.same_cost:
        lines.append(
            t(
                "The best choice for the same money, within the days there are, has {points} points.",
                points=t.number(curve.same_cost[1]),
            )
        )
    if curve.same_effect:
        lines.append(t("The same effect can be had for {money}.", money=t.about(round(curve.same_effect[0]))))
    else:
        lines.append(t("Its effect can't be had with the days that there are, whatever the money."))
    return lines


def pinned(pin: Pin, title: str, t: Texts) -> str:
    """What is settled of an intervention."""
    if pin.must is Must.MUST_NOT:
        return t("{title} is not done.", title=title)
    if pin.starts:
        return t("{title} begins {quarter}.", title=title, quarter=quarter_name(Quarter.of(pin.starts), t))
    return t("{title} is done.", title=title)


def pin_price(price: PinPrice | None, t: Texts) -> str:
    """What a pin costs in effect; empty where it isn't worked out yet."""
    if price is None:
        return ""
    if not price.possible:
        return t("Without it there would be a plan.")
    if price.least is None or price.most is None:
        return ""
    if price.most < 0.05:
        return t("It costs no effect.")
    if price.most - price.least < 0.1:
        return t("It costs {points} points of effect.", points=t.number(price.most, 1))
    return t(
        "It costs {least} to {most} points of effect.", least=t.number(price.least, 1), most=t.number(price.most, 1)
    )
