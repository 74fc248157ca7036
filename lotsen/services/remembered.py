"""Results that are computed once for each state of a roadmap, for everybody who looks at it.

The key names everything that the result depends on (roadmap, revision, votes, parameters), so that nothing is ever
cleared: a change makes another key. Several who ask at once wait for one computation.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Remembered(Generic[Key, Value]):
    """The last `keep` results, least recently asked forgotten first. Values are shared: never change one."""

    def __init__(self, keep: int = 256) -> None:
        self._keep = keep
        self._lock = threading.Lock()
        self._known: OrderedDict[Key, Future[Value]] = OrderedDict()

    def get(self, key: Key, compute: Callable[[], Value]) -> Value:
        """The result for this key, computed at the first call. What `compute` raises is raised, and not kept."""
        with self._lock:
            future = self._known.get(key)
            mine = future is None
            if future is None:
                future = self._known[key] = Future()
                while len(self._known) > self._keep:
                    self._known.popitem(last=False)
            else:
                self._known.move_to_end(key)
        if mine:
            self._fill(key, future, compute)
        return future.result()

    def _fill(self, key: Key, future: Future[Value], compute: Callable[[], Value]) -> None:
        try:
            future.set_result(compute())
        except BaseException as error:  # noqa: BLE001 - handed to everybody who waits
            with self._lock:
                self._known.pop(key, None)
            future.set_exception(error)
