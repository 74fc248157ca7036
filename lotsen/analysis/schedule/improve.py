"""A plan made better by taking some of it apart and putting it together again, thousands of times a second.

Ruin and recreate (Schrimpf, Schneider, Stamm-Wilbrandt and Dueck, Journal of Computational Physics 159 (2000)) with
threshold acceptance, guided by the reduced costs of the linear relaxation: they say what a column takes from others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from lotsen.analysis.results import Floats, Integers
from lotsen.analysis.results.plan import Chosen
from lotsen.analysis.schedule.indexed import Model
from lotsen.analysis.schedule.outcome import Watch
from lotsen.analysis.schedule.prepare import SLACK, Prepared

MOST_TAKEN = 0.15
"""The share of a plan that is taken apart at most in one step."""

TOLERANT = 0.001
"""How much worse a plan may be than the best and still be gone on from, as a share; falls to 0 by the end."""


@dataclass(frozen=True, slots=True, eq=False)
class _Columns:
    """The columns of one intervention: places in the model, starts, ends, worth, and what each takes of the limits."""

    places: Integers
    starts: Integers
    ends: Integers
    worth: Floats
    pull: Floats
    takes: Floats


class Improver:
    """Holds a plan and what it leaves of every limit row of the model."""

    def __init__(self, prepared: Prepared, model: Model, reduced: Floats, seed: int) -> None:
        self.prepared, self.model = prepared, model
        self.ids = [one for one in prepared.order if one in prepared.window]
        self.dice = np.random.default_rng(seed)
        takes, self.limit = model.dense_limits()
        self.limit = self.limit + SLACK * np.maximum(self.limit, 1.0)
        self.columns = self._by_intervention(takes, reduced)
        self.before = {one: [(b.id, b.lag) for b in prepared.candidates[one].predecessors] for one in self.ids}
        self.after = {one: [link for link in prepared.successors[one] if link[0] in self.columns] for one in self.ids}
        self.plan: dict[str, int] = {}
        self.left = self.limit.copy()

    def improved(self, chosen: Iterable[Chosen], watch: Watch, steps: int) -> tuple[Chosen, ...]:
        """The best plan of some steps from a plan, at least as good as that."""
        self._start_from(chosen)
        best, plan, here = dict(self.plan), dict(self.plan), self._worth()
        most = here
        for step in range(steps):
            if step % 16 == 0 and watch.over:
                break
            self._ruin()
            worth = self._worth() if self._recreate() else -np.inf
            if worth > most + 1e-9:
                best, most = dict(self.plan), worth
            if worth >= here or worth > most * (1 - TOLERANT * (1 - step / steps)):
                plan, here = dict(self.plan), worth
            else:
                self._go_back(plan)
        return self._chosen(best)

    def _by_intervention(self, takes: Floats, reduced: Floats) -> dict[str, _Columns]:
        mine: dict[str, list[int]] = {one: [] for one in self.ids}
        for k, (one, _) in enumerate(self.model.columns):
            mine[one].append(k)
        options = [option for _, option in self.model.columns]
        return {
            one: _Columns(
                np.array(places),
                np.array([options[k].start for k in places]),
                np.array([options[k].end for k in places]),
                self.model.worth[places],
                reduced[places],
                takes[places],
            )
            for one, places in mine.items()
            if places
        }

    def _start_from(self, chosen: Iterable[Chosen]) -> None:
        wanted = {one.id: one for one in chosen}
        self.plan = {}
        for one, step in wanted.items():
            options = [self.model.columns[k][1] for k in self.columns[one].places]
            self.plan[one] = next(
                k for k, option in enumerate(options) if (option.mode, option.start) == (step.mode, step.start)
            )
        self._go_back(self.plan)

    def _go_back(self, plan: dict[str, int]) -> None:
        self.plan = dict(plan)
        self.left = self.limit - sum((self.columns[one].takes[k] for one, k in plan.items()), np.zeros(len(self.limit)))

    def _worth(self) -> float:
        return float(sum(self.columns[one].worth[k] for one, k in self.plan.items()))

    def _ruin(self) -> None:
        """Take out some at random, or those around a random one in time, each with all that waits for it."""
        ids = list(self.plan)
        if not ids:
            return
        number = int(self.dice.integers(1, max(int(len(ids) * MOST_TAKEN), 2) + 1))
        if self.dice.random() < 0.5:
            picked: Sequence[str] = [ids[k] for k in self.dice.permutation(len(ids))[:number]]
        else:
            centre = ids[int(self.dice.integers(len(ids)))]
            near = self.columns[centre].takes[self.plan[centre]]
            share = [float(near @ self.columns[one].takes[self.plan[one]]) * self.dice.random() for one in ids]
            picked = [ids[k] for k in np.argsort(share)[::-1][:number]]
        for one in picked:
            self._take_out(one)

    def _take_out(self, one: str) -> None:
        if one in self.plan:
            self.left += self.columns[one].takes[self.plan.pop(one)]
            for next_, _ in self.after[one]:
                self._take_out(next_)

    def _recreate(self) -> bool:
        """Put in whoever fits, the one that pulls most first, a little by chance; whether all musts are in."""
        missing = [one for one in self.ids if one not in self.plan and one in self.columns]
        noise = self.dice.gumbel(size=len(missing)) * float(self.dice.choice([0.0, 1.0, 4.0]))
        pull = [self.columns[one].pull.max() + extra for one, extra in zip(missing, noise, strict=True)]
        order = [missing[k] for k in np.argsort(pull)[::-1]]
        by_worth = self.dice.random() < 0.5
        for one in [*(m for m in self.ids if m in self.prepared.musts), *order]:
            self._put_in(one, by_worth)
        return all(one in self.plan for one in self.prepared.musts)

    def _put_in(self, one: str, by_worth: bool) -> None:
        for each in self.prepared.chains[one]:
            if each in self.plan:
                continue
            if each not in self.columns or any(rival in self.plan for rival in self.prepared.rivals[each]):
                return
            place = self._place(each, by_worth)
            if place is None:
                return
            self.plan[each] = place
            self.left -= self.columns[each].takes[place]

    def _place(self, one: str, by_worth: bool) -> int | None:
        mine = self.columns[one]
        first, last = 0, 10**9
        for before, lag in self.before[one]:
            first = max(first, int(self.columns[before].ends[self.plan[before]]) + lag)
        for next_, lag in self.after[one]:
            if next_ in self.plan:
                last = min(last, int(self.columns[next_].starts[self.plan[next_]]) - lag)
        fits = (mine.takes <= self.left).all(axis=1) & (mine.starts >= first) & (mine.ends <= last)
        if not fits.any():
            return None
        return int(np.argmax(np.where(fits, mine.worth if by_worth else mine.pull, -np.inf)))

    def _chosen(self, plan: dict[str, int]) -> tuple[Chosen, ...]:
        found = []
        for one, place in plan.items():
            option = self.model.columns[self.columns[one].places[place]][1]
            found.append(Chosen(one, option.mode, option.start, option.end))
        return tuple(found)
