"""Where a company is done on this machine: in a new interpreter, or in a fork of a warm one."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil

from helpers import paths
from helpers.report import kernel
from helpers.report.batch.fresh import Fresh
from helpers.report.batch.watch import Limits, follow, resident


class Starting:
    """A new interpreter a company, notebooks by stock papermill."""

    def __init__(self, env: Mapping[str, str], keep: Sequence[int] = ()):
        self.env, self.keep = env, keep

    def do(self, order: Mapping[str, Any], limits: Limits, stop: threading.Event) -> dict[str, Any]:
        """Carry out an order within limits; returns what came of it. It does not raise."""
        return follow(Fresh(order, self.env, self.keep), limits, stop)

    def weight(self) -> tuple[float, float]:
        """Megabytes of this process, and of the warm one: all that is resident, whoever shares it at the moment."""
        return own_weight(), 0.0

    def close(self) -> None:
        pass


class Forking(Starting):
    """A fork of a warm process a company; a warm process that died is replaced, new interpreters are the way out."""

    def __init__(self, env: Mapping[str, str], work: Path, keep: Sequence[int] = ()):
        super().__init__(env, keep)
        from helpers.report.engine.zygote import Zygote

        self.lock = threading.Lock()
        # a child dies with the thread that started it: this one lives as long as we do
        self.starter = ThreadPoolExecutor(1)
        self.make = lambda: self.starter.submit(Zygote, env, work, keep).result()
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
            return own_weight(), resident(psutil.Process(self.warm.pid))
        except psutil.Error:
            return own_weight(), 0.0

    def close(self) -> None:
        with self.lock:
            self.warm.close()
        self.starter.shutdown(wait=False)


def own_weight() -> float:
    return resident(psutil.Process(os.getpid()))


def environment(work: Path, warm: Mapping[str, Any]) -> dict[str, str]:
    """What the processes of a batch find around them; ``warm`` says what a warm process loads."""
    env = {**kernel.batch(work / "jupyter"), "COURSE_HOME": str(paths.root().resolve()), **single()}
    return env | {"COURSE_RESULTS": str(paths.results().resolve()), "COURSE_WARM": json.dumps(warm)}


def single() -> dict[str, str]:
    """One thread a company: as many companies run as there are cores, and a fork must not have threads."""
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
    return {name: "1" for name in names} | {"JE_ARROW_MALLOC_CONF": "background_thread:false"}


def local(engine: str, env: Mapping[str, str], work: Path, keep: Sequence[int] = ()) -> Starting:
    """This machine, by that engine."""
    return Forking(env, work, keep) if engine == "fork" else Starting(env, keep)
