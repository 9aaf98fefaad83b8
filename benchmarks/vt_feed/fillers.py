"""The part of a report an exporter skips: imports, sections, behaviour, resources. Most of the bytes are here."""

import json

from .seeding import rng_of
from .vocabulary import DLLS, FOLDERS, NOUNS, SECTION_NAMES, SUFFIXES, VERBS


def _function_names() -> list:
    rng = rng_of("functions")
    return sorted(
        {rng.choice(VERBS) + rng.choice(NOUNS) + rng.choice(("", "", rng.choice(NOUNS))) + rng.choice(SUFFIXES) for _ in range(900)}
    )


_FUNCTIONS = _function_names()


def _imports() -> list:
    """For every DLL some lists of functions, serialised once: linkers pull in much the same lists over and over."""
    rng = rng_of("imports")
    variants = []
    for dll in DLLS:
        own = rng.sample(_FUNCTIONS, 80)
        variants.append([f'"{dll}.dll": {json.dumps(rng.sample(own, rng.randrange(2, 60)))}' for _ in range(10)])
    return variants


_IMPORTS = _imports()
_TRID = [
    json.dumps("\n".join(f"{name} ({share}%)" for name, share in zip(names, (52.5, 22.0, 11.0, 7.5, 3.3))))
    for names in (
        [
            rng_of("trid", i, j).choice(
                (
                    "Win32 Executable MS Visual C++ (generic)",
                    "Windows screen saver",
                    "Win32 Dynamic Link Library (generic)",
                    "Win32 Executable (generic)",
                    "Generic Win/DOS Executable",
                    "DOS Executable Generic",
                    "UPX compressed Win32 Executable",
                    "InstallShield setup",
                    "Win64 Executable (generic)",
                    "Microsoft Visual Basic 6",
                )
            )
            for j in range(5)
        ]
        for i in range(40)
    )
]


def sections(rng) -> str:
    rows = []
    address = 4096
    for _ in range(rng.randrange(2, 7)):
        size = rng.randrange(1, 400) * 512
        entropy = rng.randrange(0, 799)
        rows.append(
            f'["{rng.choice(SECTION_NAMES)}", {address}, {size - rng.randrange(512)}, {size}, "{entropy / 100:.2f}", "{rng.getrandbits(128):032x}"]'
        )
        address += size + 4096
    return f'"sections": [{", ".join(rows)}]'


def imports(budget: int, rng) -> str:
    parts, length = [], 0
    for variants in rng.sample(_IMPORTS, len(_IMPORTS)):
        part = variants[int(rng.random() * len(variants))]
        length += len(part)
        parts.append(part)
        if length > budget:
            break
    return f'"imports": {{{", ".join(parts)}}}'


def exiftool(mime: str, kind: str, rng) -> str:
    return (
        f'"exiftool": {{"MIMEType": "{mime}", "Subsystem": "Windows GUI", "MachineType": "Intel 386 or later, and compatibles", '
        f'"TimeStamp": "20{rng.randrange(10, 21)}:0{rng.randrange(1, 10)}:{rng.randrange(10, 28)} {rng.randrange(10, 24)}:45:11+01:00", '
        f'"FileType": "{kind}", "PEType": "PE32", "CodeSize": "{rng.randrange(999) * 512}", "LinkerVersion": "{rng.randrange(2, 15)}.0", '
        f'"FileTypeExtension": "exe", "InitializedDataSize": "{rng.randrange(999) * 512}", "SubsystemVersion": "5.1", '
        f'"EntryPoint": "0x{rng.getrandbits(20):x}", "OSVersion": "5.1", "ImageVersion": "0.0", "UninitializedDataSize": "0"}}'
    )


def resources(count: int, rng) -> str:
    """Hashes as KEYS of an object: a reader that interns field names fills its table with these."""
    parts = ", ".join(
        f'"{rng.getrandbits(256):064x}": "{rng.choice(("data", "PNG image data", "XML document text"))}"' for _ in range(count)
    )
    return f'"pe-resource-list": {{{parts}}}'


def parents(count: int, rng) -> str:
    """Archives the file was found in."""
    return f'"compressed_parents": [{", ".join(f"{chr(34)}{rng.getrandbits(256):064x}{chr(34)}" for _ in range(count))}]'


def behaviour(budget: int, rng) -> str:
    """Lists of what a sandbox saw; the only part without an upper bound, so the tail of the sizes comes from here."""
    read, tcp, length = [], [], 0
    randrange, choice = rng.randrange, rng.choice
    while length < budget:
        path = choice(FOLDERS) + choice(VERBS).lower() + choice(NOUNS).lower() + choice((".dll", ".exe", ".xml", ".dat", "\\Run", ".png"))
        if randrange(5):
            path = f"{path[:-4]}-{rng.getrandbits(64):x}.tmp"
        entry = f'{{"path": {json.dumps(path)}, "success": {"true" if randrange(8) else "false"}}}'
        length += len(entry) + 2
        read.append(entry)
        if not randrange(6):
            tcp.append(f'"{randrange(1, 255)}.{randrange(256)}.254.253:16471"')
            length += len(tcp[-1])
    opened = len(read) // 3
    return (
        f'"behaviour-v1": {{"hooking": [], "network": {{"udp": ["<MACHINE_DNS_SERVER>:53"], "http": [], "tcp": [{", ".join(tcp)}], "dns": []}}, '
        f'"mutex": {{"opened": [{{"mutex": "ShimCacheMutex", "success": true}}], "created": []}}, "filesystem": {{"opened": '
        f'[{", ".join(read[:opened])}], "read": [{", ".join(read[opened:])}], "moved": [], "downloaded": [], "written": []}}}}'
    )


def urls(rng) -> str:
    """Where the file was seen; about half of all reports name a place."""
    count = rng.randrange(3) if rng.random() < 0.7 else 0
    return (
        "["
        + ", ".join(f'"http://{rng.getrandbits(48):x}.{rng.choice(NOUNS).lower()}.com/{rng.getrandbits(120):030x}"' for _ in range(count))
        + "]"
    )


def trid(rng) -> str:
    return f'"trid": {rng.choice(_TRID)}'
