"""Writes one package and tells what an exporter must find in it."""

import bz2
import io
import tarfile
from dataclasses import dataclass, field
from pathlib import Path

from .broken import broken_line, cut_stream, flip_byte
from .plan import FeedShape, PackagePlan, reason_of
from .reports import Reports
from .seeding import rng_of
from .truth import row_digest

_TAR_HEADER = 512


@dataclass(frozen=True)
class KnownRow:
    """What the truth needs of a row; the row itself only when it may serve as a spot check."""

    sha256: str
    scan_date: str
    positives: int
    nameless: bool
    semicolons: int
    digest: int
    row: tuple


@dataclass
class PackageFacts:
    day: str
    name: str
    damage: str
    bytes: int = 0
    json_bytes: int = 0
    intact_lines: int = 0
    rows: list = field(default_factory=list)
    rejected: list = field(default_factory=list)  # one reason a record


def write_package(shape: FeedShape, plan: PackagePlan, spot_modulus: int, folder: Path) -> PackageFacts:
    """Writes {folder}/{day}/{name}; the facts are those of the lines written, not of the file read back."""
    lines, outcomes, ends_in_newline = _lines(shape, plan)
    text = "\n".join(lines).encode("ascii") + (b"\n" if ends_in_newline else b"")
    data, intact_lines = _compress(shape, plan, text)
    facts = PackageFacts(plan.day, plan.name, plan.damage if intact_lines is not None else "", len(data), len(text))
    facts.intact_lines = len(lines) if intact_lines is None else intact_lines
    for outcome in outcomes[: facts.intact_lines]:
        if isinstance(outcome, str):
            facts.rejected.append(outcome)
        elif outcome is not None:
            facts.rows.append(_known(outcome, plan.day, spot_modulus))
    if intact_lines is not None:
        facts.rejected.append(reason_of(plan.damage))
    path = folder / plan.day / plan.name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return facts


def _lines(shape: FeedShape, plan: PackagePlan) -> tuple:
    """Lines and, for each, its Report, the reason of its rejection, or None for a blank line."""
    reports = Reports(shape.seed, shape.positives, shape.odd, shape.scale)
    rng = rng_of(shape.seed, "lines", plan.index)
    before = {}
    for position, kind, ordinal in sorted(plan.broken):
        before.setdefault(position, []).append((kind, ordinal))
    lines, outcomes = [], []

    def add_broken(kind: str, ordinal: int) -> None:
        name = f"{kind}-{ordinal}"
        own = rng_of(shape.seed, "broken line", name, plan.index)
        lines.append(broken_line(kind, plan.version, name, reports, plan.reports[0][2], own))
        outcomes.append(reason_of(kind))

    for position, report in enumerate(plan.reports + [None]):
        for kind, ordinal in before.get(position, ()):
            add_broken(kind, ordinal)
        if rng.random() < 0.0005:
            lines.append(rng.choice(("", " \t")))
            outcomes.append(None)
        if report:
            outcomes.append(reports.write(plan.version, *report))
            lines.append(outcomes[-1].line)
    cut_short = plan.damage == "truncated-line"
    if cut_short:
        add_broken(plan.damage, plan.index)
    last_has_newline = rng.random() < (0.9 if plan.version == "v2" else 0.5) or not lines[-1].strip()
    return lines, outcomes, last_has_newline and not cut_short


def _compress(shape: FeedShape, plan: PackagePlan, text: bytes) -> tuple:
    """Bytes of the package, and how many lines of it can be read when it is damaged, else None."""
    rng = rng_of(shape.seed, "damage", plan.index)
    content = text if plan.version == "v3" else _tar(plan, text)
    start = 0 if plan.version == "v3" else _TAR_HEADER
    if plan.damage == "truncated-tar":
        content = content[: start + rng.randrange(len(text) // 10, len(text) * 9 // 10)]
    data = bz2.compress(content, shape.level)
    if plan.damage == "truncated-tar":
        return data, content[start:].count(b"\n")
    if plan.damage in ("truncated-package", "corrupt-package"):
        data, left = (cut_stream if plan.damage == "truncated-package" else flip_byte)(data, content, rng)
        return data, left[start : start + len(text)].count(b"\n")
    return data, None


def _tar(plan: PackagePlan, text: bytes) -> bytes:
    member = tarfile.TarInfo(f"file-feed-{plan.name}.json")
    member.size = len(text)
    member.mtime = 1604188800
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        archive.addfile(member, io.BytesIO(text))
    return buffer.getvalue()


def _known(report, day: str, spot_modulus: int) -> KnownRow:
    row = report.row
    spot = report.odd or int(row.sha256[:12], 16) % spot_modulus == 0
    return KnownRow(
        row.sha256,
        row.scan_date,
        row.positives,
        row.detection_names is None,
        report.semicolons,
        row_digest(row, day),
        tuple(row) if spot else None,
    )
