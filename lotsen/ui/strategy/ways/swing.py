"""What lifting each goal from its worst to its best is worth, beside the one that is lifted first."""

from uuid import UUID

from lotsen.domain.weighing import FULL_SWING
from lotsen.ui.components import marks
from lotsen.ui.strategy.ways.desk import Desk


def draw(desk: Desk) -> None:
    visit, t = desk.visit, desk.visit.t
    marks.draw(
        t,
        desk.rows({goal: round(points) for goal, points in desk.given.swing.items()}),
        FULL_SWING,
        lambda wanted: visit.house.weights.give_swings(
            visit.roadmap_id,
            desk.level,
            desk.person,
            {UUID(one): float(n) for one, n in wanted.items()},
            visit.person.id,
        ),
        key=desk.key("swing"),
        free=True,
        agreed=desk.settled,
    )
