"""Where a company is done on this machine: in a new interpreter, or in a fork of a warm one."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import psutil

from helpers.report.batch.fresh import Fresh
from helpers.report.batch.watch import Limits, follow, weight


class Starting:
    """A new interpreter a company, notebooks by stock papermill."""

    def __init__(self, env: Mapping[str, str], keep: Sequence[int] = ()):
        self.env, self.keep = env, keep

    def do(self, order: Mapping[str, Any], limits: Limits, stop: threading.Event) -> dict[str, Any]:
        """Carry out an order within limits; returns what came of it. It does not raise."""
        return follow(Fresh(order, self.env, self.keep), limits, stop)

    def weight(self) -> tuple[float, float]:
        """Megabytes of this process, and of the warm one."""
        return own_weight(), 0.0

    def close(self) -> None:
        pass


class Forking(Starting):
    """A fork of a warm process a company; a warm process that died is replaced, new interpreters are the way out."""

    def __init__(self, env: Mapping[str, str], work: Path, keep: Sequence[int] = ()):
        super().__init__(env, keep)
        from helpers.report.engine.zygote import Zygote

        self.lock = threading.Lock()
        self.make = lambda: Zygote(env, work, keep)
        self.warm, self.failures = self.make(), 0

    def do(self, order: Mapping[str, Any], limits: Limits, stop: threading.Event) -> dict[str, Any]:
        while self.failures < 2 and not stop.is_set():
            with self.lock:
                process = self.warm.fork(order)
                self.failures = self.failures + 1 if process is None else 0
                if process is None:
                    self.warm.close()
                    self.warm = self.make()
            if process is not None:
                return follow(process, limits, stop)
        return super().do({**order, "engine": "stock"}, limits, stop)

    def weight(self) -> tuple[float, float]:
        try:
            return own_weight(), weight(psutil.Process(self.warm.pid))
        except psutil.Error:
            return own_weight(), 0.0

    def close(self) -> None:
        with self.lock:
            self.warm.close()


def own_weight() -> float:
    return weight(psutil.Process(os.getpid()))
