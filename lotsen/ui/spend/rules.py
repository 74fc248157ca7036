"""From invoices to categories: what the rules reach, which suppliers to map next, and the rules themselves."""

from uuid import UUID

import streamlit as st

from lotsen.domain.category import Influence
from lotsen.domain.job import Job, JobState
from lotsen.domain.spend import Coverage, MappingRule, RuleField, SupplierNext
from lotsen.errors import N_
from lotsen.ui import feedback, screen
from lotsen.ui.access import Visit
from lotsen.ui.components import choice

FIELDS = {
    RuleField.SUPPLIER: N_("Supplier: name or business id"),
    RuleField.TEXT: N_("Words in description, account or supplier"),
    RuleField.CPV: N_("CPV code, as far as it is written"),
    RuleField.ACCOUNT: N_("Account, or from-to: 4300-4399"),
}
INFLUENCES = {
    Influence.IN_HOUSE.value: N_("in-house, not open to influence"),
    Influence.NOT_PROCUREMENT.value: N_("no procurement: wages, grants, transfers"),
}
YEAR = "spend:rules:year"
MOST_LISTED = 40


def draw(visit: Visit) -> None:
    """How far changed rules have been applied, what they reach, the next suppliers, and every rule."""
    t = visit.t
    if job := visit.house.spend.mapping(visit.roadmap_id):
        _under_way(visit, job)
    found = visit.house.spend.coverage(visit.roadmap_id, visit.here.revision)
    if not found:
        return
    years = {str(one.year): str(one.year) for one in found}
    year = next(iter(years))
    if len(years) > 1:
        held = st.session_state.get(YEAR, year)
        year = choice.one(t, t("Year"), years, held if held in years else year, key=f"{YEAR}:box", save=_keep) or year
    covered = next(one for one in found if str(one.year) == year)
    _reach(visit, covered)
    targets = _targets(visit)
    _next(visit, covered, targets)
    _list(visit, targets)


def _under_way(visit: Visit, job: Job) -> None:
    if job.state is not JobState.FAILED:
        progress(visit, job.id)
        return
    t = visit.t
    text, given = job.error or (N_("The work stopped unexpectedly. Try again."), {})
    st.error(t(text, **given), icon=":material/error:")
    if st.button(t("Map the invoices again"), key="spend:rules:again"):
        visit.house.spend.ask_to_map(visit.roadmap_id, visit.person.id)
        st.rerun()


@st.fragment(run_every=1.0)
def progress(visit: Visit, job_id: UUID) -> None:
    """How far the mapping has come; the page is drawn anew when it is over. Rules can be changed all the while."""
    t = visit.t
    job = visit.house.jobs.get(job_id)
    if job.state not in {JobState.WAITING, JobState.RUNNING}:
        st.rerun(scope="app")
    doing = t(job.doing) if job.doing else t("Waiting for its turn")
    st.progress(min(max(job.progress, 0.0), 1.0), text=f"{doing}. {t('The figures below follow when it is done.')}")


def _keep(year: str | None) -> None:
    st.session_state[YEAR] = year


def _targets(visit: Visit) -> dict[str, str]:
    """Where a rule can send money: the categories, then what is not open."""
    t = visit.t
    names = {str(category.id): t.local(category.name) for category in visit.house.categories.view(visit.here).rows}
    return {**names, **{key: t(name) for key, name in INFLUENCES.items()}}


def _reach(visit: Visit, covered: Coverage) -> None:
    t, currency = visit.t, visit.here.currency
    st.subheader(
        screen.escape(t("{share} of the money has found its category", share=t.percent(covered.share))), anchor=False
    )
    st.caption(
        screen.escape(
            t(
                "{mapped} of {open} open to influence in {year}. Beside it {in_house} in-house and {other} that is no "
                "procurement, of {all} in all.",
                mapped=t.about(covered.mapped, currency),
                open=t.about(covered.open, currency),
                year=covered.year,
                in_house=t.about(covered.in_house, currency),
                other=t.about(covered.not_procurement, currency),
                all=t.about(covered.cents, currency),
            )
        )
    )
    st.progress(min(max(covered.share, 0.0), 1.0))
    if covered.is_enough:
        st.success(
            t("That is enough: nine tenths are mapped, and nothing more is asked. The rest is shown as unmapped."),
            icon=":material/check:",
        )


def _next(visit: Visit, covered: Coverage, targets: dict[str, str]) -> None:
    t = visit.t
    if not covered.next:
        return
    if covered.is_enough:
        with st.expander(t("Map more suppliers all the same")):
            _suppliers(visit, covered, targets)
        return
    st.markdown(f"**{screen.escape(t('These suppliers cover most of what is left'))}**")
    _suppliers(visit, covered, targets)


