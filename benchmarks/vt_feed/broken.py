"""Records that must be rejected, and packages that end too early or were altered.

How many lines a damaged package still holds is not known from the plan: it depends on where its bzip2 blocks end. That
is asked of libbz2, fed byte by byte, so that what it gave before it stopped can be told block by block.
"""

import bz2
import json

from .reports import Reports

TOO_LARGE_BYTES = 70_000_000
_DEPTH = 5000


def broken_line(kind: str, version: str, name: str, reports: Reports, scanned: int, rng) -> str:
    """A line of a kind of plan.RECORD_KINDS, or a line cut off for `truncated-line`."""
    line = reports.write(version, name, 0, scanned).line
    if kind == "truncated-line":
        return line[: rng.randrange(1, len(line))]
    return _WRITERS[kind](line, rng)


def _no_json(line: str, rng) -> str:
    return rng.choice(
        (
            line[: rng.randrange(1, len(line))],
            line + line[: len(line) // 2],  # two writers, one line
            str({"sha256": json.loads(line).get("sha256"), "positives": 0}),
            "<html><body><h1>502 Bad Gateway</h1></body></html>",
            line[:-1] + ",}",
            line[:-1] + ', "verbose_msg": "a\x01b"}',
            "sha256,md5,positives",
        )
    )


def _not_an_object(line: str, rng) -> str:
    return rng.choice(("[]", '"text"', "12", "null", "true", f"[{line}]"))


def _missing_sha256(line: str, rng) -> str:
    report = json.loads(line)
    if "attributes" in report:
        del report["id"], report["attributes"]["sha256"]
    elif rng.random() < 0.5:
        del report["sha256"]
    else:
        report["sha256"] = None
    return json.dumps(report)


def _invalid_hash(line: str, rng) -> str:
    report = json.loads(line)
    hashes = report.get("attributes", report)
    name = rng.choice([name for name in ("sha256", "sha256", "sha1", "md5") if hashes.get(name)])
    value = hashes[name]
    hashes[name] = rng.choice((value[:-1], value + "0", value[:-1] + "g", " " + value[1:], value[:-1] + "\u0660", "0x" + value[2:]))
    if name == "sha256" and "id" in report:
        report["id"] = hashes[name]
    return json.dumps(report)


def _not_found(line: str, rng) -> str:
    report = json.loads(line)
    code = rng.choice((0, -1, -2))
    text = (
        "Your resource is queued for analysis"
        if code == -2
        else "The requested resource is not among the finished, queued or pending scans"
    )
    fields = [("response_code", code), ("resource", report["resource"]), ("verbose_msg", text)]
    if code == -2:
        fields.append(("scan_id", report["scan_id"]))
    rng.shuffle(fields)
    return json.dumps(dict(fields))


def _too_deep(line: str, rng) -> str:
    nested = rng.choice(("[" * _DEPTH + "]" * _DEPTH, '{"a": ' * _DEPTH + "1" + "}" * _DEPTH))
    return rng.choice((f'{{"nested": {nested}, {line[1:]}', f'{line[:-1]}, "nested": {nested}}}'))


def _too_large(line: str, rng) -> str:
    piece = rng.randbytes(40_000).hex()
    return f'{line[:-1]}, "strings": "{piece * (TOO_LARGE_BYTES // len(piece))}"}}'


_WRITERS = {
    "no-json": _no_json,
    "not-an-object": _not_an_object,
    "missing-sha256": _missing_sha256,
    "invalid-hash": _invalid_hash,
    "not-found": _not_found,
    "too-deep": _too_deep,
    "too-large": _too_large,
}


def intact_prefix(data: bytes) -> tuple:
    """What libbz2 gives of a stream before it stops: verified content, content of a block it then refused, and an end.

    The end is complete, short (the input ran out) or corrupt. libbz2 hands a block out before it checks its CRC, and the
    first buffer of it may come one call before the rest; so what came without a pause before an error is not verified.
    """
    decompressor = bz2.BZ2Decompressor()
    verified, burst = [], []
    try:
        for at in range(len(data)):
            piece = decompressor.decompress(data[at : at + 1])
            if piece:
                burst.append(piece)
            elif burst:
                verified += burst
                burst = []
            if decompressor.eof:
                return b"".join(verified + burst), b"", "complete"
        while piece := decompressor.decompress(b""):
            burst.append(piece)
    except OSError:
        return b"".join(verified), b"".join(burst), "corrupt"
    return b"".join(verified + burst), b"", "short"


def cut_stream(data: bytes, content: bytes, rng) -> tuple:
    """A bzip2 stream cut off somewhere, and what is left of its content."""
    damaged = data[: int(len(data) * rng.uniform(0.1, 0.95))]
    left, _, end = intact_prefix(damaged)
    if end != "short" or not content.startswith(left):
        raise AssertionError("a stream cut off must give a part of its content")
    return damaged, left


def flip_byte(data: bytes, content: bytes, rng) -> tuple:
    """A bzip2 stream with one byte altered where a decoder notices, and what is left of its content."""
    at = int(len(data) * rng.uniform(0.3, 0.7))
    while True:
        damaged = bytearray(data)
        damaged[at] ^= rng.randrange(1, 256)
        left, refused, end = intact_prefix(bytes(damaged))
        # Not where it ends in another way, or where an intact block may have been held back together with the refused.
        if end == "corrupt" and not (refused and content.startswith(left + refused)):
            if not content.startswith(left):
                raise AssertionError("a decoder gave content that was never in the stream")
            return bytes(damaged), left
        at += 1
