#!/usr/bin/env python3
"""Asks a server on loopback for small JSON objects, with this project's client and with aiohttp, and compares the cost.

The server (nginx) shares the cores, is faster than any client, and does not have a quarter of the keys. CPU seconds are the client's alone.
"""

import argparse
import asyncio
import os
import random
import resource
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BODY = '{"response": {"class": "malware", "algoVersion": "7.1.2", "sampleId": "0123456789abcdef", "status": "MALICIOUS", "rank": 9}}'
ABSENT = "<?xml version='1.0' encoding='UTF-8'?><Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=100_000, help="of a round of ours; aiohttp gets a tenth")
    parser.add_argument("--rounds", type=int, default=6, help="of each client; the last counts, when the JIT is warm")
    parser.add_argument("--connections", type=int, default=500)
    parser.add_argument("--http-port", type=int, default=18080)
    parser.add_argument("--https-port", type=int, default=18443)
    parser.add_argument("--aiohttp", metavar="URL", help=argparse.SUPPRESS)
    parser.add_argument("--ca", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.aiohttp:
        asyncio.run(ask_with_aiohttp(arguments))
        return 0
    if not shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin"):
        print("nginx is not installed (Debian: apt install nginx-light)", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="lookups-") as folder:
        return compare(arguments, Path(folder))


def compare(arguments, folder: Path) -> int:
    classpath = build(folder)
    certificate(folder)
    server = start_nginx(arguments, folder)
    try:
        print(f"{arguments.connections} in flight, last of {arguments.rounds} rounds; us of CPU a key are the client's")
        print(f"{'':8} {'client':10} {'keys/s':>9} {'us CPU/key':>11} {'keys/CPU s':>11} {'requests/key':>13}")
        for scheme, port in (("http", arguments.http_port), ("https", arguments.https_port)):
            url = f"{scheme}://localhost:{port}/objects"
            ours = last_round(java(classpath, folder, url, arguments))
            show(scheme, "parqueduct", ours)
            command = [sys.executable, __file__, "--aiohttp", url, "--ca", folder / "ca.pem", "--rounds", "3",
                       "--keys", str(arguments.keys // 10), "--connections", str(arguments.connections)]
            theirs = last_round(command)
            show(scheme, "aiohttp", theirs)
            print(f"{'':8} ours takes 1/{theirs['cpu'] / theirs['keys'] / (ours['cpu'] / ours['keys']):.1f} of aiohttp's CPU")
        url = f"http://localhost:{arguments.http_port}/refusing"
        show("10 % 429/503", "parqueduct", last_round(java(classpath, folder, url, arguments)))
        return 0
    finally:
        server.terminate()
        server.wait()


def build(folder: Path) -> str:
    file = folder / "classpath"
    subprocess.run(["mvn", "-q", "-B", "-ntp", "-pl", "io,benchmarks", "-DskipTests", "package", "dependency:build-classpath",
                    "-DincludeScope=runtime", f"-Dmdep.outputFile={file}"], cwd=ROOT, check=True)
    return f"{ROOT}/benchmarks/target/classes:{file.read_text().strip()}"


def certificate(folder: Path) -> None:
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                    "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", folder / "key.pem",
                    "-out", folder / "ca.pem"], check=True, stderr=subprocess.DEVNULL)
    subprocess.run(["keytool", "-importcert", "-noprompt", "-alias", "ca", "-file", folder / "ca.pem", "-keystore", folder / "trust.p12",
                    "-storepass", "changeit"], check=True, stderr=subprocess.DEVNULL)


def start_nginx(arguments, folder: Path) -> subprocess.Popen:
    locations = f"""
        location ~ "^/objects/[0-9a-f]*[0-3]$" {{ default_type application/xml; return 404 "{ABSENT}"; }}
        location /objects/ {{ default_type application/json; return 200 '{BODY}'; }}
        location /refusing/ {{
            if ($luck = 429) {{ return 429; }}
            if ($luck = 503) {{ return 503; }}
            default_type application/json;
            return 200 '{BODY}';
        }}"""
    (folder / "nginx.conf").write_text(f"""
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
    access_log off; keepalive_requests 1000000000; keepalive_timeout 300s; tcp_nodelay on;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    split_clients "$request_id" $luck {{ 5% 429; 5% 503; * 200; }}
    server {{ listen 127.0.0.1:{arguments.http_port} backlog=2048; {locations} }}
    server {{ listen 127.0.0.1:{arguments.https_port} ssl backlog=2048; ssl_certificate {folder}/ca.pem; ssl_certificate_key {folder}/key.pem;
        {locations} }}
}}
""")
    path = os.environ["PATH"] + ":/usr/sbin"
    server = subprocess.Popen([shutil.which("nginx", path=path), "-e", f"{folder}/error.log", "-p", folder, "-c", folder / "nginx.conf"])
    time.sleep(1)
    if server.poll() is not None:
        raise SystemExit(f"nginx has ended: {(folder / 'error.log').read_text()}")
    return server


def java(classpath: str, folder: Path, url: str, arguments) -> list:
    return ["java", "-Xmx512m", f"-Djavax.net.ssl.trustStore={folder}/trust.p12", "-Djavax.net.ssl.trustStorePassword=changeit", "-cp", classpath,
            "dev.parqueduct.benchmarks.LookupBenchmark", url, str(arguments.keys), str(arguments.rounds), str(arguments.connections)]


def last_round(command: list) -> dict:
    lines = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.strip().splitlines()
    words = [line for line in lines if line.startswith("round ")][-1].split()
    found = {name: float(value) for name, value in zip(words[::2], words[1::2])}
    if found["failed"] or found["found"] + found["absent"] != found["keys"]:
        raise SystemExit(f"keys were lost or failed: {lines[-1]}")
    return found


def show(scheme: str, client: str, found: dict) -> None:
    print(f"{scheme:12} {client:10} {found['keys'] / found['seconds']:9,.0f} {found['cpu'] / found['keys'] * 1e6:11.1f}"
          f" {found['keys'] / found['cpu']:11,.0f} {found['requests'] / found['keys']:13.3f}", flush=True)


async def ask_with_aiohttp(arguments) -> None:
    """The way scripts do it: one session, as many connections as tasks that take keys from a queue."""
    import json

    import aiohttp

    context = ssl.create_default_context(cafile=arguments.ca) if arguments.aiohttp.startswith("https") else None
    connector = aiohttp.TCPConnector(limit=arguments.connections, ssl=context or True)
    generator = random.Random(2)
    async with aiohttp.ClientSession(connector=connector) as session:
        for round_number in range(arguments.rounds):
            keys = [f"{generator.getrandbits(160):040x}" for _ in range(arguments.keys)]
            counts = {"found": 0, "absent": 0, "failed": 0}

            async def work(queue):
                while queue:
                    async with session.get(f"{arguments.aiohttp}/{queue.pop()}") as answer:
                        body = await answer.read()
                        if answer.status == 200:
                            counts["found" if json.loads(body)["response"]["class"].upper() else "failed"] += 1
                        else:
                            counts["absent" if answer.status == 404 else "failed"] += 1

            usage, started = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
            await asyncio.gather(*(work(keys) for _ in range(arguments.connections)))
            seconds, end = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF)
            cpu = end.ru_utime + end.ru_stime - usage.ru_utime - usage.ru_stime
            print(f"round {round_number} keys {arguments.keys} seconds {seconds:.3f} cpu {cpu:.3f} found {counts['found']}"
                  f" absent {counts['absent']} failed {counts['failed']} requests {arguments.keys}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
