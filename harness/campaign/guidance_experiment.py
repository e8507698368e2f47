#!/usr/bin/env python3
"""How many runs does a campaign take until it finds a defect, guided and by chance?

Each lie of `--lies` is told on the broker's behalf in a campaign that stops at its first failure, for
several searches, each with seeds of its own; one run at a time, so that a search is the same again.
A search that finds nothing within its limit counts as one more than the limit, which favours neither.

    guidance_experiment.py build/dev/harness/breakwire campaigns/storm --searches 10 --limit 150
"""
import argparse
import json
import math
import pathlib
import random
import statistics
import subprocess
import tempfile


def runs_until_found(options, lie, first, guided):
    """The number of runs of one search, or the limit and one."""
    with tempfile.TemporaryDirectory(prefix="guidance-") as folder:
        command = [options.program, "campaign", options.campaign, "--lie", lie, "-x", "-j", "1",
                   "--mqtt", options.mqtt, "--records", "0", "--output", folder,
                   "--seeds", f"{first}..{first + options.limit - 1}"]
        done = subprocess.run(command + (["--guided"] if guided else []), stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode not in (0, 1, 3):
            raise SystemExit(f"{' '.join(command)}\n{done.stdout}")
        lines = (pathlib.Path(folder) / "journal.jsonl").read_text().splitlines()[1:]
        entries = [json.loads(line) for line in lines]
    for number, entry in enumerate(entries, 1):
        if entry["verdict"] in ("failed", "error"):
            return number
    return options.limit + 1


def interval_of_mean(values, draws=random.Random(1)):
    """95 % of the mean by the percentile bootstrap."""
    means = sorted(statistics.mean(draws.choices(values, k=len(values))) for _ in range(2000))
    return means[50], means[-51]


def compare(options, lie):
    starts = [1 + 100_000 * search for search in range(options.searches)]
    found = {way: [runs_until_found(options, lie, first, way == "guided") for first in starts]
             for way in ("by chance", "guided")}
    cells = [f"{lie:<28}"]
    for way in ("by chance", "guided"):
        cells.append(f"{statistics.mean(found[way]):7.1f} {sum(n > options.limit for n in found[way]):3}")
    print("  ".join(cells), found, flush=True)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("campaign")
    parser.add_argument("--lies", nargs="+", required=True)
    parser.add_argument("--searches", type=int, default=10)
    parser.add_argument("--limit", type=int, default=100)
    parser.add_argument("--mqtt", default="5.0")
    options = parser.parse_args()
    print(f"{'lie':<28}  by chance: mean, not found; guided: the same")
    ratios = []
    for lie in options.lies:
        found = compare(options, lie)
        ratios += [c / g for c, g in zip(found["by chance"], found["guided"])]
    logs = [math.log(r) for r in ratios]
    low, high = interval_of_mean(logs)

    print(f"runs by chance for one guided, geometric mean: {math.exp(statistics.mean(logs)):.2f} "
          f"(95 %: {math.exp(low):.2f} to {math.exp(high):.2f}; {len(ratios)} searches)")


if __name__ == "__main__":
    main()
