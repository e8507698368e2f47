#!/usr/bin/env python3
"""itself.py ROOT: the repository speaks of itself only, and its text is clean.

No absolute paths of somebody's machine, no tabs, no blanks at line ends, a newline at the end of
each file, and executable bits exactly on what begins with #!.
"""
import os
import re
import sys

import tree

SOMEBODYS_PATH = re.compile(r"(?<![\w./$}~-])/(work|root|home)/[\w.]")
# Compared byte for byte, or written by other programs.
AS_THEY_ARE = re.compile(r"(^|/)(golden|captured|corpus)/|\.(pem|crt|key|pcapng|bin|png|svg|patch)$")
MAY_HOLD_TABS = re.compile(r"(^|/)(Makefile|\.gitmodules)$|\.(mk|tsv)$")


def wrong_lines(path, text):
    for number, line in enumerate(text.split("\n"), 1):
        if SOMEBODYS_PATH.search(line):
            yield f"{path}:{number}: an absolute path of one machine"
        if AS_THEY_ARE.search(path):
            continue
        if "\t" in line and not MAY_HOLD_TABS.search(path):
            yield f"{path}:{number}: a tab"
        if line != line.rstrip() and not path.endswith(".md"):
            yield f"{path}:{number}: blanks at the end of the line"


def wrong_files(root):
    for path in tree.files(root):
        with open(os.path.join(root, path), "rb") as file:
            data = file.read()
        if b"\0" in data:
            continue
        yield from wrong_lines(path, data.decode(errors="replace"))
        if data and not data.endswith(b"\n") and not AS_THEY_ARE.search(path):
            yield f"{path}:{data.count(10) + 1}: no newline at the end of the file"
        executable = os.access(os.path.join(root, path), os.X_OK)
        if executable != data.startswith(b"#!"):
            yield f"{path}:1: " + ("executable without #!" if executable else "#! but not executable")


if __name__ == "__main__":
    tree.conclude([*wrong_files(sys.argv[1])], "the text is clean")
