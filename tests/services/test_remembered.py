import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from lotsen.services.remembered import Remembered


def test_what_is_remembered_is_computed_once_even_when_many_ask_at_once() -> None:
    remembered: Remembered[int, int] = Remembered()
    computed: list[int] = []
    gate = threading.Barrier(8)

    def ask(_n: int) -> int:
        gate.wait()
        return remembered.get(1, lambda: computed.append(1) or 42)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(8))) == [42] * 8
    assert computed == [1]


def test_another_state_is_another_result() -> None:
    remembered: Remembered[tuple[str, int], int] = Remembered()
    assert [remembered.get(("a", n), lambda n=n: n * n) for n in (2, 3, 2)] == [4, 9, 4]


def test_a_failure_is_told_and_not_kept() -> None:
    remembered: Remembered[int, int] = Remembered()
    with pytest.raises(ZeroDivisionError):
        remembered.get(1, lambda: 1 // 0)
    assert remembered.get(1, lambda: 7) == 7


def test_the_least_recently_asked_is_forgotten_first() -> None:
    remembered: Remembered[int, int] = Remembered(keep=2)
    computed: list[int] = []

    def ask(n: int) -> None:
        remembered.get(n, lambda: computed.append(n) or n)

    for n in (1, 2, 1, 3, 1, 2):
        ask(n)
    assert computed == [1, 2, 3, 2]
