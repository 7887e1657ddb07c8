#!/usr/bin/env python3
"""Usage: report.py ARCHIVE...

Where the bytes of archives are. For each collection, named by what stands before the first full stop of the
file names (as create_and_get.sh -o leaves them), a table: a line for each category of streams, a column for
each archive. Of files that are no archives of AGC's file version 3 only the size is told.
"""
import os
import sys

STREAMS = {
    "collection-samples": "names", "collection-contigs": "names", "collection-details": "segment records",
    "splitters": "splitters, keys", "segment-splitters": "splitters, keys", "params": "info", "file_type_info": "info",
}
CATEGORIES = ["references", "deltas", "raw segments", "segment records", "names", "splitters, keys", "info", "other",
              "container"]
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_#"
RAW_STREAMS = {f"x{digit}d" for digit in DIGITS[:16]}


def category(stream):
    if stream in STREAMS:
        return STREAMS[stream]
    if stream in RAW_STREAMS:
        return "raw segments"
    if stream.startswith("x") and stream.endswith("r"):
        return "references"
    if stream.startswith("x") and stream.endswith("d"):
        return "deltas"
    return "other"


class Footer:
    """The list of streams at the end of a container."""

    def __init__(self, data):
        length = int.from_bytes(data[-8:], "little")
        if length + 8 > len(data):
            raise ValueError("no footer")
        self.data = data
        self.position = len(data) - 8 - length
        self.end = len(data) - 8

    def number(self):
        length = self.data[self.position]
        if length > 8:
            raise ValueError("a number of more than 8 bytes")
        begin = self.position + 1
        self.position = begin + length
        if self.position > self.end:
            raise ValueError("a number beyond the end")
        return int.from_bytes(self.data[begin:self.position], "big")

    def string(self):
        end = self.data.index(0, self.position, self.end)
        text = self.data[self.position:end].decode()
        self.position = end + 1
        return text

    def streams(self):
        for _ in range(self.number()):
            name = self.string()
            parts = self.number()
            self.number()
            yield name, [(self.number(), self.number())[1] for _ in range(parts)]


def sizes(path):
    """Bytes by category, or None if the file is something else."""
    with open(path, "rb") as file:
        data = file.read()
    result = dict.fromkeys(CATEGORIES, 0)
    try:
        for name, parts in Footer(data).streams():
            result[category(name)] += sum(parts)
    except (ValueError, IndexError):
        return None
    result["container"] = len(data) - sum(result.values())
    return result


def main(paths):
    collections = {}
    for path in paths:
        collection, _, label = os.path.basename(path).partition(".")
        collections.setdefault(collection, []).append((label or "archive", path))
    for collection, archives in collections.items():
        columns = [(label, os.path.getsize(path), sizes(path)) for label, path in archives]
        print(f"{collection:18}" + "".join(f"{label:>16}" for label, _, _ in columns))
        for name in CATEGORIES:
            if any(parts and parts[name] for _, _, parts in columns):
                print(f"  {name:16}" + "".join(f"{parts[name] if parts else '':>16}" for _, _, parts in columns))
        print(f"  {'all':16}" + "".join(f"{total:>16}" for _, total, _ in columns))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1:])
