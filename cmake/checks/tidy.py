#!/usr/bin/env python3
"""tidy.py ROOT BUILD: clang-tidy finds nothing in the sources (tests, which say less, are left out).

A source is looked at again only if it, a header of ours it includes, or .clang-tidy has changed
since it was last found clean; BUILD/tidy remembers. Any change of dependencies wants a new BUILD.

Most of the time goes into reading the headers of others, so sources that the build compiles
together are looked at together, and of the rest those of one folder with the same flags, as one
translation unit that includes them all. Where that does not compile (two sources may give one name
to two things), each is looked at by itself.
"""
import concurrent.futures
import functools
import hashlib
import json
import os
import re
import shlex
import subprocess
import sys

import tree


def flags_for_clang(command):
    """Leaves out the launcher and compiler, GCC's precompiled header, and warnings: GCC's job."""
    words = shlex.split(command)
    start = next(at for at, word in enumerate(words) if word.startswith("-"))
    flags = []
    for word in words[start:]:
        if word.endswith("/cmake_pch.hxx"):
            flags.pop()  # its -include
        elif word != "-fpch-preprocess" and not word.startswith("-W"):
            flags.append(word)
    return flags


def sources_of(entry):
    """The source an entry compiles, or those that one made by CMake's unity build brings together."""
    if "/Unity/unity_" not in entry["file"]:
        return [entry["file"]]
    return re.findall(r'^#include "(.+)"$', tree.read("/", entry["file"]), re.M)


def compile_commands(root, build):
    """The compile commands of our sources, each once."""
    commands = {}
    for entry in json.loads(tree.read(build, "compile_commands.json")):
        for source in sources_of(entry):
            path = os.path.relpath(source, root)
            if not path.startswith((os.path.relpath(build, root), "..")) and not path.endswith("_test.cpp"):
                commands.setdefault(path, {**entry, "file": source, "unit": entry["file"]})
    return commands


class Fingerprint:
    """What the findings in a source depend on, as far as it is ours."""

    def __init__(self, root):
        self.root = root
        self.rules = tree.read(root, ".clang-tidy")

    @functools.lru_cache(maxsize=None)
    def text_and_headers(self, path):
        text = tree.read(self.root, path)
        headers = re.findall(r'^\s*#\s*include\s*"([^"]+)"', text, re.M)
        return text, [name for name in headers if os.path.isfile(os.path.join(self.root, name))]

    def of(self, path, flags):
        seen, waiting = set(), [path]
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting.extend(self.text_and_headers(name)[1])
        texts = [self.text_and_headers(name)[0] for name in sorted(seen)]
        return hashlib.sha256("\0".join([self.rules, flags, *texts]).encode()).hexdigest()


BATCH_MAX = 20


def run_clang_tidy(root, entry, file):
    """Returns what is found in a file, and whether it could be compiled at all."""
    told = subprocess.run(
        ["clang-tidy-14", "--quiet", file, "--", *flags_for_clang(entry["command"])],
        cwd=entry["directory"], capture_output=True, text=True, check=False)
    if told.returncode == 0:
        return [], True
    found = re.findall(r"^(.+:\d+):\d+: ((?:error|warning): .*)$", told.stdout, re.M)
    compiled = bool(found) and not any("[clang-diagnostic-error]" in what for _, what in found)
    return ([f"{os.path.relpath(place, root)}: {what}" for place, what in found]
            or [told.stdout + told.stderr]), compiled


def tidy_each(root, entries):
    return [finding for entry in entries
            for finding in run_clang_tidy(root, entry, entry["file"])[0]]


def tidy_batch(root, entries, unit):
    """Looks at all of `entries` as one translation unit, the file `unit`."""
    if len(entries) == 1:
        return tidy_each(root, entries)
    with open(unit, "w", encoding="utf-8") as out:
        out.writelines(f'#include "{entry["file"]}"\n' for entry in entries)
    findings, compiled = run_clang_tidy(root, entries[0], unit)
    return findings if compiled else tidy_each(root, entries)


def batches(paths, commands):
    """Groups paths that are compiled together, or are of one folder and one set of flags."""
    groups = {}
    for path in sorted(paths):
        command = commands[path]
        alike = (os.path.dirname(path), *flags_without_names(command["command"]))
        together = command["unit"] != command["file"]
        groups.setdefault(command["unit"] if together else alike, []).append(path)
    return [group[at:at + BATCH_MAX] for group in groups.values()
            for at in range(0, len(group), BATCH_MAX)]


def flags_without_names(command):
    """The flags less those that name one source: the output, the input, the list of headers."""
    words = iter(flags_for_clang(command))
    kept = []
    for word in words:
        if word in ("-o", "-c", "-MF", "-MT", "-MQ"):
            next(words)
        else:
            kept.append(word)
    return kept


def main(root, build):
    tree.need("clang-tidy-14", "clang-tidy-14")
    clean = os.path.join(build, "tidy")
    os.makedirs(clean, exist_ok=True)
    fingerprint = Fingerprint(root)
    commands = compile_commands(root, build)
    due = {}
    for path, entry in commands.items():
        stamp = os.path.join(clean, fingerprint.of(path, " ".join(flags_without_names(entry["command"]))))
        if not os.path.exists(stamp):
            due[path] = (entry, stamp)

    def judge(numbered):
        number, paths = numbered
        unit = os.path.join(clean, f"unit_{number}.cpp")
        findings = tidy_batch(root, [due[path][0] for path in paths], unit)
        if not findings:
            for path in paths:
                with open(due[path][1], "w", encoding="utf-8"):
                    pass
        return findings

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        work = enumerate(batches(due, commands))
        findings = [finding for found in pool.map(judge, work) for finding in found]
    print(f"{len(due)} of {len(commands)} sources looked at")
    tree.conclude(sorted(set(findings)), "clang-tidy finds nothing")


if __name__ == "__main__":
    main(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]))
