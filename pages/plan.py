"""Who does what, and when?"""

from lotsen.ui import access, screen


def page() -> None:
    visit = access.require()
    screen.head(visit.t, visit.t("Who does what, and when?"))


page()
