"""A store of verdicts on loopback, for backfills, and what files must hold after one."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Verdicts:
    """Knows three quarters of all keys, by their last digit; one answer in fifty is a refusal."""

    connections = 16

    def __init__(self):
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
        self._server.daemon_threads = True
        self.prefix = f"http://127.0.0.1:{self._server.server_port}/verdicts"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    requests = 0

    def do_GET(self):
        _Answers.requests += 1
        if _Answers.requests % 50 == 0:
            self._answer(503, b"")
        elif self.path[-1] in "0123":
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")
        else:
            self._answer(200, b'{"response": {"class": "malware"}}')

    def _answer(self, status: int, body: bytes):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def rows_with_other_verdicts(output: Path) -> int:
    """Rows whose classification is not what the store says, by DuckDB; 1 if there are no rows."""
    import duckdb

    truth = "CASE WHEN sha1 IS NULL OR right(sha1, 1) IN ('0', '1', '2', '3') THEN NULL ELSE 'MALWARE' END"
    query = f"SELECT count(*), count(*) FILTER (classification IS DISTINCT FROM {truth}) FROM read_parquet('{output}/*.parquet')"
    rows, others = duckdb.sql(query).fetchall()[0]
    print(f"{output.name}: {rows} rows, {others} of them other than the store says")
    return others if rows else 1
