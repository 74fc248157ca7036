"""What a press or a field sets off runs to its end.

Streamlit stops a script for the next press as soon as the script touches the session's state, in the midst of a
callback too, and counts its widget as dealt with: who types fast would lose what the callback was about to save.
Reruns follow one after the other here (`runner.fastReruns` is off), and stop at what is drawn, not in callbacks.
"""

from typing import Any

from streamlit.runtime.state.safe_session_state import SafeSessionState

_begin = SafeSessionState.on_script_will_rerun


def _unbroken(self: SafeSessionState, *arguments: Any, **named: Any) -> None:
    """Streamlit's own, which calls the callbacks; meanwhile nothing that they read or write stops the script."""
    stop = self._yield_callback
    stop()
    object.__setattr__(self, "_yield_callback", lambda: None)
    try:
        _begin(self, *arguments, **named)
    finally:
        object.__setattr__(self, "_yield_callback", stop)


def run_to_their_end() -> None:
    """Let all callbacks of this process do so."""
    SafeSessionState.on_script_will_rerun = _unbroken  # type: ignore[method-assign]