def _suppliers(visit: Visit, covered: Coverage, targets: dict[str, str]) -> None:
    t = visit.t
    for number, one in enumerate(covered.next):
        left, right = st.columns([3, 2], vertical_alignment="center")
        with left:
            money, reached = t.about(one.cents, visit.here.currency), t.percent(one.cover)
            st.markdown(f"**{screen.escape(one.supplier)}** · {screen.escape(money)}")
            st.caption(screen.escape(t("{share} covered with this and those above", share=reached)))
        with right:
            choice.one(
                t,
                t("Category of {supplier}", supplier=one.supplier),
                targets,
                None,
                key=f"spend:next:{covered.year}:{number}:{one.supplier}",
                save=lambda target, one=one: _map(visit, one, target),  # type: ignore[misc]
                empty=t("Choose a category"),
                hide_label=True,
            )
            _suggest(visit, one, targets, number)


def _suggest(visit: Visit, one: SupplierNext, targets: dict[str, str], number: int) -> None:
    t = visit.t
    if one.suggestion and str(one.suggestion) in targets:
        label = t("As {supplier}: {category}", supplier=one.because, category=targets[str(one.suggestion)])
        if st.button(label, key=f"spend:suggested:{number}", icon=":material/lightbulb:"):
            _map(visit, one, str(one.suggestion))
            st.rerun()


def _map(visit: Visit, one: SupplierNext, target: str | None) -> None:
    if target:
        _save(visit, RuleField.SUPPLIER, one.supplier, target)


def _save(visit: Visit, field: RuleField, match: str, target: str | None) -> bool:
    influence = Influence(target) if target in INFLUENCES else None
    category = UUID(target) if target and influence is None else None
    service = visit.house.spend
    return feedback.save(lambda: service.rule(visit.roadmap_id, visit.person.id, field, match, category, influence))


# The rules -------------------------------------------------------------------------------------------------------


def _list(visit: Visit, targets: dict[str, str]) -> None:
    t = visit.t
    every = visit.house.spend.rules(visit.roadmap_id)
    own = [rule for rule in every if rule.origin is None]
    ready = len(every) - len(own)
    label = t("Rules: {own} own, {ready} ready ones", own=t.number(len(own)), ready=t.number(ready))
    with st.expander(label, icon=":material/rule:"):
        st.caption(
            t(
                "Own rules win over ready ones. Then a supplier before words, words before a CPV code, a code before "
                "an account; the longer or narrower one first. Rules stay for next year's file."
            )
        )
        if not ready and st.button(t("Take the ready rules"), key="spend:rules:ready"):
            feedback.save(lambda: visit.house.spend.take_starter_rules(visit.roadmap_id, visit.person.id))
            st.rerun()
        _add(visit, targets)
        _show(visit, every, targets)


def _add(visit: Visit, targets: dict[str, str]) -> None:
    t = visit.t
    with st.form("spend:rules:add", clear_on_submit=True):
        one, two, three = st.columns(3)
        with one:
            field = choice.one(
                t, t("Look at"), {key.value: t(name) for key, name in FIELDS.items()}, RuleField.TEXT.value,
                key="spend:rules:field",
            )  # fmt: skip
        match = two.text_input(t("What to look for"), key="spend:rules:match", max_chars=200)
        with three:
            target = choice.one(t, t("Goes to"), targets, None, key="spend:rules:target", empty=t("Choose a category"))
        if st.form_submit_button(t("Add the rule"), key="spend:rules:send"):
            _save(visit, RuleField(field or RuleField.TEXT), match, target)
            st.rerun()


def _show(visit: Visit, every: list[MappingRule], targets: dict[str, str]) -> None:
    t = visit.t
    wanted = st.text_input(t("Find a rule"), key="spend:rules:find").strip().casefold()
    found = [rule for rule in every if (wanted in rule.match.casefold() if wanted else rule.origin is None)]
    for rule in found[:MOST_LISTED]:
        target = targets.get(str(rule.category_id), "") or t("a category that has others below it")
        if rule.category_id is None and rule.influence:
            target = targets.get(rule.influence.value, "")
        left, right = st.columns([5, 1], vertical_alignment="center")
        mark = t("ready rule") if rule.origin else t("own rule")
        left.markdown(
            f"{screen.escape(t(FIELDS[rule.field]))}: **{screen.escape(rule.match)}** → {screen.escape(target)} "
            f"· {screen.escape(mark)}"
        )
        if right.button(t("Remove"), key=f"spend:rules:remove:{rule.id}", help=rule.match):
            feedback.save(lambda rule=rule: visit.house.spend.remove_rule(visit.roadmap_id, visit.person.id, rule.id))  # type: ignore[misc]
            st.rerun()
    if len(found) > MOST_LISTED:
        st.caption(t.plural("{n} more rule", "{n} more rules", len(found) - MOST_LISTED))
