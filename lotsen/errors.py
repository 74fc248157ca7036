"""What can go wrong for a user, as values that a page can branch on.

    LotsenError
    ├── InvalidInput    what was given can't be used: says what, where and what to do
    ├── NotFound        it isn't there, or isn't there for this person
    ├── Conflict        somebody else was first: carries both values
    └── NotAllowed      this person may not do this

An error carries a message id (English, translated by `lotsen.texts`) and the fields of the message, never prose
of its own. Errors of drivers and libraries are turned into one of these before they leave the layer they arose in.
"""

from collections.abc import Mapping


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a message id that is translated where it is shown."""
    return message


class LotsenError(Exception):
    """A failure that the user can be told about.

    `text` is a message id marked with `N_`; `fields` fills its placeholders.
    """

    def __init__(self, text: str, /, **fields: object) -> None:
        super().__init__(text)
        self.text = text
        self.fields: Mapping[str, object] = fields

    def __str__(self) -> str:
        return self.text.format(**self.fields) if self.fields else self.text


class InvalidInput(LotsenError):  # noqa: N818 - named by what it is, as in the drawing above
    """What was given can't be used."""


class NotFound(LotsenError):  # noqa: N818
    """It isn't there, or not for this person."""


class Conflict(LotsenError):  # noqa: N818
    """Somebody else changed it first. `mine` and `theirs` are the two values, where there are two."""

    def __init__(self, text: str, /, *, mine: object = None, theirs: object = None, **fields: object) -> None:
        super().__init__(text, **fields)
        self.mine = mine
        self.theirs = theirs


class NotAllowed(LotsenError):  # noqa: N818
    """This person may not do this."""
