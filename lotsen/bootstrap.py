"""The composition root: what is built from what. Used by screens, routes, the command line and workers."""

import functools
import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass

from lotsen.config import Config, from_environment
from lotsen.domain.clock import Clock, SystemClock
from lotsen.domain.organisation import Person
from lotsen.services.accounts import Accounts
from lotsen.services.agreement import Agreements
from lotsen.services.archive import Archive
from lotsen.services.assessments import Assessments
from lotsen.services.baselines import Baselines
from lotsen.services.capacity import Capacities
from lotsen.services.categories import Categories
from lotsen.services.coaching import Coaching
from lotsen.services.demo import Demos
from lotsen.services.followup import FollowUps
from lotsen.services.funnel import Funnel
from lotsen.services.goals import Goals
from lotsen.services.guests import Guests
from lotsen.services.identity import COOKIE, Identity
from lotsen.services.interventions import Interventions
from lotsen.services.jobs import Jobs
from lotsen.services.methods import Methods
from lotsen.services.organisations import Organisations
from lotsen.services.policy_lines import PolicyLines
from lotsen.services.priorities import Priorities
from lotsen.services.room import Rooms
from lotsen.services.scenarios import Scenarios
from lotsen.services.solving import Solving
from lotsen.services.spend import Spend
from lotsen.services.summary import Summaries
from lotsen.services.weights import GoalWeights
from lotsen.store import migrations
from lotsen.store.engine import Database

Resolver = Callable[[Mapping[str, str]], Person | None]
"""Cookies → person; null for a stranger."""


@dataclass(frozen=True)
class House:
    """Everything that a screen, a route or a command may call."""

    config: Config
    clock: Clock
    database: Database
    identity: Identity
    accounts: Accounts
    jobs: Jobs
    archive: Archive
    coaching: Coaching
    demos: Demos
    organisations: Organisations
    categories: Categories
    goals: Goals
    policy_lines: PolicyLines
    weights: GoalWeights
    assessments: Assessments
    priorities: Priorities
    rooms: Rooms
    agreements: Agreements
    methods: Methods
    spend: Spend
    interventions: Interventions
    baselines: Baselines
    capacity: Capacities
    followup: FollowUps
    guests: Guests
    scenarios: Scenarios
    solving: Solving
    summaries: Summaries
    resolve: Resolver

    def moment(self) -> AbstractContextManager[None]:
        """Let everything that is read inside belong to one moment: a page is drawn in one."""
        return self.database.moment()

    def close(self) -> None:
        self.database.close()


def build(config: Config, clock: Clock | None = None, resolve: Resolver | None = None) -> House:
    """Open the database, bring it to this version's schema, and build the services on it."""
    clock = clock or SystemClock()
    config.home.mkdir(parents=True, exist_ok=True)
    database = Database(config.database_url)
    migrations.upgrade(database)
    funnel = Funnel(database, clock)
    identity = Identity(funnel, config.secrets)
    priorities = Priorities(funnel, clock)
    jobs = Jobs(funnel, config.home / "jobs")
    archive = Archive(funnel, priorities.kept)
    categories = Categories(funnel)
    interventions = Interventions(funnel, clock)
    followup = FollowUps(funnel, clock)
    scenarios = Scenarios(funnel, clock)
    return House(
        config=config,
        clock=clock,
        database=database,
        identity=identity,
        accounts=Accounts(funnel, identity),
        archive=archive,
        coaching=Coaching(funnel, archive),
        demos=Demos(funnel, clock),
        jobs=jobs,
        spend=Spend(funnel, jobs, config.uploads, config.lines_months),
        organisations=Organisations(funnel, clock),
        categories=categories,
        goals=Goals(funnel),
        policy_lines=PolicyLines(funnel, clock),
        weights=GoalWeights(funnel),
        assessments=Assessments(funnel),
        priorities=priorities,
        rooms=Rooms(funnel),
        agreements=Agreements(funnel),
        methods=Methods(),
        interventions=interventions,
        baselines=Baselines(funnel),
        capacity=Capacities(funnel),
        followup=followup,
        guests=Guests(funnel, identity),
        summaries=Summaries(categories, priorities, interventions, followup),
        scenarios=scenarios,
        solving=Solving(funnel, jobs, priorities, interventions, scenarios, GoalWeights(funnel)),
        resolve=resolve or functools.partial(_by_cookie, identity),
    )


def _by_cookie(identity: Identity, cookies: Mapping[str, str]) -> Person | None:
    return identity.resolve(cookies.get(COOKIE))


_current: House | None = None
_lock = threading.Lock()


def current() -> House:
    """This process's house, built from the environment at the first call."""
    global _current
    if _current is None:
        with _lock:
            if _current is None:
                _current = build(from_environment())
    return _current


def use(house: House | None) -> None:
    """Make this the process's house; null forgets it."""
    global _current
    _current = house
