"""Who is measured: this project, the Python way, and bzip2 alone as the floor."""

import importlib.util
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).resolve().parent.parent
LAUNCHER = _HERE.parent / "parqueduct"
_DECODE_ALL = 'for package in "$@"; do {command} < "$package" > /dev/null || exit 1; done'


@dataclass(frozen=True)
class Contender:
    """`arguments` are taken by the exporter's command; a decoder writes no rows and is given the packages one by one."""

    name: str
    label: str
    kind: str  # ours, python, decoder
    arguments: tuple = ()

    def command(self, feed: Path, output: Path, launcher: Path) -> list:
        if self.kind == "ours":
            return [str(launcher), "export-vt", f"--input={feed}", f"--output={output}", *self.arguments]
        if self.kind == "python":
            return [sys.executable, str(_HERE / "python_exporter.py"), f"--input={feed}", f"--output={output}", *self.arguments]
        packages = sorted(map(str, feed.glob("*/*")))
        return ["sh", "-c", _DECODE_ALL.format(command=" ".join(self.arguments)), "sh", *packages]

    def missing(self, launcher: Path) -> str:
        """What must be installed before it can run, or an empty text."""
        if self.kind == "ours":
            return "" if launcher.exists() else f"no launcher at {launcher}"
        if self.kind == "python":
            modules = ["pyarrow"] + ["orjson"] * ("--json=orjson" in self.arguments)
            absent = [module for module in modules if not importlib.util.find_spec(module)]
            return absent and f"pip install {' '.join(absent)}" or ""
        return "" if shutil.which(self.arguments[0]) else f"apt install {self.arguments[0]}"


CONTENDERS = (
    Contender("ours", "parqueduct export-vt", "ours"),
    Contender("ours-commons-compress", "parqueduct, Beam's own BZIP2 decoder", "ours", ("--bzip2Decoder=commons-compress",)),
    Contender("python-json", "Python, json, 2 processes", "python", ("--json=json", "--processes=2")),
    Contender("python-orjson", "Python, orjson, 2 processes", "python", ("--json=orjson", "--processes=2")),
    Contender("lbzip2", "lbzip2 -n2 -dc, output dropped", "decoder", ("lbzip2", "-n2", "-dc")),
    Contender("bzip2", "bzip2 -dc, output dropped", "decoder", ("bzip2", "-dc")),
)


def chosen(names: str, launcher: Path) -> list:
    """Contenders by name (all, when there are no names) that can run here; those that cannot are told on standard error."""
    wanted = names.split(",") if names else [contender.name for contender in CONTENDERS]
    unknown = set(wanted) - {contender.name for contender in CONTENDERS}
    if unknown:
        raise SystemExit(f"--only {','.join(sorted(unknown))}: the names are {', '.join(contender.name for contender in CONTENDERS)}")
    able = []
    for contender in CONTENDERS:
        if contender.name in wanted:
            missing = contender.missing(launcher)
            if missing:
                print(f"LEFT OUT {contender.name}: {missing}", file=sys.stderr)
            else:
                able.append(contender)
    if not able:
        raise SystemExit("no contender can run")
    return able
