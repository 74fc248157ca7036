"""What a page says about saving: 'saved' only after COMMIT, an error that says what to do, a conflict's both values."""

from collections.abc import Callable

import streamlit as st

from lotsen.errors import Conflict, LotsenError
from lotsen.texts import Texts

_KEY = "frame:feedback"


def save(use_case: Callable[[], object]) -> bool:
    """Run a use case that writes; whether it was committed. The page's head says so at the next `show`."""
    try:
        use_case()
    except LotsenError as error:
        st.session_state[_KEY] = error
        return False
    st.session_state[_KEY] = "saved"
    return True


def saving(use_case: Callable[[], object]) -> Callable[[], None]:
    """`save` as what a button does when it is pressed."""

    def act() -> None:
        save(use_case)

    return act


def refuse(error: LotsenError) -> None:
    """Let the page's head say why nothing was done, once."""
    st.session_state[_KEY] = error


def say(message: str) -> None:
    """Let the page's head say something, once. `message` is translated already."""
    st.session_state[_KEY] = ("said", message)


def show(t: Texts) -> None:
    """Say what the last save came to, once."""
    last = st.session_state.pop(_KEY, None)
    match last:
        case None:
            return
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
