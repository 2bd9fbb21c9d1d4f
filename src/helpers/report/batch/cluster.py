"""Companies on the workers of a Dask cluster: what is sent is an order, what comes back is what came of it.

Each worker does a company as this machine would: in a process of its own, within limits. A worker that dies takes
nothing along: Dask gives its companies to others. Folders, and the place of the reports, must be where all workers see
them: a shared file system, or an address.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from helpers.errors import MissingExtra, ParameterError, Problem
from helpers.language import msg
from helpers.report.batch.watch import Limits, both

#: Seconds to find the scheduler; seconds between two looks whether to stop.
PATIENCE, TICK = 20, 0.5
_hosts: dict[tuple, Any] = {}
_making = threading.Lock()


class Cluster:
    """The workers behind a scheduler, as :class:`helpers.report.batch.hosts.Starting` is this machine.

    Raises
    ------
    MissingExtra, ParameterError
        When ``distributed`` is not installed, or no scheduler answers.
    """

    def __init__(self, address: str, warm: Mapping[str, Any]):
        try:
            from distributed import Client
        except ImportError:
            raise MissingExtra(
                Problem(
                    what=msg("Work on a cluster needs the package distributed."),
                    do=msg('Install it with: pip install "customer-strategy-course[cluster]"'),
                )
            ) from None
        from helpers.report.batch import due

        self.warm, self.code = dict(warm), due.code()
        try:
            self.client = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise ParameterError(
                Problem(
                    what=msg("No scheduler answers at {address}: {why}", address=address, why=str(error)[:200]),
                    do=msg("Start it with `dask scheduler`, and workers with `dask worker`; docs/cluster.md says how."),
                    column="--scheduler",
                )
            ) from None

    def slots(self) -> int:
        """How many companies the workers can do at once."""
        return sum(worker["nthreads"] for worker in self.client.scheduler_info(n_workers=-1)["workers"].values())

    def do(self, order: Mapping[str, Any], limits: Limits, stop: threading.Event) -> dict[str, Any]:
        """Send an order, wait for what came of it. It does not raise."""
        sent = {name: value for name, value in order.items() if name != "work"} | {"code": self.code, "warm": self.warm}
        future = self.client.submit(carry, sent, limits.seconds, limits.memory, pure=False)
        while not stop.is_set():
            try:
                return future.result(timeout=TICK)
            except TimeoutError:
                if future.status in ("pending", "finished"):
                    continue
                return lost(f"{type(future).__name__}: {future.status}")
            except Exception as error:  # the scheduler gave up on it, or is gone
                return lost(f"{type(error).__name__}: {error}")
        future.cancel()
        return {"state": "waiting"}

    def weight(self) -> tuple[float, float]:
        from helpers.report.batch.hosts import own_weight

        return own_weight(), 0.0

    def close(self) -> None:
        self.client.close()


def lost(why: str) -> dict[str, Any]:
    """The end of a company that no worker brought to an end."""
    cause = msg("The cluster lost it: {why}", why=why[:300])
    return {"state": "bug", "kind": "cluster", "trace": why, **both(cause)}


# ------------------------------------------------------------------ on a worker
def carry(order: Mapping[str, Any], seconds: float | None, memory: float | None) -> dict[str, Any]:
    """Do a company on this worker."""
    from helpers.report.batch import due

    if order["code"] != due.code():
        cause = msg("A worker has another version of the course than the one that sent the order.")
        return {"state": "person", "kind": "version", **both(cause)}
    work = Path(tempfile.mkdtemp(prefix="course-batch-"))
    try:
        return host(order).do({**order, "work": str(work)}, Limits(seconds, memory), threading.Event())
    finally:
        shutil.rmtree(work, ignore_errors=True)


def host(order: Mapping[str, Any]) -> Any:
    """Where this worker does companies, made once in its life for each kind of order."""
    from helpers.report.batch.hosts import environment, local
    from helpers.report.engine import able

    engine = order["engine"] if order["engine"] != "fork" or able() else "stock"
    key = (os.getpid(), engine, repr(sorted(order["warm"].items())))
    with _making:
        if key not in _hosts:
            place = Path(tempfile.mkdtemp(prefix="course-worker-"))
            _hosts[key] = local(engine, environment(place, order["warm"]), place)
    return _hosts[key]
