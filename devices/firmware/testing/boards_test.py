#!/usr/bin/env python3
"""boards_test.py BREAKWIRE BENCH STORIES: the shipped boards are there, and one story runs on each.

On the wall clock, so that there is one story, the shortest that breaks something. Exits with 77
where there is no QEMU.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

BREAKWIRE, BENCH, STORIES = sys.argv[1:4]
BOARDS = ("node-native", "node-pty", "node-qemu")


def breakwire(*arguments):
    return subprocess.run([BREAKWIRE, *arguments], capture_output=True, text=True, check=False)


class BoardsTest(unittest.TestCase):
    def test_all_of_them_pass_their_check(self):
        told = breakwire("boards", "check", BENCH)
        self.assertEqual(told.returncode, 0, told.stdout + told.stderr)
        for board in BOARDS:
            self.assertRegex(told.stdout, rf"{board} +ok: breakwire-node")

    def test_a_story_passes_on_each(self):
        story = os.path.join(STORIES, "back_after_fin.yaml")
        for board in BOARDS:
            with self.subTest(board=board), tempfile.TemporaryDirectory() as folder:
                told = breakwire("run", story, "--bench", BENCH, "--cast", f"node={board}",
                                 "--mqtt", "3.1.1", "--output", folder)
                self.assertEqual(told.returncode, 0, told.stdout + told.stderr)
                self.assertIn("1 passed", told.stdout)


if __name__ == "__main__":
    if not shutil.which("qemu-system-arm"):
        print("no qemu-system-arm")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1])
