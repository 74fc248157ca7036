from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from lotsen import serve

SECTIONS = ("theme", "theme.light", "theme.dark", "theme.sidebar", "theme.light.sidebar", "theme.dark.sidebar")


def test_the_theme_that_is_filled_once_is_the_one_that_streamlit_fills() -> None:
    fill = app_session._populate_theme_msg
    try:
        serve.configure(serve.Serving())
        assert app_session._populate_theme_msg is not fill
        for section in SECTIONS:
            ours, theirs = CustomThemeConfig(), CustomThemeConfig()
            app_session._populate_theme_msg(ours, section)
            fill(theirs, section)
            assert ours == theirs
    finally:
        app_session._populate_theme_msg = fill


def test_a_wildcard_address_is_shown_as_one_that_a_browser_reaches() -> None:
    assert [serve.shown(one) for one in ("0.0.0.0", "::", "192.168.1.4")] == ["127.0.0.1", "127.0.0.1", "192.168.1.4"]
