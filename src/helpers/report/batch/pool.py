"""Companies in order, so many at a time; what one of them does is nothing to the others."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Pool(Generic[T]):
    """Threads that take items in order and tell what happens, one thing at a time, to whoever iterates.

    Parameters
    ----------
    work
        Called in a thread with an item and a function ``tell``; returns what came of it. It does not raise.
    """

    def __init__(self, count: int, work: Callable[[T, Callable[[Any], None]], Any]):
        self.count, self.work = count, work
        self.stop = threading.Event()

    def over(self, items: Sequence[T]) -> Iterator[tuple[T, Any, bool]]:
        """(item, what was told, whether the item is over), as it happens; left early, all is stopped."""
        waiting: queue.SimpleQueue[T] = queue.SimpleQueue()
        for item in items:
            waiting.put(item)
        told: queue.SimpleQueue[tuple[T | None, Any, bool]] = queue.SimpleQueue()

        def serve() -> None:
            try:
                while not self.stop.is_set():
                    try:
                        item = waiting.get_nowait()
                    except queue.Empty:
                        break
                    told.put((item, self.work(item, lambda what, item=item: told.put((item, what, False))), True))
            except BaseException as error:  # a bug of ours in the pool itself
                told.put((None, error, True))
            else:
                told.put((None, None, True))

        threads = [threading.Thread(target=serve, daemon=True) for _ in range(min(self.count, len(items)))]
        for thread in threads:
            thread.start()
        living = len(threads)
        try:
            while living:
                item, what, is_over = told.get()
                if item is None:
                    living -= 1
                    if what is not None:
                        raise what
                else:
                    yield item, what, is_over
        finally:
            self.stop.set()
            for thread in threads:
                thread.join(20)
