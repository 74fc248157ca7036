import threading
import time

import pytest

from lotsen.services.keep import Keep


def test_a_result_is_made_once_however_many_ask():
    keep: Keep[int] = Keep()
    made = []

    def make() -> int:
        time.sleep(0.02)
        made.append(1)
        return len(made)

    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(keep.get("a", make))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [1] * 8


def test_what_nobody_asks_for_is_forgotten_first():
    keep: Keep[str] = Keep(most=2)
    for key in ("a", "b", "a", "c"):
        keep.get(key, lambda key=key: key)
    assert keep.get("a", lambda: "again") == "a"
    assert keep.get("b", lambda: "again") == "again"


def test_an_error_is_kept_for_nobody():
    keep: Keep[int] = Keep()

    def fail() -> int:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        keep.get("a", fail)
    assert keep.get("a", lambda: 7) == 7
