"""A PostgreSQL server for measurements."""

import os
import shutil
import subprocess
from pathlib import Path


class Server:
    """A PostgreSQL server below a folder; as root it runs as the user postgres, as it refuses root."""

    def __init__(self, folder: Path, port: int):
        bin_dir = subprocess.run(["pg_config", "--bindir"], check=True, capture_output=True, text=True).stdout.strip()
        self._bin, self._folder, self.port = Path(bin_dir), folder, port
        self._as = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        self.environment = {"PGHOST": "127.0.0.1", "PGPORT": str(port), "PGUSER": "postgres", "PGDATABASE": "postgres"}

    def __enter__(self):
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        if self._as:
            shutil.chown(self._folder, "postgres")
        data = self._folder / "data"
        self._run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync")
        settings = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self._folder} -c fsync=off -c shared_buffers=2GB -c max_wal_size=8GB"
        self._run("pg_ctl", "-D", data, "-w", "-o", settings, "-l", self._folder / "log", "start")
        return self

    def __exit__(self, *_):
        self._run("pg_ctl", "-D", self._folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(self._folder, ignore_errors=True)

    def psql(self, *arguments) -> str:
        command = [self._bin / "psql", "-qAtX", "-v", "ON_ERROR_STOP=1", *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | self.environment).stdout

    def _run(self, program, *arguments) -> None:
        subprocess.run([*self._as, self._bin / program, *arguments], check=True, stdout=subprocess.DEVNULL, cwd="/")
