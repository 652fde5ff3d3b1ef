"""The rows of metadata.jsonl or metadata.csv, each with its line or with what is wrong with it."""

import csv
import io
import json
from collections.abc import Iterable, Iterator

FILE, TEXT = "file_name", "text"
# A row: its line, and the columns, or what is wrong with the line.
Row = tuple[int, dict[str, object] | str]


def json_lines(text: str) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield number, f"not JSON: {error}"
            continue
        yield number, row if isinstance(row, dict) else "must hold one JSON object"


def csv_rows(text: str) -> Iterator[Row]:
    # Strict, because otherwise a quote that is not closed makes one caption of all lines after it.
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        if absent := [name for name in (FILE, TEXT) if name not in (reader.fieldnames or ())]:
            yield 1, missing(absent[0], reader.fieldnames or ())
            return
        for row in reader:
            if None in row:  # more columns than the first line has
                yield reader.line_num, 'too many commas; put the caption in quotes: "…"'
            else:
                yield reader.line_num, row
    except csv.Error as error:
        yield reader.line_num + 1, f"not CSV: {error}"


def missing(column: str, columns: Iterable[object]) -> str:
    return f"{column} is missing; the columns are {', '.join(map(str, columns))}"
