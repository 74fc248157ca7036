"""Start the server with our settings set in code: they hold whatever folder it is started from.

Streamlit reads its settings beside the main script and in the working directory; started from elsewhere all tuning
would silently be gone. Measured reasons stand in README, 'Decisions'.
"""

import functools
import os
import sys
import webbrowser
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lotsen import bootstrap
from lotsen.config import ROOT

GRACE_SECONDS = 10
"""How long a stopping server waits for open streams."""

SETTINGS: Mapping[str, Any] = {
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.maxUploadSize": 25,
    "server.enableAgentApi": False,
    "runner.postScriptGC": False,
    "runner.fastReruns": False,
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "client.showSidebarNavigation": False,
}


@dataclass(frozen=True, slots=True)
class Serving:
    """Where to listen, and whether to open the start link in a browser."""

    address: str = "127.0.0.1"
    port: int = 8501
    open_browser: bool = False


def serve(serving: Serving) -> int:
    """Serve until stopped; the process's exit code."""
    import uvicorn

    sys.path.insert(0, str(ROOT))

    configure(serving)
    link = f"http://{shown(serving.address)}:{serving.port}/auth/start?key={bootstrap.current().identity.start_key()}"
    sys.stdout.write(f"\n  Upphandlingslotsen · Hankintaluotsi · Procurement Pilot\n\n  {link}\n\n")
    sys.stdout.flush()
    server = uvicorn.Server(
        uvicorn.Config(
            "app:app",
            host=serving.address,
            port=serving.port,
            log_level="warning",
            timeout_graceful_shutdown=GRACE_SECONDS,
            ws_max_size=64 * 1024 * 1024,
            ws_per_message_deflate=False,  # as Streamlit itself sets it: compressing cost more than drawing
            access_log=False,
        )
    )
    if serving.open_browser and _has_screen():
        _open_when_started(server, link)
    server.run()
    return 0 if server.started else 1


def configure(serving: Serving) -> None:
    """Set Streamlit's options as we ship them, and the theme from the checkout's own file."""
    import tomllib

    from streamlit import config

    config._main_script_path = str(ROOT / "app.py")
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    config.get_config_options(
        force_reparse=True,
        options_from_flags={
            **SETTINGS,
            **dict(_flat("theme", theme)),
            "server.address": serving.address,
            "server.port": serving.port,
        },
    )
    _fill_theme_once()


def _fill_theme_once() -> None:
    """Streamlit reads the theme anew from all its settings at every run of every page, a seventh of the processor time
    of a light page. It never changes while the server runs: fill each section of the message once."""
    from streamlit.proto.NewSession_pb2 import CustomThemeConfig
    from streamlit.runtime import app_session

    fill = app_session._populate_theme_msg

    @functools.cache
    def filled(section: str) -> CustomThemeConfig:
        message = CustomThemeConfig()
        fill(message, section)
        return message

    def populate(msg: CustomThemeConfig, section: str = "theme") -> None:
        if filled(section).ByteSize():
            msg.MergeFrom(filled(section))

    app_session._populate_theme_msg = populate


def _flat(prefix: str, table: Mapping[str, Any]) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name, value in table.items():
        key = f"{prefix}.{name}"
        found += _flat(key, value) if isinstance(value, dict) else [(key, value)]
    return found


def shown(address: str) -> str:
    """The address as a browser on this machine reaches it."""
    return "127.0.0.1" if address in ("0.0.0.0", "::", "") else address  # noqa: S104 - compared, not bound


def _has_screen() -> bool:
    """Whether a browser can open a window here; without one Python would start a browser in the terminal."""
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open_when_started(server: Any, link: str) -> None:
    import threading
    import time

    def wait() -> None:
        while not server.started:
            if server.should_exit:
                return
            time.sleep(0.05)
        webbrowser.open(link)

    threading.Thread(target=wait, daemon=True).start()
