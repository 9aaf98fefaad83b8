"""One report as a JSON line, and the row an exporter must make of it."""

import hashlib
import json
import time
from bisect import bisect
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple, Optional

from . import fillers
from .scans import Scans, detection_names, naming
from .seeding import rng_of
from .vocabulary import COUNTRIES, FILE_TYPES

_TYPE_BOUNDS = list(accumulate(kind[5] for kind in FILE_TYPES))
_MEDIAN_FILLER = 640  # bytes; with this spread the mean filler is 2.7 times that, and the longest reports pass 100 KB
_SPREAD = 1.4
_SSDEEP = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

# What can be unusual about a report. Everything here is legal and must give a row.
ODD_V2 = (
    "result",
    "result",
    "result",
    "empty-result",
    "no-objects",
    "no-scans",
    "null-scans",
    "empty-scans",
    "no-scan-date",
    "null-scan-date",
    "null-positives",
    "float-positives",
    "text-total",
    "null-sha1",
    "no-md5",
    "upper-case",
)
ODD_V3 = (
    "result",
    "result",
    "result",
    "empty-result",
    "no-objects",
    "no-scans",
    "empty-scans",
    "no-scan-date",
    "null-sha1",
    "no-md5",
    "upper-case",
)


class Row(NamedTuple):
    """A row of the export, the date of its package apart."""

    sha256: str
    sha1: Optional[str]
    md5: Optional[str]
    positives: Optional[int]
    total: Optional[int]
    scan_date: Optional[str]
    detection_names: Optional[str]


@dataclass(frozen=True)
class Report:
    line: str
    row: Row
    semicolons: int  # results that hold the separator of detection_names
    odd: bool


class Sample:
    """What stays the same when a file is scanned again."""

    def __init__(self, seed: int, number: int, positives: float, scale: float):
        name = f"{seed}/sample/{number}".encode()
        self.sha256 = hashlib.sha256(name).hexdigest()
        self.sha1 = hashlib.sha1(name).hexdigest()
        self.md5 = hashlib.md5(name).hexdigest()
        rng = rng_of(name)
        self.kind = FILE_TYPES[bisect(_TYPE_BOUNDS, rng.random() * _TYPE_BOUNDS[-1])]
        self.positive = rng.random() < positives
        self.names = naming(self.kind[2], self.md5, rng)
        self.size = int(rng.lognormvariate(12, 1.5))
        self.common, self.extra = self._facts(int(_MEDIAN_FILLER * scale * rng.lognormvariate(0, _SPREAD)), rng)

    def _facts(self, budget: int, rng) -> tuple:
        kind, tag, _, mime, magic, _ = self.kind
        blob = "".join(_SSDEEP[byte & 63] for byte in rng.randbytes(54))
        common = [
            f'"vhash": "0{rng.getrandbits(60):x}z{rng.choice("nhsd")}z"',
            f'"ssdeep": "{rng.randrange(3, 99) * 64}:{blob[:34]}:{blob[34:]}"',
            f'"authentihash": "{rng.getrandbits(256):064x}"',
            f'"size": {self.size}',
            f'"tlsh": "T1{rng.getrandbits(280):070X}"',
            f'"tags": ["{tag}"]',
            f'"ITW_urls": {fillers.urls(rng)}',
            f'"times_submitted": {rng.randrange(1, 9)}',
            f'"unique_sources": {rng.randrange(1, 5)}',
        ]
        extra = [f'"magic": "{magic}"', fillers.trid(rng), fillers.exiftool(mime, kind, rng)]
        if tag in ("peexe", "pedll"):
            extra += [
                fillers.sections(rng),
                fillers.imports(int(budget * 0.6), rng),
                f'"pe-imphash": "{rng.getrandbits(128):032x}"',
                f'"pe-timestamp": {rng.randrange(1300000000, 1604000000)}',
                f'"pe-entry-point": {rng.randrange(1 << 20)}',
                f'"rich-pe-header-hash": "{rng.getrandbits(128):032x}"',
                '"pe-machine-type": 332',
                '"pe-resource-langs": {"ENGLISH US": 3, "NEUTRAL": 1}',
            ]
            if rng.random() < 0.8:
                extra.append(fillers.resources(rng.randrange(1, 11), rng))
        elif rng.random() < 0.7:
            extra.append(fillers.parents(rng.randrange(1, 9), rng))
        spent = sum(map(len, extra))
        if spent < budget:
            extra.append(fillers.behaviour(budget - spent, rng))
        rng.shuffle(extra)
        return common, extra


class Reports:
    """Writes reports of the samples of one seed."""

    def __init__(self, seed: int, positives: float, odd: float, scale: float):
        self._seed, self._positives, self._odd, self._scale = seed, positives, odd, scale

    def sample(self, number: int) -> Sample:
        return Sample(self._seed, number, self._positives, self._scale)

    def write(self, version: str, number: int, occurrence: int, scanned: int) -> Report:
        """The report of one scan; the same arguments give the same line."""
        sample = self.sample(number)
        rng = rng_of(self._seed, "scan", number, occurrence, scanned)
        odd = ""
        if rng.random() < self._odd:
            odd = rng.choice(ODD_V2 if version == "v2" else ODD_V3)
        scans = Scans(version, sample.positive, odd, scanned, sample.names, rng)
        facts = _Facts(sample, scans, scanned, odd, rng)
        fields = facts.v2() if version == "v2" else facts.v3()
        semicolons = sum(";" in result for _, result in facts.found if result)
        return Report(fields, facts.row, semicolons, bool(odd))


