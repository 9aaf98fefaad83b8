"""Engine results of one report, as JSON text and as the known detection_names."""

import json
from functools import lru_cache

from .seeding import rng_of
from .vocabulary import ENGINES, FAMILIES, ODD_RESULTS, STYLES, TYPES

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_UPPER = _LETTERS.upper()
_TRIGRAMS = [a + b + c for a in _LETTERS for b in _LETTERS for c in _LETTERS]
_TEMPLATES = [STYLES[style] for _, style, _ in ENGINES]


def _engine_orders() -> list:
    """Document orders: the engines come in much the same order in every report, but not in quite the same."""
    orders = []
    rng = rng_of("engine orders")
    base = list(range(len(ENGINES)))
    for _ in range(48):
        order = base.copy()
        for _ in range(rng.randrange(12)):
            engine = order.pop(rng.randrange(len(order)))
            order.insert(rng.randrange(len(order) + 1), engine)
        orders.append(order)
    return orders


_ORDERS = _engine_orders()


class EngineTable:
    """Per engine, the JSON around a result on one day; two key orders for v2."""

    def __init__(self, version: str, day: int, edition: int):
        self.clean, self.head, self.tail = [], [], []
        for name, _, pattern in ENGINES:
            rng = rng_of("engine", name, day, edition)
            number = pattern and (pattern % (20000 + day % 10000) if "%d" in pattern else pattern)
            number = json.dumps(None if rng.random() < 0.004 else number)
            update = json.dumps(_date(day - (rng.random() < 0.2) - (rng.random() < 0.05) * 40))
            if version == "v3":
                start = f'"engine_name": "{name}", "engine_version": {number}, "engine_update": {update}, "method": "blacklist"'
                other = rng.choice(("undetected",) * 12 + ("type-unsupported", "timeout", "harmless", "failure", "confirmed-timeout"))
                self.clean.append((f'"{name}": {{"category": "{other}", {start}, "result": null}}', other in ("undetected", "harmless")))
                self.head.append(f'"{name}": {{"category": "%s", {start}, "result": ')
                self.tail.append("}")
            elif edition % 8 == 7:
                start = f'"{name}": {{"update": {update}, "result": '
                self.clean.append((f'{start}null, "version": {number}, "detected": false}}', True))
                self.head.append(start)
                self.tail.append(f', "version": {number}, "detected": true}}')
            else:
                start = f'"{name}": {{"detected": %s, "version": {number}, "result": '
                self.clean.append((f'{start % "false"}null, "update": {update}}}', True))
                self.head.append(start % "true")
                self.tail.append(f', "update": {update}}}')


def _date(day: int) -> str:
    from datetime import date

    return date.fromordinal(719163 + day).strftime("%Y%m%d")


@lru_cache(maxsize=64)
def _table(version: str, day: int, edition: int) -> EngineTable:
    return EngineTable(version, day, edition)


class Scans:
    """Results of one scan: `text` is the JSON object, `found` the list of (engine, result or None) that detected it."""

    def __init__(self, version: str, positive: bool, odd: str, scanned: int, names: dict, rng):
        table = _table(version, scanned // 86400, rng.randrange(8))
        random = rng.random
        order = rng.choice(_ORDERS).copy()
        for _ in range(4):
            order.insert(int(random() * len(order)), order.pop(int(random() * len(order))))
        absent = frozenset([int(random() * len(order)) for _ in range(int(random() * 17))])
        rate = 0.05 + 0.85 * random() ** 1.1 if positive else 0.0
        parts, self.found, self.suspicious, counted = [], [], 0, 0
        forced = order[int(random() * len(order))] if positive else -1
        odd_results = _odd_results(odd, rng) if positive else []
        variant, serial = names["variant"], names["serial"]
        for engine in order:
            if engine in absent and engine != forced:
                continue
            if random() < rate or engine == forced:
                templates = _TEMPLATES[engine]
                # every engine counts its own variants: names of one sample differ between engines of one style
                names["v3"] = _TRIGRAMS[(serial + engine * 7919) % 17576]
                names["n6"] = serial * (engine + 3) % 999983
                names["V4"] = _TRIGRAMS[(serial + engine * 104729) % 17576].upper() + "ABCDEFGHIJ"[engine % 10]
                result = templates[(variant + engine) % len(templates)] % names
                text = f'"{result}"'
                if odd_results:
                    result = odd_results.pop()
                    text = json.dumps(result)
                    result = result and replace_lone_surrogates(result)
                counted += 1
                self.found.append((ENGINES[engine][0], result))
                head = table.head[engine]
                if version == "v3":
                    grade = "suspicious" if random() < 0.03 else "malicious"
                    self.suspicious += grade == "suspicious"
                    head = head % grade
                parts.append(f"{head}{text}{table.tail[engine]}")
            else:
                text, counts = table.clean[engine]
                counted += counts
                parts.append(text)
        if odd == "no-objects":  # values that are no objects are not results
            parts[1:1] = ['"Ghost": null', '"Text": "detected"', '"List": ["Trojan", {"detected": true, "result": "x"}]', '"One": 1']
        self.total = counted
        self.text = "{" + ", ".join(parts) + "}"


def _odd_results(odd: str, rng) -> list:
    if odd == "result":
        return [rng.choice(ODD_RESULTS) for _ in range(rng.randrange(1, 4))]
    if odd == "empty-result":
        return [rng.choice(("", None)) for _ in range(rng.randrange(1, 8))]
    return []


def replace_lone_surrogates(text: str) -> str:
    """Each half of a surrogate pair without its other half becomes U+FFFD: a Parquet string must be valid UTF-8."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def detection_names(found: list):
    """`engine:result` of the engines that named it, joined by ';' in document order; None when none did."""
    names = [f"{engine}:{result}" for engine, result in found if result]
    return ";".join(names) if names else None


def naming(platform: str, md5: str, rng) -> dict:
    """What all engines' names for one sample have in common."""
    family, kind = rng.choice(FAMILIES), rng.choice(TYPES)
    bits = rng.getrandbits(48)
    letters = [_LETTERS[(bits >> shift) % 26] for shift in (0, 6, 12, 18)]
    upper = [_UPPER[(bits >> shift) % 26] for shift in (24, 29, 34, 39)]
    return {
        "Fam": family,
        "fam": family.lower(),
        "FAM": family.upper()[:8],
        "Typ": kind,
        "typ": kind.lower(),
        "plat": platform,
        "serial": bits,
        "v4": "".join(letters),
        "V2": "".join(upper[:2]),
        "V4": "".join(upper),
        "n2": bits % 40 + 60,
        "n3": bits % 997,
        "n8": bits % 49999991,
        "h6": md5[:6],
        "h8": md5[6:14],
        "H4": md5[14:18].upper(),
        "md12": md5[:12].upper(),
        "variant": bits % 12,
    }
