"""Writes the events of a JSONL file as CSV, objects within them as JSON."""

import csv
import json
import sys

with open(sys.argv[1], encoding="utf-8") as lines, open(sys.argv[2], "w", encoding="utf-8", newline="") as out:
    first = json.loads(next(lines))
    writer = csv.DictWriter(out, list(first), extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    lines.seek(0)
    for line in lines:
        writer.writerow(
            {key: json.dumps(value) if isinstance(value, (dict, list)) else value for key, value in json.loads(line).items()}
        )
