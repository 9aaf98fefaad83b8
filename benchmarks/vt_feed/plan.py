"""What goes into which package: new samples and repeats, and where broken records and damage are put.

The plan of a package looks only at earlier packages. The first 16 packages of a run of 64 are therefore those of a run of 16.
"""

from array import array
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from .seeding import rng_of

# Broken records are lines put between intact reports; the rest concern the end of a package or its bytes.
RECORD_KINDS = ("no-json", "not-an-object", "missing-sha256", "invalid-hash", "not-found", "too-deep", "too-large")
PACKAGE_KINDS = ("truncated-line", "truncated-package", "corrupt-package", "truncated-tar")
REASONS = {"no-json": "invalid-json", "truncated-line": "invalid-json"}
V2_ONLY = ("not-found", "truncated-tar")


def reason_of(kind: str) -> str:
    """The name under which an exporter is expected to count a kind."""
    return REASONS.get(kind, kind)


@dataclass
class PackagePlan:
    """One package; reports are (sample, occurrence, scan time in epoch seconds)."""

    index: int
    time: datetime
    version: str
    reports: list = field(default_factory=list)
    broken: list = field(default_factory=list)  # (position, kind, ordinal): the line goes before the report at position
    damage: str = ""

    @property
    def day(self) -> str:
        return self.time.strftime("%Y%m%d")

    @property
    def name(self) -> str:
        return self.time.strftime("%Y%m%dT%H%M")


@dataclass(frozen=True)
class FeedShape:
    """Everything that decides the bytes of a feed."""

    start: datetime
    packages: int
    days: int
    reports: int
    seed: int
    version: str
    duplicates: float
    positives: float
    odd: float
    missing_minutes: float
    broken: float
    inject: tuple
    level: int
    scale: float


def package_times(shape: FeedShape):
    """Minutes from the start on; a missing minute is skipped, its package is made for the next one."""
    for day in range(shape.days):
        time = shape.start + timedelta(days=day)
        made = 0
        while made < shape.packages:
            if shape.days > 1 and time.date() != (shape.start + timedelta(days=day)).date():
                break
            if rng_of(shape.seed, "missing", time).random() >= shape.missing_minutes:
                made += 1
                yield time
            time += timedelta(minutes=1)


class Repeats:
    """Draws the share of reports whose sample came before: in the same package, in recent ones, or at any time."""

    def __init__(self, shape: FeedShape):
        self._share = shape.duplicates
        self._seen = array("q")  # sample of every report, in order
        self._occurrence = array("i")  # by sample: the last one
        self._scanned = array("q")  # by sample: time of the last one

    def fill(self, package: PackagePlan, count: int, rng) -> None:
        package_start = len(self._seen)
        minute = int(package.time.replace(tzinfo=timezone.utc).timestamp())
        for _ in range(count):
            if self._seen and rng.random() < self._share:
                package.reports.append(self._repeat(package_start, minute, count, rng))
            else:
                sample = len(self._occurrence)
                self._occurrence.append(0)
                self._scanned.append(minute - int(rng.expovariate(1 / 40)))
                package.reports.append((sample, 0, self._scanned[sample]))
            self._seen.append(package.reports[-1][0])

    def _repeat(self, package_start: int, minute: int, count: int, rng):
        size = len(self._seen)
        scope = rng.random()
        oldest = 0
        if scope < 0.2 and size > package_start:
            oldest = package_start
        elif scope < 0.6:
            oldest = max(0, size - 4 * count)
        sample = self._seen[oldest + int(rng.random() * (size - oldest))]
        kind = rng.random()
        if kind >= 0.12:  # below: the very same report once more
            self._occurrence[sample] += 1
            if kind >= 0.25:
                self._scanned[sample] = minute - int(rng.expovariate(1 / 40))
            elif kind >= 0.16:  # arrives late: an older scan after a newer one
                self._scanned[sample] -= int(rng.expovariate(1 / 7200))
            # between 0.12 and 0.16: another report with the same scan time, a tie
        return sample, self._occurrence[sample], self._scanned[sample]


def plan_feed(shape: FeedShape) -> list:
    """All packages of a feed in order. ValueError when broken kinds are asked for that have no place."""
    repeats = Repeats(shape)
    plans = []
    for index, time in enumerate(package_times(shape)):
        rng = rng_of(shape.seed, "package", index)
        version = shape.version if shape.version != "mixed" else ("v2", "v3")[rng.random() < 0.5]
        package = PackagePlan(index, time, version)
        repeats.fill(package, shape.reports, rng)
        _break_by_share(package, shape)
        plans.append(package)
    for kind, count in sorted(shape.inject, key=_injection_order):
        _break_by_count(plans, kind, count, shape.seed)
    return plans


def _break_by_share(package: PackagePlan, shape: FeedShape) -> None:
    if not shape.broken:
        return
    rng = rng_of(shape.seed, "broken", package.index)
    fits = [k for k in RECORD_KINDS if k != "too-large" and (package.version == "v2" or k not in V2_ONLY)]
    for position in range(len(package.reports) + 1):
        if rng.random() < shape.broken:
            package.broken.append((position, rng.choice(fits), position))
    if rng.random() < shape.broken:
        package.damage = rng.choice([k for k in PACKAGE_KINDS if package.version == "v2" or k not in V2_ONLY])


def _injection_order(request: tuple) -> tuple:
    """Damage goes first, and what fits in fewer packages before what fits in all: records then avoid damaged packages."""
    kind = request[0]
    return kind not in PACKAGE_KINDS, kind not in V2_ONLY


def _break_by_count(plans: list, kind: str, count: int, seed: int) -> None:
    rng = rng_of(seed, "inject", kind)
    fits = [p for p in plans if p.version == "v2" or kind not in V2_ONLY]
    if kind in PACKAGE_KINDS:
        fits = [p for p in fits if not p.damage]
        if count > len(fits):
            raise ValueError(f"--inject {kind}={count}: packages left to damage: {len(fits)}")
        for package in rng.sample(fits, count):
            package.damage = kind
        return
    if not fits:
        raise ValueError(f"--inject {kind}={count}: no package of a version that knows it")
    undamaged = [p for p in fits if not p.damage]
    for ordinal in range(count):
        package = rng.choice(undamaged or fits)
        package.broken.append((rng.randrange(len(package.reports) + 1), kind, ordinal))