class _Facts:
    """Values of one report, kept once for the line and once for the row."""

    def __init__(self, sample: Sample, scans: Scans, scanned: int, odd: str, rng):
        self._sample, self._scans, self._scanned, self._odd, self._rng = sample, scans, scanned, odd, rng
        self.found = [] if odd in ("no-scans", "null-scans", "empty-scans") else scans.found
        self._date = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(scanned))
        self._positives = None if odd == "null-positives" else len(scans.found)
        dateless = odd in ("no-scan-date", "null-scan-date")
        self.row = Row(
            sample.sha256,
            None if odd == "null-sha1" else sample.sha1,
            None if odd == "no-md5" else sample.md5,
            self._positives,
            scans.total,
            None if dateless else self._date,
            detection_names(self.found),
        )
        self._sha256, self._sha1, self._md5 = (json.dumps(value) for value in self.row[:3])
        if odd == "upper-case":
            self._sha256, self._sha1, self._md5 = self._sha256.upper(), self._sha1.upper(), self._md5.upper()

    def v2(self) -> str:
        sample, odd, rng = self._sample, self._odd, self._rng
        date, stamp = self._date, self._scanned
        total = self._scans.total
        positives = json.dumps(float(self._positives) if odd == "float-positives" else self._positives)
        fields = sample.common + [
            '"response_code": 1',
            '"verbose_msg": "Scan finished, information embedded"',
            f'"sha256": {self._sha256}',
            f'"sha1": {self._sha1}',
            f'"resource": "{sample.md5}"',
            f'"scan_id": "{sample.sha256}-{stamp}"',
            f'"positives": {positives}',
            f'"total": {json.dumps(str(total)) if odd == "text-total" else total}',
            f'"type": "{sample.kind[0]}"',
            f'"permalink": "https://www.virustotal.com/gui/file/{sample.sha256}/detection/f-{sample.sha256}-{stamp}"',
            f'"first_seen": "{date}"',
            f'"last_seen": "{date}"',
            '"harmless_votes": 0',
            '"malicious_votes": 0',
            '"community_reputation": 0',
            f'"submission_names": {self._names()}',
            f'"additional_info": {{{", ".join(sample.extra)}}}',
            f'"submission": {{"country": "{rng.choice(COUNTRIES)}", "date": "{date}", "interface": "api", "id": "{rng.getrandbits(32):08x}"}}',
            f'"link": "https://www.virustotal.com/intelligence/download/?hash={sample.sha256}&apikey=none"',
        ]
        if odd != "no-md5":
            fields.append(f'"md5": {self._md5}')
        if odd != "no-scan-date":
            fields.append('"scan_date": null' if odd == "null-scan-date" else f'"scan_date": "{date}"')
        if odd != "no-scans":
            fields.append(f'"scans": {self._scans_text()}')
        rng.shuffle(fields)
        return f'{{{", ".join(fields)}}}'

    def v3(self) -> str:
        sample, odd, rng, scans = self._sample, self._odd, self._rng, self._scans
        malicious = len(scans.found) - scans.suspicious
        stats = {
            "harmless": 0,
            "type-unsupported": 1,
            "suspicious": scans.suspicious,
            "confirmed-timeout": 0,
            "timeout": 0,
            "failure": 0,
            "malicious": malicious,
            "undetected": scans.total - len(scans.found),
        }
        fields = sample.common + [
            f'"sha256": {self._sha256}',
            f'"sha1": {self._sha1}',
            f'"last_analysis_stats": {json.dumps(stats)}',
            f'"type_description": "{sample.kind[0]}"',
            f'"names": {self._names()}',
            f'"pe_info": {{{", ".join(sample.extra)}}}',
            f'"first_submission_date": {self._scanned}',
            '"reputation": 0',
            f'"last_submission_date": {self._scanned}',
            '"total_votes": {"harmless": 0, "malicious": 0}',
            f'"meaningful_name": "{sample.md5}.bin"',
        ]
        if odd != "no-md5":
            fields.append(f'"md5": {self._md5}')
        if odd != "no-scan-date":
            fields.append(f'"last_analysis_date": {self._scanned}')
        if odd != "no-scans":
            fields.append(f'"last_analysis_results": {self._scans_text()}')
        rng.shuffle(fields)
        outer = [
            '"type": "file"',
            f'"id": "{sample.sha256}"',
            f'"attributes": {{{", ".join(fields)}}}',
            f'"links": {{"self": "https://www.virustotal.com/api/v3/files/{sample.sha256}"}}',
            f'"context_attributes": {{"download_url": "https://www.virustotal.com/api/v3/feeds/files/download/{rng.getrandbits(128):032x}"}}',
        ]
        rng.shuffle(outer)
        return f'{{{", ".join(outer)}}}'

    def _scans_text(self) -> str:
        return {"null-scans": "null", "empty-scans": "{}"}.get(self._odd) or self._scans.text

    def _names(self) -> str:
        name = self._rng.choice(
            (
                f"{self._sample.md5}.exe",
                "setup.exe",
                f"vt-upload-{self._rng.getrandbits(40):010x}",
                "\u0444\u0430\u0439\u043b.doc",
                "C:\\tmp\\a.bin",
            )
        )
        return json.dumps([name, self._sample.sha1])
