#!/usr/bin/env python3
"""sizes.py ROOT: files and functions stay small enough to be read in one sitting.

Half of all files have at most 120 lines, nine in ten 350, none more than 600; functions 8, 30 and
70. In a test a function may be twice as long: it tells a story in order.
"""
import json
import os
import subprocess
import sys

import tree

FILE_LIMITS = (120, 350, 600)
FUNCTION_LIMITS = (8, 30, 70)
TEST_FUNCTION_LIMITS = (16, 60, 140)
# Percentiles of a handful say nothing about the habit.
ENOUGH = 20


def is_test(path):
    return path.endswith(("_test.cpp", "_test.py")) or "/testing/" in path


def file_sizes(root, paths):
    return [(tree.read(root, path).count("\n"), f"{path}:1") for path in paths]


def function_sizes(root, paths):
    """(lines, "file:line: name") of each function definition, as universal-ctags sees it."""
    listing = subprocess.run(
        ["ctags", "--options=NONE", "--languages=C,C++,Python", "--map-C=+.c", "--map-C++=+.h",
         "--kinds-C=f", "--kinds-C++=f", "--kinds-Python=fm", "--fields=+ne",
         "--output-format=json", "-f", "-", "-L", "-"],
        cwd=root, input="\n".join(paths), capture_output=True, text=True, check=True)
    tags = [json.loads(line) for line in listing.stdout.splitlines()]
    return [(tag["end"] - tag["line"] + 1, f"{tag['path']}:{tag['line']}: {tag['name']}")
            for tag in tags if "end" in tag]


def judge(what, sizes, limits):
    sizes = sorted(sizes)
    if not sizes:
        return
    median, most = (sizes[int(part * (len(sizes) - 1))] for part in (0.5, 0.9))
    print(f"{len(sizes)} {what}: half <= {median[0]} lines (limit {limits[0]}), "
          f"nine in ten <= {most[0]} ({limits[1]}), longest {sizes[-1][0]} ({limits[2]})")
    for lines, place in sizes:
        if lines > limits[2]:
            yield f"{place} has {lines} lines, {limits[2]} at most"
    for share, (lines, _), limit in (("half", median, limits[0]), ("nine in ten", most, limits[1])):
        if len(sizes) >= ENOUGH and lines > limit:
            yield f"{sizes[-1][1]} is the longest of the {what}: {share} should have <= {limit} lines"


def main(root):
    tree.need("ctags", "universal-ctags")
    paths = tree.files(root, tree.CXX + (".py",))
    tests = [path for path in paths if is_test(path)]
    others = [path for path in paths if not is_test(path)]
    findings = [
        *judge("files", file_sizes(root, paths), FILE_LIMITS),
        *judge("functions", function_sizes(root, others), FUNCTION_LIMITS),
        *judge("test functions", function_sizes(root, tests), TEST_FUNCTION_LIMITS),
    ]
    tree.conclude(findings, "files and functions are small")


if __name__ == "__main__":
    main(os.path.abspath(sys.argv[1]))
