"""How much slower this processor is than the one a bound in seconds was set on."""

import time

#: Processor seconds of :func:`sum_up` on an ordinary office computer of 2022.
ORDINARY = 0.045


def sum_up() -> float:
    """Processor seconds of a fixed piece of work in plain Python."""
    begin, total = time.process_time(), 0
    for number in range(1_000_000):
        total += number
    return time.process_time() - begin


def slower() -> float:
    """Times slower than an ordinary office computer, at least one: the best of five, as neighbours steal some."""
    return max(1.0, min(sum_up() for _ in range(5)) / ORDINARY)


def best_of(moves, show) -> float:
    """The fewest processor seconds of several moves, told as an ordinary office computer would need them.

    Each move stands beside a look at how fast the processor is just then.
    """
    times = []
    for value in moves:
        pace = slower()
        begin = time.process_time()
        show(value)
        times.append((time.process_time() - begin) / pace)
    return min(times)
