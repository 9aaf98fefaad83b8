"""Seeds that depend on names alone, so that package 7 is the same whether 16 or 64 packages are made, by 1 process or 8."""

import hashlib
from random import Random


def seed_of(*parts) -> int:
    """A 64-bit seed from any values with a stable text form."""
    text = "/".join(map(str, parts))
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


def rng_of(*parts) -> Random:
    return Random(seed_of(*parts))
