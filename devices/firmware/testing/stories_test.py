#!/usr/bin/env python3
"""stories_test.py BREAKWIRE STORIES: the stories of scenarios/library/hil with the example firmware.

It plays their node, as a process in virtual time: sound, and then with one flaw after the other,
each of which has to be noticed by the story that names it.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

BREAKWIRE, STORIES = sys.argv[1:3]
HERE = os.path.dirname(os.path.abspath(__file__))

# Each flaw: the story that is about it, and words of what is found.
FLAWS = {
    "no_resubscribe": ("resubscribes_when_forgotten", "node sends subscribe"),
    "always_subscribes": ("keeps_its_subscription", "never node sends subscribe"),
    "no_backoff": ("back_after_refusals", "s after the one before"),
    "no_dup": ("resends_after_a_cut_puback", "dup true again under the same packet id"),
    "new_id": ("resends_after_a_cut_puback", "dup true again under the same packet id"),
    "no_keep_alive": ("keeps_alive_with_nothing_to_say", "node sends pingreq"),
    "hasty": ("slow_connack", "never node sends publish or subscribe or pingreq"),
    "retained_commands": ("passes_over_a_retained_command", "never node"),
}


def stories(folder, flaw):
    """Copies the stories, with the firmware in the place of the simulated node."""
    shutil.copytree(STORIES, folder, dirs_exist_ok=True)
    with open(os.path.join(HERE, "node_as_program.yaml"), encoding="utf-8") as file:
        text = file.read()
    assert "--flaw, none" in text
    with open(os.path.join(folder, "_node.yaml"), "w", encoding="utf-8") as file:
        file.write(text.replace("--flaw, none", f"--flaw, {flaw}"))


def run(folder, *arguments):
    return subprocess.run(
        [BREAKWIRE, "run", *arguments, "--mqtt", "3.1.1", "--output", os.path.join(folder, "runs")],
        cwd=folder, capture_output=True, text=True, check=False)


class StoriesTest(unittest.TestCase):
    def test_sound_firmware_passes_all_of_them(self):
        with tempfile.TemporaryDirectory() as folder:
            stories(folder, "none")
            told = run(folder, folder, "--check-determinism")
            self.assertEqual(told.returncode, 0, told.stdout + told.stderr)
            count = len([name for name in os.listdir(STORIES) if re.match(r"[a-z].*\.yaml$", name)])
            self.assertIn(f"{2 * count} passed", told.stdout)

    def test_each_flaw_is_noticed_and_named(self):
        for flaw, (story, words) in FLAWS.items():
            with self.subTest(flaw=flaw), tempfile.TemporaryDirectory() as folder:
                stories(folder, flaw)
                told = run(folder, os.path.join(folder, story + ".yaml"))
                self.assertEqual(told.returncode, 1, told.stdout + told.stderr)
                self.assertIn(words, told.stdout)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
