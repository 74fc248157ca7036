"""Start Streamlit as a plain installation does: its own settings, and the event loop of Python's own library.

`pip install streamlit` brings no uvloop; this checkout has it (the extra 'performance'). So it is hidden here, as are
the settings of the checkout: the server is started from a folder that has none.
"""

import sys

sys.modules["uvloop"] = None  # type: ignore[assignment]
sys.modules["httptools"] = None  # type: ignore[assignment]

if __name__ == "__main__":
    from streamlit.web import cli

    script, port = sys.argv[1:]
    sys.argv = ["streamlit", "run", script, "--server.port", port, "--server.headless", "true"]
    cli.main()
