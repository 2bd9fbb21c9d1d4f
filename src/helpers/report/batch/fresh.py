"""Start a company's process as a new interpreter: works on every system."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO


class Fresh:
    """A process of its own group that carries out one order; ``lines`` is what it tells."""

    def __init__(self, order: Mapping[str, Any], env: Mapping[str, str], keep: Sequence[int] = ()):
        self.log = Path(order["work"]) / "log"
        more: dict[str, Any] = {"start_new_session": True, "pass_fds": tuple(keep)}
        if os.name == "nt":
            more = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "helpers.report.batch.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=order["work"],
                env={**env, "TMPDIR": order["work"], "TMP": order["work"], "TEMP": order["work"]},
                **more,
            )
        self.pid = self.process.pid
        self.lines: BinaryIO = self.process.stdout
        try:
            self.process.stdin.write(json.dumps(order).encode() + b"\n")
            self.process.stdin.flush()
        except OSError:
            pass  # it has died already, which the reader of its lines will notice

    def ended(self) -> int | None:
        """Wait for its end, once it was killed or told its last line; returns the exit status."""
        try:
            return self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()
        finally:
            for pipe in (self.process.stdin, self.process.stdout):
                with contextlib.suppress(OSError):
                    pipe.close()
