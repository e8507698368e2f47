#!/usr/bin/env python3
"""boards_test.py BREAKWIRE BENCH STORIES: the shipped boards are there, and one story runs on each.

On the wall clock, so that there is one story, the shortest that breaks something, and one flaw of the
firmware, which a law about devices has to notice on each. Exits with 77 where there is no QEMU; without
the firmware for Ethernet, for which lwIP's source is needed, that board is left out.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

BREAKWIRE, BENCH, STORIES = sys.argv[1:4]
IMAGES = os.path.join(os.path.dirname(BENCH), "firmware")
BOARDS = ["node-native", "node-pty", "node-qemu"]
if os.path.exists(os.path.join(IMAGES, "node-ether.elf")):
    BOARDS.append("node-ether")

# What each board is told before a scenario begins; another line of it may follow.
SETUP = """      - {say: "keepalive {keep_alive}", answer: '^OK keepalive='}\n"""
FLAW = """      - {say: "flaw no_dup", answer: '^OK flaw=no_dup'}\n"""


def breakwire(*arguments):
    return subprocess.run([BREAKWIRE, *arguments], capture_output=True, text=True, check=False)


class BoardsTest(unittest.TestCase):
    def test_all_of_them_pass_their_check(self):
        told = breakwire("boards", "check", BENCH, *BOARDS)
        self.assertEqual(told.returncode, 0, told.stdout + told.stderr)
        for board in BOARDS:
            self.assertRegex(told.stdout, rf"{board} +ok: breakwire-node [^\n]*started in .* s, "
                                          r"reset in .* s\n")

    def test_a_board_that_calls_itself_otherwise_or_boots_for_another_reason_fails_its_check(self):
        """Each board's identity and power are proven, not believed."""
        lies = {r"'^OK id=(?<id>\S+)'": (r"'^OK (?<id>id)=\S+'", "calls itself id"),
                "{cause: pin}": ("{cause: soft}", "the boot line says 'pin' for cause, not 'soft'")}
        for truth, (lie, words) in lies.items():
            with self.subTest(lie=lie), tempfile.TemporaryDirectory() as folder:
                bench = self.another_bench(folder, truth, lie)
                told = breakwire("boards", "check", bench, BOARDS[-1])
                self.assertNotEqual(told.returncode, 0)
                self.assertIn(words, told.stdout + told.stderr)

    def test_a_story_passes_on_each(self):
        story = os.path.join(STORIES, "back_after_fin.yaml")
        for board in BOARDS:
            with self.subTest(board=board), tempfile.TemporaryDirectory() as folder:
                told = breakwire("run", story, "--bench", BENCH, "--cast", f"node={board}",
                                 "--mqtt", "3.1.1", "--output", folder)
                self.assertEqual(told.returncode, 0, told.stdout + told.stderr)
                self.assertIn("1 passed", told.stdout)

    def test_a_law_about_devices_notices_a_flaw_on_each(self):
        """The story does not ask for DUP here: only the law does."""
        with open(os.path.join(STORIES, "resends_after_a_cut_puback.yaml"), encoding="utf-8") as file:
            story, count = re.subn("dup: true, ", "", file.read())
        self.assertEqual(count, 1)
        for board in BOARDS:
            with self.subTest(board=board), tempfile.TemporaryDirectory() as folder:
                bench = self.another_bench(folder, SETUP, SETUP + FLAW)
                shutil.copy(os.path.join(STORIES, "_node.yaml"), folder)
                path = os.path.join(folder, "story.yaml")
                with open(path, "w", encoding="utf-8") as file:
                    file.write(story)
                told = breakwire("run", path, "--bench", bench, "--cast", f"node={board}",
                                 "--mqtt", "3.1.1", "--output", os.path.join(folder, "runs"))
                self.assertEqual(told.returncode, 1, told.stdout + told.stderr)
                self.assertIn("broken law  v311/3.3.1-1", told.stdout)
                self.assertRegex(told.stdout, r"'node' sends id \d+ again without DUP")
                self.assertNotIn("  expected  ", told.stdout)

    def another_bench(self, folder, old, new):
        """A copy of the bench file in which `new` is in each place of `old`."""
        with open(BENCH, encoding="utf-8") as file:
            text = file.read()
        self.assertIn(old, text)
        path = os.path.join(folder, "bench.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(old, new))
        return path


if __name__ == "__main__":
    if not shutil.which("qemu-system-arm"):
        print("no qemu-system-arm")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1])
