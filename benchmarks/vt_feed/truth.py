"""What a correct export of a generated feed holds, for both ways to choose between reports of one sha256."""

import hashlib
import json
from collections import Counter

_DIGEST_BITS = 64
_SPOT_ROWS = 20


def row_digest(row, day: str) -> int:
    """64 bits over all columns of a row. Sums of these (mod 2^64) tell whether two sets of rows are equal, in any order.

    The text digested is the JSON array of sha256, sha1, md5, positives, total, scan_date (`YYYY-MM-DD HH:MM:SS`),
    detection_names, classification (null) and date, with no spaces and no escapes beyond those JSON needs, in UTF-8.
    """
    text = json.dumps([*row, None, day], ensure_ascii=False, separators=(",", ":"))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[: _DIGEST_BITS // 8], "big")


def add_digests(digests) -> str:
    return f"{sum(digests) % (1 << _DIGEST_BITS):016x}"


class Truth:
    """Takes the facts of packages in feed order: date, name, then position in the package."""

    def __init__(self):
        self._first, self._latest = {}, {}
        self._rejected = Counter()
        self._days = {}
        self._damaged = []
        self._packages = self._rows = self._bytes = self._json_bytes = 0

    def add(self, facts) -> None:
        day = self._days.setdefault(facts.day, Counter())
        day["packages"] += 1
        day["read"] += len(facts.rows) + len(facts.rejected)
        day["rejected"] += len(facts.rejected)
        self._rejected.update(facts.rejected)
        self._packages += 1
        self._rows += len(facts.rows)
        self._bytes += facts.bytes
        self._json_bytes += facts.json_bytes
        if facts.damage:
            damaged = {"package": facts.name, "damage": facts.damage, "intactLines": facts.intact_lines, "rows": len(facts.rows)}
            self._damaged.append(damaged)
        for row in facts.rows:
            kept = (row, facts.day)
            self._first.setdefault(row.sha256, kept)
            held = self._latest.get(row.sha256)
            if held is None or (row.scan_date or "") >= (held[0].scan_date or ""):
                self._latest[row.sha256] = kept

    def summary(self, arguments: dict) -> dict:
        rejected = sum(self._rejected.values())
        return {
            "arguments": arguments,
            "packages": self._packages,
            "packageBytes": self._bytes,
            "jsonBytes": self._json_bytes,
            "read": self._rows + rejected,
            "rejected": rejected,
            "rejectedByReason": dict(sorted(self._rejected.items())),
            "damagedPackages": self._damaged,
            "byDay": {day: dict(counts) for day, counts in self._days.items()},
            "first": self._kept(self._first),
            "latest": self._kept(self._latest),
        }

    def _kept(self, kept: dict) -> dict:
        rows = [row for row, _ in kept.values()]
        return {
            "written": len(rows),
            "duplicates": self._rows - len(rows),
            "positivesAtLeastOne": sum((row.positives or 0) >= 1 for row in rows),
            "positivesSum": sum(row.positives or 0 for row in rows),
            "nullDetectionNames": sum(row.nameless for row in rows),
            "resultsWithSemicolon": sum(row.semicolons for row in rows),
            "writtenByDay": dict(sorted(Counter(day for _, day in kept.values()).items())),
            "digest": add_digests(row.digest for row in rows),
            "spotRows": [
                dict(zip(("sha256", "sha1", "md5", "positives", "total", "scan_date", "detection_names", "date"), (*row.row, day)))
                for row, day in self._spots(kept)
            ],
        }

    @staticmethod
    def _spots(kept: dict) -> list:
        """Rows to look at one by one, spread over the feed."""
        candidates = [entry for entry in kept.values() if entry[0].row]
        step = max(1, len(candidates) // _SPOT_ROWS)
        return candidates[::step][:_SPOT_ROWS]
