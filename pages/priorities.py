"""Where do we do most good?"""

from lotsen.ui import access, screen


def page() -> None:
    visit = access.require()
    screen.head(visit.t, visit.t("Where do we do most good?"))


page()
