"""The warm process that companies are forked from.

``python -m helpers.report.engine.zygote`` warms up and then waits on a socket; each message brings one end of a
company's own socket, and a fork carries out the order that comes over it. It dies with the batch, its forks with it.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from helpers.report import family


# ---------------------------------------------------------------- in the batch
class Zygote:
    """A warm process, as the batch sees it."""

    def __init__(self, env: Mapping[str, str], work: Path, keep: Sequence[int] = ()):
        self.control, theirs = socket.socketpair()
        told = json.loads(env.get("COURSE_WARM", "{}"))
        with (work / "warm.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "helpers.report.engine.zygote", str(theirs.fileno()), json.dumps(told), str(work)],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=work, env=dict(env),
                start_new_session=True, pass_fds=(theirs.fileno(), *keep),
            )  # fmt: skip
        theirs.close()
        self.pid = self.process.pid

    def fork(self, order: Mapping[str, Any]) -> Forked | None:
        """A fork that carries out the order; ``None`` when the warm process is not there any more."""
        ours, theirs = socket.socketpair()
        try:
            socket.send_fds(self.control, [b"c"], [theirs.fileno()])
            theirs.close()
            ours.sendall(json.dumps(order).encode() + b"\n")
            lines = ours.makefile("rb")
            first = lines.readline()
            if not first:
                raise OSError
            return Forked(json.loads(first)["pid"], ours, lines, Path(order["work"]) / "log")
        except OSError:
            theirs.close()
            ours.close()
            return None

    def close(self) -> None:
        self.control.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Forked:
    """A company's process, as the batch sees it."""

    def __init__(self, pid: int, ours: socket.socket, lines: BinaryIO, log: Path):
        self.pid, self.socket, self.lines, self.log = pid, ours, lines, log

    def ended(self) -> None:
        """It was killed or has told its last line; the warm process tells the status over the socket."""
        self.socket.close()


# ------------------------------------------------------- in the warm process
def serve(control: socket.socket, langs: Sequence[str], kinds: Sequence[str], work: Path) -> int:
    """Warm up, then fork for each message until the batch closes the socket."""
    from helpers.report.engine import warm

    warm.warm(langs, kinds, work)
    if len(warm.threads()) > 1:
        print("threads before the fork:", warm.threads(), file=sys.stderr)
        return 1
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    living: dict[int, socket.socket] = {}
    while True:
        ready, _, _ = select.select([control, woken], [], [])
        if woken in ready:
            os.read(woken, 4096)
            _reap(living)
        if control in ready:
            message, fds, _, _ = socket.recv_fds(control, 1, 1)
            if not message:
                return 0
            theirs = socket.socket(fileno=fds[0])
            sys.stdout.flush()
            sys.stderr.flush()
            parent = os.getpid()
            pid = os.fork()
            if pid == 0:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                for other in (control, *living.values()):
                    other.close()
                os.close(woken)
                os.close(wake)
                _be_company(theirs, parent)  # never returns
            living[pid] = theirs


def _reap(living: dict[int, socket.socket]) -> None:
    while living:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        if pid in living:
            theirs = living.pop(pid)
            with contextlib.suppress(OSError):
                theirs.sendall(json.dumps({"status": os.waitstatus_to_exitcode(status)}).encode() + b"\n")
            theirs.close()


def _be_company(theirs: socket.socket, parent: int) -> None:
    """Life of a company's process."""
    try:
        os.setsid()
        family.end_with_parent(parent)
        out = theirs.makefile("w", encoding="utf-8", newline="\n")
        out.write(json.dumps({"pid": os.getpid()}) + "\n")
        out.flush()
        order = json.loads(theirs.makefile("rb").readline())
        work = Path(order["work"])
        with (work / "log").open("ab") as log, open(os.devnull) as nothing:
            os.dup2(nothing.fileno(), 0)
            os.dup2(log.fileno(), 1)
            os.dup2(log.fileno(), 2)
        os.environ |= {name: str(work) for name in ("TMPDIR", "TMP", "TEMP")}
        tempfile.tempdir = None
        os.chdir(work)
        from helpers.report.batch.child import carry_out, teller
        from helpers.report.engine.warm import fresh_duckdb
        from helpers.report.family import seed

        seed()
        if "ibis" in sys.modules:
            fresh_duckdb()
        carry_out(order, teller(out))
    except BaseException:
        import traceback

        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def main() -> None:
    family.end_with_parent()
    control = socket.socket(fileno=int(sys.argv[1]))
    told = json.loads(sys.argv[2])
    sys.exit(serve(control, told.get("langs", ["zh"]), told.get("kinds", ["html"]), Path(sys.argv[3])))


if __name__ == "__main__":
    main()
