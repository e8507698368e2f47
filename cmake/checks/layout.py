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
    places = re.findall(r"^(\S+?:\d+):\d+: error", told.stderr, re.M)
    findings = [f"{place}: run clang-format-14 -i on this file" for place in dict.fromkeys(places)]
    if told.returncode and not findings:
        findings = [told.stderr]
    tree.conclude(findings, f"{len(paths)} files are laid out by .clang-format")


if __name__ == "__main__":
    main(sys.argv[1])
