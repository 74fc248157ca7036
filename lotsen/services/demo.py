"""The demo organisations: opened in one click, reset in two."""

from lotsen.domain.clock import Clock, today
from lotsen.domain.localtext import DEFAULT_LANGUAGE
from lotsen.domain.organisation import Person, Roadmap, Role, Viewpoint
from lotsen.errors import N_, NotFound
from lotsen.services.funnel import Funnel
from lotsen.store import demo as rows
from lotsen.store import organisations
from lotsen.store.demo_content import DEMOS, read_demo


class Demos:
    keys = DEMOS
    """The demos there are, the default first."""

    def __init__(self, funnel: Funnel, clock: Clock) -> None:
        self._funnel = funnel
        self._clock = clock

    def open(self, key: str, who: Person | None, language: str = DEFAULT_LANGUAGE) -> Roadmap:
        """The demo's roadmap, made if it isn't there; `who` becomes its coach. Raises NotFound for an unknown key."""
        if key not in DEMOS:
            raise NotFound(N_("There is no demo called {key}."), key=key)
        with self._funnel.writing() as db:
            if organisations.demo(key, db) is None:
                content = read_demo(key, today=today(self._clock), language=language)
                rows.write(content, self._funnel.now, language, db)
            organisation = organisations.demo(key, db)
            assert organisation is not None
            if who:
                organisations.join(organisation.id, who, Role.COACH, Viewpoint.PROCUREMENT, db)
            return organisations.roadmaps(organisation.id, db)[0]

    def reset(self, key: str, who: Person | None, language: str = DEFAULT_LANGUAGE) -> Roadmap:
        """The demo as it was at first, whatever was done in it."""
        with self._funnel.writing() as db:
            rows.remove(key, db)
        return self.open(key, who, language)
