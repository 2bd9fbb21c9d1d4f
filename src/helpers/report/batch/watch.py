"""A clock and a scale on a company's process, and an end for it with everything that it started."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from helpers.language import LANGUAGES, Message, msg
from helpers.quantity import Quantity

MB = 1024 * 1024
#: Seconds between two looks at the memory, and at the clock.
LOOK, TICK = 0.4, 0.1
#: To weigh memory costs a company time: it is done where what is resident changed by that share, or after so many looks.
CHANGE, LOOKS = 0.05, 8


@dataclass(frozen=True)
class Limits:
    """Seconds and megabytes that a company may take; ``None`` is no limit."""

    seconds: float | None = None
    memory: float | None = None


def follow(
    process: Any, limits: Limits, stop: threading.Event, at: Callable[[Mapping[str, Any]], None] = lambda told: None
) -> dict[str, Any]:
    """Read what a process tells until its end, and end it where it goes too far.

    Returns
    -------
    dict
        Its own last words, or what ended it; always with ``state``, ``seconds``, ``peak_mb`` and the notebook and
        cell it was at. ``state`` is ``waiting`` when ``stop`` was set.
    """
    began, looked = time.monotonic(), 0.0
    heard: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
    threading.Thread(target=_hear, args=(process.lines, heard), daemon=True).start()
    tree, peak, place, end, why = Tree(process.pid), 0.0, {"notebook": "", "cell": ""}, None, None
    status: int | None = None
    while True:
        try:
            told = heard.get(timeout=TICK)
            if told is None:
                break
            if "status" in told:
                status = told["status"]
                continue
            if "end" in told:
                end = told["end"]
                break
            place |= {key: told[key] for key in place if key in told}
            at(told)
        except queue.Empty:
            pass
        now = time.monotonic()
        if now - looked >= LOOK:
            looked = now
            peak = max(peak, tree.megabytes(limits.memory))
        if stop.is_set():
            why = "stopped"
        elif limits.seconds and now - began > limits.seconds:
            why = "timeout"
        elif limits.memory and peak > limits.memory:
            why = "memory"
        if why:
            break
    cpu = tree.cpu()
    tree.end()
    status = process.ended() if status is None else status
    tree.end()
    taken = {"seconds": round(time.monotonic() - began, 3), "peak_mb": round(peak, 1), "cpu": round(cpu, 3)}
    if end is not None:
        taken["cpu"] = max(taken["cpu"], end.get("cpu", 0.0))
    else:
        end = place | fallen(why, limits, status, process.log)
    return place | end | taken if end["state"] != "done" else end | taken


def _hear(lines: Any, heard: queue.SimpleQueue) -> None:
    try:
        for line in lines:
            try:
                heard.put(json.loads(line))
            except ValueError:
                continue
    except (OSError, ValueError):
        pass
    heard.put(None)


def fallen(why: str | None, limits: Limits, status: int | None, log: Path) -> dict[str, Any]:
    """The end of a process that could not tell it itself."""
    if why == "stopped":
        return {"state": "waiting"}
    if why == "timeout":
        seconds = Quantity(round(limits.seconds), "count")
        cause = msg(
            "Stopped: it took longer than the {seconds} seconds a company may take (--timeout).", seconds=seconds
        )
        return {"state": "person", "kind": "timeout", **both(cause)}
    if why == "memory":
        memory = Quantity(round(limits.memory), "count")
        cause = msg(
            "Stopped: it took more than the {memory} MB of memory a company may take (--memory).", memory=memory
        )
        return {"state": "person", "kind": "memory", **both(cause)}
    try:
        trace = log.read_bytes()[-4000:].decode("utf-8", "replace")
    except OSError:
        trace = ""
    name = _signal(status)
    cause = msg("Its process died{how}.", how=f" ({name})" if name else "")
    return {"state": "bug", "kind": "died", "trace": trace, **both(cause)}


def _signal(status: int | None) -> str:
    if status is None or status >= 0:
        return "" if status in (None, 0) else str(status)
    try:
        return signal.Signals(-status).name
    except ValueError:
        return str(status)


def both(cause: Message) -> dict[str, str]:
    return {f"cause_{lang}": cause.render(lang) for lang in LANGUAGES}


class Tree:
    """A process and all that it started, also what left its group, as far as it was seen while it lived."""

    def __init__(self, pid: int):
        self.pid = pid
        self.seen: dict[int, psutil.Process] = {}
        self.resident, self.weighed, self.looks = 0.0, 0.0, 0
        with contextlib.suppress(psutil.Error):
            self.seen[pid] = psutil.Process(pid)

    def living(self) -> list[psutil.Process]:
        """Those that live, after another look for new ones; those that are gone are forgotten."""
        found = parents()
        new = list(self.seen)
        while new:
            new = [pid for pid, parent in found.items() if parent in new and pid not in self.seen]
            for pid in new:
                with contextlib.suppress(psutil.Error):
                    self.seen[pid] = psutil.Process(pid)
            new = [pid for pid in new if pid in self.seen]
        self.seen = {pid: process for pid, process in self.seen.items() if process.is_running()}
        return list(self.seen.values())

    def megabytes(self, limit: float | None = None) -> float:
        """Memory of the whole tree; pages that several processes share count once in parts, where the system tells.

        What is resident is looked at each time, and is never less than that; the processes are only weighed where it
        changed, may be over the limit, or after some looks, as the system then goes through all their pages.
        """
        living, all_of_it = self.living(), 0.0
        for process in living:
            with contextlib.suppress(psutil.Error):
                all_of_it += resident(process)
        self.looks += 1
        changed = abs(all_of_it - self.resident) > CHANGE * self.resident
        if changed or self.looks >= LOOKS or (limit and all_of_it > limit > self.weighed):
            self.resident, self.weighed, self.looks = all_of_it, 0.0, 0
            for process in living:
                with contextlib.suppress(psutil.Error):
                    self.weighed += weight(process)
        return self.weighed

    def cpu(self) -> float:
        """Seconds of processor time of the whole tree so far, ended children included where the system tells."""
        total = 0.0
        for process in self.living():
            try:
                times = process.cpu_times()
                total += (
                    times.user
                    + times.system
                    + getattr(times, "children_user", 0)
                    + getattr(times, "children_system", 0)
                )
            except psutil.Error:
                continue
        return total

    def end(self) -> None:
        """Kill the group and everything seen."""
        living = self.living()
        if os.name == "posix":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)
        for process in living:
            try:
                process.kill()
            except psutil.Error:
                continue


def parents() -> dict[int, int]:
    """Parent of each process of this machine."""
    if not os.path.isdir("/proc/self"):
        found = {}
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                found[process.pid] = process.ppid()
        return found
    found = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat", "rb") as file:
                    found[int(name)] = int(file.read().rpartition(b")")[2].split()[1])
            except (OSError, ValueError, IndexError):
                continue
    return found


def resident(process: psutil.Process) -> float:
    """Megabytes of one process that are in memory, also those that others share."""
    return process.memory_info().rss / MB


def weight(process: psutil.Process) -> float:
    """Megabytes of one process: its proportional share where the system knows it, else what is resident."""
    try:
        with open(f"/proc/{process.pid}/smaps_rollup", "rb") as file:
            for line in file:
                if line.startswith(b"Pss:"):
                    return int(line.split()[1]) / 1024
    except OSError:
        pass
    return resident(process)
