"""Cost of one command."""

import os
import signal
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

_SAMPLE_SECONDS = 0.25


@dataclass(frozen=True)
class Cost:
    """Seconds of wall and of CPU (user and system, children that were waited for included), and peak memory in MB.

    Memory is the proportional set size of all processes of the command together, sampled, or the largest resident set
    of one of them if that is more: a page that processes share counts once.
    """

    wall: float
    cpu: float
    megabytes: float


class CommandFailed(Exception):
    """A command ended with another exit code than 0; the message holds the end of what it said."""


def run(command: list, log: Path, env=None) -> Cost:
    """Runs a command with its output in a log file."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with open(log, "wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=os.environ | (env or {}), start_new_session=True
        )
        sampler = _Sampler(process.pid)
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        finally:
            sampler.stop()
        wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        end = log.read_text(errors="replace")[-2000:]
        raise CommandFailed(f"{' '.join(map(str, command))[:300]} ended with {process.returncode}; {log} ends in\n{end}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, max(sampler.peak_kb, usage.ru_maxrss) / 1024)


def typical(costs: list, statistic: str) -> Cost:
    """Median or best of some rounds, seconds each for itself; memory is the largest."""
    pick = {"median": median, "best": min}[statistic]
    return Cost(pick(c.wall for c in costs), pick(c.cpu for c in costs), max(c.megabytes for c in costs))


def unsteadiness(costs: list) -> float:
    """The CPU seconds of the dearest round over those of the cheapest: work is the same, so more than 1 is the neighbours'."""
    return max(c.cpu for c in costs) / min(c.cpu for c in costs)


class _Sampler:
    """Adds up the memory of the processes of one session, as the command was started in its own."""

    def __init__(self, session: int):
        self._session, self.peak_kb = session, 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()

    def _sample(self) -> None:
        while not self._stop.wait(_SAMPLE_SECONDS):
            self.peak_kb = max(self.peak_kb, sum(map(_proportional_kb, session_processes(self._session))))


def session_processes(session: int) -> list:
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                fields = Path("/proc", name, "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == session:
                found.append(int(name))
    return found


def _proportional_kb(pid: int) -> int:
    try:
        for line in Path("/proc", str(pid), "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        pass  # it ended meanwhile
    return 0
