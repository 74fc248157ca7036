"""What a page says about saving: 'saved' only after COMMIT, an error that says what to do, a conflict's both values."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from lotsen.errors import Conflict, LotsenError
from lotsen.texts import Texts


@dataclass(slots=True)
class _Last:
    """What is to be said of the last save: its error, 'saved', a message, or nothing. Changed where it stands."""

    said: LotsenError | str | tuple[str, str] | None = None


def _last() -> _Last:
    found: _Last = st.session_state.setdefault("frame:feedback", _Last())
    return found


def save(use_case: Callable[[], object]) -> bool:
    """Run a use case that writes; whether it was committed. The page's head says so at the next `show`.

    A script that is no longer wanted is stopped when it touches the session's state: here before it, not after it.
    """
    last = _last()
    try:
        use_case()
    except LotsenError as error:
        last.said = error
        return False
    last.said = "saved"
    return True


def saving(use_case: Callable[[], object]) -> Callable[[], None]:
    """`save` as what a button does when it is pressed."""

    def act() -> None:
        save(use_case)

    return act


def refuse(error: LotsenError) -> None:
    """Let the page's head say why nothing was done, once."""
    _last().said = error


def say(message: str) -> None:
    """Let the page's head say something, once. `message` is translated already."""
    _last().said = ("said", message)


def show(t: Texts) -> None:
    """Say what the last save came to, once.

    It has its place also while it says nothing: the browser makes blocks anew that another element has moved, and what
    is being typed in one of them would go.
    """
    last, place = _last(), st.empty()
    said = last.said
    if said is None:
        return
    with place.container(width="content"):
        _say(t, said)
    if last.said is said:
        last.said = None


def _say(t: Texts, said: LotsenError | str | tuple[str, str]) -> None:
    match said:
        case "saved":
            st.badge(t("Saved"), icon=":material/check:", color="green")
        case ("said", str(message)):
            st.success(message, icon=":material/check:")
        case Conflict() as conflict:
            _conflict(t, conflict)
        case LotsenError() as error:
            st.error(t.error(error), icon=":material/error:")


def _conflict(t: Texts, conflict: Conflict) -> None:
    st.warning(t.error(conflict), icon=":material/sync_problem:")
    if conflict.mine is not None or conflict.theirs is not None:
        st.text(t("You wrote: {value}", value=conflict.mine))
        st.text(t("It now says: {value}", value=conflict.theirs))
