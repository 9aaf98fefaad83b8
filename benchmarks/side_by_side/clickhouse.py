"""A ClickHouse server for measurements: the engine that tests and demos use, in a process of its own."""

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent.parent
_MAIN = "dev.parqueduct.io.clickhouse.local.EngineMain"
_LISTEN = "SYSTEM START LISTEN HTTP; SYSTEM START LISTEN TCP; SELECT count() FROM table"
_TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """A ClickHouse server with its data below a folder, for everyone on this machine.

    `keep` leaves the data for the next run. `memory` is what the server may use, 0 for what there is.
    """

    def __init__(self, folder: Path, port: int, memory: int = 0, keep: bool = False, lib: Path = _ROOT / "pipelines" / "target" / "lib"):
        jars = [*lib.glob("parqueduct-io*.jar"), *lib.glob("jna-[0-9]*.jar")]
        if len(jars) != 2:
            raise SystemExit(f"There are no parqueduct-io*.jar and jna-*.jar in {lib}: build the program first (./parqueduct --version).")
        self._jars, self._folder, self._keep = ":".join(map(str, jars)), folder, keep
        self.port, self.memory, self.url = port, memory, f"http://127.0.0.1:{port}"
        self._process = None
        self._spent = 0.0

    def __enter__(self):
        fetch = subprocess.run([_ROOT / "io" / "clickhouse-engine.sh"], check=True, capture_output=True, text=True)
        self._library = fetch.stdout.strip()
        if not self._keep:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True, exist_ok=True)
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
        if not self._keep:
            shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        """Starts it, also again after `kill`: on the same port, with the same data."""
        _require_free(self.port, self.port + 1)
        limit = f"<max_server_memory_usage>{self.memory}</max_server_memory_usage>" if self.memory else ""
        user = "<default><password></password><networks><ip>::/0</ip></networks><profile>default</profile><quota>default</quota></default>"
        (self._folder / "users.xml").write_text(
            f"<clickhouse><profiles><default/></profiles><quotas><default/></quotas><users>{user}</users></clickhouse>"
        )
        (self._folder / "config.xml").write_text(
            f"<clickhouse><logger><level>none</level></logger>{limit}<users_config>{self._folder}/users.xml</users_config>"
            "<default_profile>default</default_profile></clickhouse>"
        )
        command = ["java", "-Xmx64m", "-cp", self._jars, _MAIN, self._library, "--path", str(self._folder / "data")]
        command += ["--listen_host=127.0.0.1", f"--http_port={self.port}", f"--tcp_port={self.port + 1}"]
        # The last query reads standard input, and so lasts as long as that does.
        command += ["--input-format", "LineAsString", "--structure", "l String", "--multiquery", "--query", _LISTEN]
        command += [f"--config-file={self._folder}/config.xml"]
        with open(self._folder / "log", "ab") as log:
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log)
        for _ in range(600):
            if self._process.poll() is not None:
                break
            try:
                self._require_own()
                return
            except OSError:
                time.sleep(0.1)
        self.kill()
        raise SystemExit(f"The server does not start: see {self._folder}/log")

    def _require_own(self) -> None:
        """Tables are dropped here: no other server may ever be taken for this one."""
        data = self.sql("SELECT path FROM system.disks WHERE name = 'default'")
        if self._process.poll() is not None or Path(data).resolve() != (self._folder / "data").resolve():
            self.kill()
            raise SystemExit(f"Another server, with its data in {data}, answers at {self.url}: choose another --port.")

    def kill(self) -> None:
        """Ends it at once, as a power cut would."""
        self._spent = self.cpu()
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """Lets it end by itself."""
        self._process.stdin.close()
        try:
            self._process.wait(60)
        except subprocess.TimeoutExpired:
            self.kill()

    def sql(self, query: str, **settings) -> str:
        """What the server answers, in tabs and lines. A failure is an OSError with what it says."""
        url = f"{self.url}/?{urllib.parse.urlencode({'wait_end_of_query': 1} | settings)}"
        try:
            with urllib.request.urlopen(urllib.request.Request(url, query.encode()), timeout=7200) as answer:
                return answer.read().decode().strip()
        except urllib.error.HTTPError as failure:
            raise OSError(f"{query[:200]}: {failure.read().decode(errors='replace')[:1000]}") from failure

    def save(self, query: str, file: Path) -> None:
        """Writes to a file what the server answers, in the format that the query names."""
        url = f"{self.url}/?{urllib.parse.urlencode({'wait_end_of_query': 1})}"
        with urllib.request.urlopen(urllib.request.Request(url, query.encode()), timeout=7200) as answer, open(file, "wb") as out:
            shutil.copyfileobj(answer, out)

    def cpu(self) -> float:
        """CPU seconds of the server so far, of all its processes one after the other."""
        try:
            fields = Path("/proc", str(self._process.pid), "stat").read_text().rpartition(")")[2].split()
        except OSError:
            return self._spent
        return self._spent + (int(fields[11]) + int(fields[12])) / _TICKS

    def peak_megabytes(self) -> float:
        """The largest resident set so far."""
        for line in Path("/proc", str(self._process.pid), "status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
        return 0.0

    def quiet(self, table: str) -> None:
        """Waits until merges of a table have nothing left to do."""
        still = 0
        while still < 4:
            busy = int(self.sql(f"SELECT count() FROM system.merges WHERE table = '{table}'"))
            still = 0 if busy else still + 1
            time.sleep(0.5)


def _require_free(*ports: int) -> None:
    for port in ports:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                raise SystemExit(f"Port {port} is taken, by another server perhaps: choose another --port.") from None
