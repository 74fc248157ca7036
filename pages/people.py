"""Who takes part?"""

from lotsen.domain.rights import Right
from lotsen.ui import access, screen
from lotsen.ui.people import inviting, members


def page() -> None:
    visit = access.require(Right.MANAGE)
    t = visit.t
    screen.head(
        t,
        t("Who takes part?"),
        t("Everybody in {organisation}, what they may do, and the links that let others in.",
          organisation=screen.escape(t.local(visit.body.name))),
    )  # fmt: skip
    inviting.draw(visit)
    members.draw(visit)


page()
