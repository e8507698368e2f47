#!/usr/bin/env python3
"""watch_test.py BREAKWIRE: `breakwire run --watch` on a terminal, with files that change."""
import os
import pathlib
import pty
import select
import signal
import subprocess
import sys
import tempfile
import time
import unittest

BREAKWIRE = os.path.abspath(sys.argv.pop(1))
DEADLINE = 30  # seconds of real time, past which nothing will come any more

SCENARIO = """scenario: a story about {name}
mqtt: 3.1.1
{more}
devices:
  well:
    model: sensor
    publish: [{{topic: well, every: 1s, value: {{csv: {{file: {name}.csv}}}}}}]
steps:
  - start: well
  - wait: 2s
"""


class Watching:
    """The program on a terminal of its own, or with plain pipes."""

    def __init__(self, folder, *words, terminal=True):
        self.folder = folder
        self.heard = ""
        if terminal:
            self.mine, theirs = pty.openpty()
        else:
            self.mine, theirs = os.pipe()
        self.process = subprocess.Popen(
            [BREAKWIRE, "run", *words, "--watch", "--no-deviations"], cwd=folder,
            stdin=theirs if terminal else subprocess.DEVNULL, stdout=theirs, stderr=theirs,
            start_new_session=True)
        os.close(theirs)

    def hear(self, text):
        """What is told up to and with `text`; later calls begin after it."""
        deadline = time.monotonic() + DEADLINE
        while text not in self.heard:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self.mine], [], [], left)[0]:
                raise AssertionError(f"'{text}' is not in:\n{self.heard}")
            self.heard += os.read(self.mine, 65536).decode()
        told, _, self.heard = self.heard.partition(text)
        return told + text

    def end(self, number=signal.SIGINT):
        os.killpg(self.process.pid, number)
        code = self.process.wait(DEADLINE)
        os.close(self.mine)
        return code


class WatchTest(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name).resolve()
        for name in ("one", "two"):
            self.write(name)
            (self.folder / f"{name}.csv").write_text("level\n1\n2\n")
        self.watching = None

    def tearDown(self):
        if self.watching and self.watching.process.poll() is None:
            self.watching.end(signal.SIGKILL)

    def write(self, name, more=""):
        (self.folder / f"{name}.yaml").write_text(SCENARIO.format(name=name, more=more))

    def watch(self, *words, **settings):
        self.watching = Watching(self.folder, *words, **settings)
        return self.watching

    def hear_run(self):
        return self.watching.hear("; Ctrl-C ends")

    def test_runs_everything_at_once_and_then_what_a_changed_scenario_is(self):
        self.watch(".")
        self.assertIn("2 passed", self.hear_run())
        self.write("two", "tags: [again]")
        told = self.hear_run()
        self.assertIn("changed: two.yaml", told)
        self.assertIn("two[3.1.1]", told)
        self.assertNotIn("one[3.1.1]", told)
        self.assertEqual(130, self.watching.end())

    def test_knows_included_files_and_tables(self):
        (self.folder / "shared").mkdir()
        shared = self.folder / "shared" / "_net.yaml"
        shared.write_text("links: {field: {delay: 5ms}}\n")
        self.write("one", "include: shared/_net.yaml")
        self.watch("one.yaml", "two.yaml")
        self.assertIn("watching 5 files", self.hear_run())
        shared.write_text("links: {field: {delay: 7ms}}\n")
        self.assertIn("one[3.1.1]", self.hear_run())
        (self.folder / "two.csv").write_text("level\n7\n")
        told = self.hear_run()
        self.assertIn("changed: two.csv", told)
        self.assertNotIn("one[3.1.1]", told)

    def test_takes_a_file_that_an_editor_puts_in_the_place_of_another(self):
        self.watch("one.yaml")
        self.hear_run()
        (self.folder / ".one.swp").write_text(SCENARIO.format(name="one", more="tags: [new]"))
        (self.folder / ".one.swp").rename(self.folder / "one.yaml")
        self.assertIn("1 passed", self.hear_run())

    def test_finds_a_new_scenario_in_a_new_folder(self):
        self.watch(".")
        self.hear_run()
        (self.folder / "more").mkdir()
        (self.folder / "more/three.yaml").write_text(
            "scenario: three\nmqtt: 3.1.1\ndevices: {hub: {model: observer}}\n"
            "steps: [{start: hub}]\n")
        told = self.hear_run()
        self.assertIn("more/three[3.1.1]", told)
        self.assertNotIn("one[3.1.1]", told)

    def test_tells_mistakes_and_goes_on_once_they_are_gone(self):
        self.write("one", "tagz: [x]")
        self.watch(".")
        told = self.hear_run()
        self.assertIn("one.yaml:3:1", told)
        self.assertNotIn("passed", told)
        self.write("one")
        self.assertIn("2 passed", self.hear_run())
        (self.folder / "two.csv").unlink()
        self.assertIn("cannot read", self.hear_run())
        (self.folder / "two.csv").write_text("level\n7\n")
        told = self.hear_run()
        self.assertIn("two[3.1.1]", told)
        self.assertNotIn("one[3.1.1]", told)

    def test_writes_plain_lines_where_there_is_no_terminal(self):
        self.watch("one.yaml", terminal=False)
        told = self.hear_run()
        self.assertNotIn("\x1b", told)
        self.assertNotIn("\r", told)
        self.write("one", "tags: [again]")
        self.assertIn("1 passed", self.hear_run())
        self.assertEqual(130, self.watching.end())

    def test_ends_in_the_middle_of_a_run_too(self):
        (self.folder / "long.yaml").write_text(
            "scenario: it takes its time\nmqtt: 3.1.1\ndevices: {hub: {model: observer}}\n"
            "steps: [{start: hub}, {wait: 300d}]\n")
        self.watch("long.yaml")
        self.watching.hear("wait")
        self.assertEqual(130, self.watching.end())

    def test_says_what_is_wrong_with_the_command_and_ends(self):
        self.watch("nowhere.yaml")
        self.watching.hear("no such file or folder")
        self.assertEqual(2, self.watching.process.wait(DEADLINE))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
