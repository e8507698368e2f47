#!/usr/bin/env python3
"""layout.py ROOT: the code is laid out as .clang-format says."""
import re
import subprocess
import sys

import tree


def main(root):
    # The version is named because each lays out some constructs differently.
    tree.need("clang-format-14", "clang-format-14")
    paths = tree.files(root, tree.CXX)
    told = subprocess.run(["clang-format-14", "--dry-run", "--Werror", *paths],
                          cwd=root, capture_output=True, text=True, check=False)
    first = {}
    for path, line in re.findall(r"^(\S+?):(\d+):\d+: error", told.stderr, re.M):
        first.setdefault(path, line)
    findings = [f"{path}:{line}: not as clang-format-14 -i would lay it out"
                for path, line in first.items()]
    if told.returncode and not findings:
        findings = [told.stderr]
    tree.conclude(findings, f"{len(paths)} files are laid out by .clang-format")


if __name__ == "__main__":
    main(sys.argv[1])
