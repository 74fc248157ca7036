"""Coaching sessions"""

from lotsen.ui import access, screen


def page() -> None:
    visit = access.require()
    screen.head(visit.t, visit.t("Coaching sessions"))


page()
