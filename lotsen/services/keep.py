"""Results that are dear to make, kept by what they were made from."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

V = TypeVar("V")


class Keep(Generic[V]):
    """The latest `most` results by key. However many ask for one at the same time, it is made once.

    Give the roadmap's revision (and votes, where they count) in the key: then nothing is ever out of date, and what
    nobody asks for any more is forgotten first.
    """

    def __init__(self, most: int = 64) -> None:
        self._most = most
        self._made: OrderedDict[Hashable, V] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """The result for `key`, made by `make` if nobody has yet. An error of `make` is kept for nobody."""
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
            making = self._making.setdefault(key, threading.Lock())
        with making:
            if key in self._made:
                return self._made[key]
            try:
                made = make()
                self._put(key, made)
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return made

    def peek(self, key: Hashable) -> V | None:
        """The result for `key` if it is still kept."""
        with self._lock:
            return self._made.get(key)

    def _put(self, key: Hashable, made: V) -> None:
        with self._lock:
            self._made[key] = made
            while len(self._made) > self._most:
                self._made.popitem(last=False)
