"""What do we want?"""

from lotsen.ui import access, screen


def page() -> None:
    visit = access.require()
    screen.head(visit.t, visit.t("What do we want?"))


page()
