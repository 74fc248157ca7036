"""Which policy lines follow from it?"""

from lotsen.ui import access, screen


def page() -> None:
    visit = access.require()
    screen.head(visit.t, visit.t("Which policy lines follow from it?"))


page()
