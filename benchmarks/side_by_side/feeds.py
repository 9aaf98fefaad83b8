"""Feeds to measure on: made once, kept in the working folder, the smaller ones being the first packages of the largest."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_GENERATOR = Path(__file__).resolve().parent.parent / "vt_feed_generator.py"
_RECIPE = "recipe.json"


@dataclass(frozen=True)
class Feed:
    folder: Path
    truth: Path

    def packages(self) -> list:
        return sorted(self.folder.glob("*/*"))

    def facts(self) -> dict:
        return json.loads(self.truth.read_text())

    def warm(self) -> None:
        """Reads all files once, so that no contender pays for the disk."""
        for package in self.packages():
            package.read_bytes()


def generated(work: Path, name: str, arguments: dict) -> Feed:
    """A feed by the generator with these arguments (names without dashes); the one of an earlier run if it is the same."""
    root = work / name
    feed = Feed(root / "feed", root / "truth.json")
    recipe = json.dumps(arguments, sort_keys=True)
    if (root / _RECIPE).exists() and (root / _RECIPE).read_text() == recipe:
        return feed
    shutil.rmtree(root, ignore_errors=True)
    print(f"making {name}: {arguments}", file=sys.stderr, flush=True)
    options = [f"--{key}={value}" for key, value in arguments.items()]
    subprocess.run(
        [sys.executable, _GENERATOR, f"--output={feed.folder}", f"--truth={feed.truth}", *options], check=True, stdout=sys.stderr
    )
    (root / _RECIPE).write_text(recipe)
    return feed


def first_packages(work: Path, whole: Feed, count: int) -> Path:
    """A folder with the first packages of a feed, as hard links."""
    folder = work / f"{whole.folder.parent.name}-first-{count}"
    shutil.rmtree(folder, ignore_errors=True)
    for package in whole.packages()[:count]:
        target = folder / package.relative_to(whole.folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.link(package, target)
    return folder
