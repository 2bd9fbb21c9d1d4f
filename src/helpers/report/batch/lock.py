"""One batch at a time in a folder of reports; the lock ends with the last process of the run, however it ends."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

from helpers.errors import ParameterError, Problem
from helpers.language import msg

FILE = ".batch.lock"
#: What the system says of a lock that another process holds; of all else that there can be none.
HELD = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK, getattr(errno, "EDEADLOCK", errno.EDEADLK)}
#: Seconds to wait for what a killed run left behind.
PATIENCE = 15.0


class Lock:
    """Held from making it to :meth:`free`; ``fd`` may be handed to children, who then hold it too.

    Raises
    ------
    ParameterError
        When another run holds it.
    """

    def __init__(self, folder: Path, patience: float = PATIENCE):
        folder.mkdir(parents=True, exist_ok=True)
        self.fd = os.open(folder / FILE, os.O_RDWR | os.O_CREAT, 0o644)
        until = time.monotonic() + patience
        while not self._take():
            if time.monotonic() > until:
                os.close(self.fd)
                raise ParameterError(
                    Problem(
                        what=msg("Another batch is writing to {folder}.", folder=str(folder)),
                        do=msg(
                            "Wait for it (`course batch --status` tells how far it is), or give another folder with --out."
                        ),
                        file=str(folder),
                    )
                )
            time.sleep(0.1)

    def _take(self) -> bool:
        try:
            if os.name == "nt":
                import msvcrt

                msvcrt.locking(self.fd, msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(self.fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return error.errno not in HELD  # a file system without locks holds nobody up
        return True

    def free(self) -> None:
        os.close(self.fd)
