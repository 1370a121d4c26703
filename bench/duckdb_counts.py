"""Counts the events of a period in a JSONL file by type with DuckDB, and hashes the file: what a pass of Vouch is measured
beside."""

import hashlib
import sys

import duckdb

path = sys.argv[1]
duckdb.sql("set threads = 2")
columns = "{'event_type': 'VARCHAR', 'timestamp': 'TIMESTAMP', 'user_email': 'VARCHAR'}"
rows = duckdb.sql(
    f"select event_type, count(*) from read_json('{path}', format = 'newline_delimited', columns = {columns})"
    " where timestamp >= '2024-01-01' and timestamp < '2024-04-01'"
    " group by event_type order by event_type"
).fetchall()
with open(path, "rb") as file:
    digest = hashlib.file_digest(file, "sha256").hexdigest()
print(sum(count for _, count in rows), len(rows), digest)
