"""Backfills of events that are killed, and whose server is: what is in the table in the end, beside a run that was left alone."""

import json
import os
import random
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from .clickhouse import Server
from .events import MONTHS, Shape, checksum, export, fill, make_target

_GIBIBYTE = 1 << 30


@dataclass
class Seen:
    """What was found begun and not done when a run was ended: chunks, and rows of theirs that were inserted already."""

    chunks: int = 0
    rows: int = 0


class Kills:
    def __init__(self, options, server: Server, work: Path):
        self._options, self._server, self._work = options, server, work
        self._rng = random.Random(options.seed)
        self._log = work / "logs" / "event_kills.log"
        self._log.parent.mkdir(parents=True, exist_ok=True)
        self._most = Seen()
        self._outputs = self._different = 0
        self._files = []

    def all(self) -> int:
        """0 when every output is equal to the one that was left alone."""
        fill(self._server, Shape(self._options.rows))
        if "--join=files" in self._options.argument:
            self._files = export(self._server, self._work / "exports")
        output = self._begin()
        started = time.monotonic()
        if self._wait(self._start(output), None) != 0:
            return self._failed()
        self._seconds = time.monotonic() - started
        self._whole = self._sums()
        print(f"uninterrupted: {self._seconds:.1f} s, {_done(output)} chunks; rows and sums {self._whole}", flush=True)
        steps = ((self._options.kills, self._killed_runs), (self._options.server_restarts, self._killed_servers), (self._options.poor, self._poor_server))
        for number, step in steps:
            if number and not step(number):
                return self._failed()
        print(
            f"{self._outputs} outputs, {self._different} different; at a kill at most {self._most.chunks} chunks were begun and not done, with at most"
            f" {self._most.rows:,} rows inserted"
        )
        return 1 if self._different else 0

    def _killed_runs(self, kills: int) -> bool:
        left = kills
        while left:
            output, ended = self._begin(), False
            while not ended and left:
                moment = self._seconds * self._rng.uniform(0.05, 0.9)
                process = self._start(output)
                code = self._wait(process, moment)
                ended = code is not None
                if code:
                    return False
                if not ended:
                    left -= 1
                    seen = self._look(output)
                    print(f"killed at {moment:.1f} s: {_done(output)} chunks done, {seen.chunks} begun, with {seen.rows:,} rows inserted", flush=True)
            if not ended and self._wait(self._start(output), None) != 0:
                return False
            self._compare("killed")
        return True

    def _killed_servers(self, restarts: int) -> bool:
        left = restarts
        while left:
            output, runs, restarted = self._begin(), 0, 0
            code = None
            while code != 0:
                process, runs = self._start(output), runs + 1
                code = None
                while left and code is None:
                    code = self._wait(process, self._seconds * self._rng.uniform(0.2, 0.8), kill=False)
                    if code is None:
                        self._server.kill()
                        time.sleep(self._rng.uniform(0, 4))
                        self._server.start()
                        left, restarted = left - 1, restarted + 1
                code = self._wait(process, None) if code is None else code
                if runs > restarts + 2:
                    return False
            print(f"the server was killed {restarted} times; done after {runs} runs", flush=True)
            self._compare("with another server")
            if not restarted:
                return False
        return True

    def _poor_server(self, times: int) -> bool:
        self._server.stop()
        self._server.memory = _GIBIBYTE
        self._server.start()
        for _ in range(times):
            output, runs = self._begin(), 1
            while self._wait(self._start(output), None) != 0:
                runs += 1
                if runs > 5:
                    return False
            print(f"a server with 1 GiB: done after {runs} runs; its largest resident set was {self._server.peak_megabytes():.0f} MB", flush=True)
        self._server.stop()
        self._server.memory = 0
        self._server.start()
        self._compare("with 1 GiB")
        return True

    def _begin(self) -> Path:
        make_target(self._server, "events_of_kills")
        self._outputs += 1
        output = self._work / "output" / "event-kills"
        shutil.rmtree(output, ignore_errors=True)
        return output

    def _start(self, output: Path) -> subprocess.Popen:
        command = [self._options.launcher, "backfill-events", f"--url={self._server.url}", f"--partition={MONTHS[0]}-{MONTHS[-1]}"]
        command += ["--eventsTable=events_of_kills", f"--output={output}", f"--chunkRows={max(1000, self._options.rows // 20)}"]
        command += [f"--batchSize={max(100, self._options.rows // 200)}", *self._options.argument, *self._files]
        environment = os.environ | {"PARQUEDUCT_HEAP": self._options.heap}
        with open(self._log, "ab") as log:
            return subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=environment, start_new_session=True)

    @staticmethod
    def _wait(process: subprocess.Popen, seconds, kill: bool = True):
        """The exit code; None when it had not ended, and was killed."""
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            if kill:
                _kill(process)
            return None
        except BaseException:
            _kill(process)
            raise

    def _look(self, output: Path) -> Seen:
        pending = [json.loads(path.read_text())["batches"] for path in output.glob("_ledger/pending/*/batches.json")]
        done = {path.stem for path in output.glob("_ledger/units/*.json")}
        names = [path.parent.name for path in output.glob("_ledger/pending/*/batches.json")]
        begun = [batches for name, batches in zip(names, pending) if name not in done]
        seen = Seen(len(begun), sum(batch["rows"] for batches in begun for batch in batches))
        self._most = Seen(max(self._most.chunks, seen.chunks), max(self._most.rows, seen.rows))
        return seen

    def _sums(self) -> str:
        return checksum(self._server, "events_of_kills")

    def _compare(self, name: str) -> None:
        sums = self._sums()
        self._different += sums != self._whole
        print(f"{name}: {'equal' if sums == self._whole else f'DIFFERS: {sums}'}", flush=True)

    def _failed(self) -> int:
        print(f"A run does not end as it should; see {self._log}")
        return 1


def _kill(process: subprocess.Popen) -> None:
    os.killpg(process.pid, signal.SIGKILL)  # its own session: the launcher and the JVM, nothing else
    process.wait()


def _done(output: Path) -> int:
    return sum(1 for _ in output.glob("_ledger/units/*.json"))

