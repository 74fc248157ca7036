"""A callback that has begun runs to its end, also when the script is to stop for the next press."""

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.scriptrunner_utils.exceptions import StopException
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState
from streamlit.runtime.state import SafeSessionState, SessionState
from streamlit.runtime.state.common import WidgetMetadata

from lotsen.ui import callbacks


def test_the_next_press_stops_the_script_but_not_a_callback() -> None:
    ThreadState.initialize()
    callbacks.run_to_their_end()
    wanted, saved = [], []

    def stop() -> None:
        if wanted:
            raise StopException

    state = SafeSessionState(SessionState(), stop)

    def callback() -> None:
        wanted.append("the next press")
        saved.append(state["name"])

    field = WidgetMetadata("$$ID-a-name", str, str, "string_value", callback=callback)
    state.register_widget(field, "name")
    sent = WidgetStates()
    sent.widgets.add(id=field.id, string_value="Klimatet")
    state.on_script_will_rerun(sent)
    assert saved == ["Klimatet"]
    with pytest.raises(StopException):
        state["name"]
