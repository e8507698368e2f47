#!/usr/bin/env python3
"""How steady are boards? Runs stories on each of them again and again, while other programs burn CPU.

Boards run beside each other, the rounds of one board after one another. Ends with 1 if any round
was not all passed (skipped stories do not count), and says of each such round what breakwire said.

    repeat_hil.py build/dev/harness/breakwire build/dev/share/breakwire/bench.yaml \\
        scenarios/library/hil/back_after_*.yaml --boards node-pty,node-ether --times 20 --burners 2
"""
import argparse
import concurrent.futures
import contextlib
import re
import subprocess
import sys
import tempfile
import time

PASSED = re.compile(r"\b[1-9]\d* passed")


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("breakwire")
    parser.add_argument("bench", help="the bench file")
    parser.add_argument("stories", nargs="+", metavar="story", help="a scenario file")
    parser.add_argument("--boards", default="node-pty,node-qemu,node-ether",
                        help="players from the bench file (%(default)s)")
    parser.add_argument("--role", default="node", help="whom they play (%(default)s)")
    parser.add_argument("--mqtt", default="3.1.1", help="the version of MQTT (%(default)s)")
    parser.add_argument("--times", type=int, default=20, help="rounds on each board (%(default)s)")
    parser.add_argument("--burners", type=int, default=2, help="busy programs (%(default)s)")
    return parser.parse_args()


@contextlib.contextmanager
def burning(count):
    """`count` programs that do nothing as fast as they can, each until this ends."""
    with contextlib.ExitStack() as stack:
        for _ in range(count):
            burner = subprocess.Popen([sys.executable, "-c", "while True: pass"])
            stack.callback(burner.wait)
            stack.callback(burner.kill)
        yield


def one_round(given, board):
    """Whether all stories that this board can play have passed, and what breakwire said."""
    with tempfile.TemporaryDirectory() as folder:
        told = subprocess.run(
            [given.breakwire, "run", *given.stories, "--bench", given.bench, "--cast",
             f"{given.role}={board}", "--mqtt", given.mqtt, "--output", folder],
            capture_output=True, text=True, check=False)
    # An empty round proves nothing.
    passed = told.returncode == 0 and PASSED.search(told.stdout) is not None
    return passed, told.stdout + told.stderr


def rounds(given, board):
    """How many rounds have passed."""
    count = 0
    for number in range(1, given.times + 1):
        began = time.monotonic()
        passed, text = one_round(given, board)
        count += passed
        summary = next(line for line in text.splitlines() if PASSED.search(line)) if passed else text
        print(f"{board}, round {number} of {given.times}, {time.monotonic() - began:.0f} s: "
              f"{summary}", flush=True)
    return count


def main():
    given = arguments()
    boards = given.boards.split(",")
    with burning(given.burners), concurrent.futures.ThreadPoolExecutor(len(boards)) as pool:
        passed = list(pool.map(lambda board: rounds(given, board), boards))
    for board, count in zip(boards, passed):
        print(f"{board}: {count} of {given.times} rounds passed")
    return 0 if all(count == given.times for count in passed) else 1


if __name__ == "__main__":
    sys.exit(main())
