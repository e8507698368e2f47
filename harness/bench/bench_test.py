#!/usr/bin/env python3
"""bench_test.py BREAKWIRE TOY_BOARD: scenarios on mosquitto in which a board plays a device."""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

TOY = str(pathlib.Path(sys.argv.pop(2)).resolve())
PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
PAGE = pathlib.Path(__file__).resolve().parents[2] / "devices" / "boards" / "README.md"
DEADLINE = 60  # seconds of real time, past which nothing will come any more

BENCH = """
boards:
  toy: &toy
    plays: [sensor]
    expect:
      boot: '^\\*\\*\\* (?<fw>\\S+) (?<version>\\S+) id=(?<id>\\S+) reset=(?<cause>\\w+)'
      ready: '^ready'
      panic: ['FAULT']
      boot_within: 3s
    lines:
      console: {tcp: {listen: "127.0.0.1:0"}}
      data: {tcp: {listen: "127.0.0.1:0"}, carries: mqtt, on_hangup: silent}
    start: {run: [python3, TOY, "{console}", "{data}"]}
    identity: {say: "id {id}", answer: '^OK id=(?<id>\\S+)'}
    point_at: {say: connect, answer: '^OK connect', timeout: 2s}
    stop: {say: disconnect, answer: '^OK disconnect'}
  mute: {like: toy, start: {run: [python3, TOY, "{console}", "{data}", mute]}}
  nameless: {like: toy, start: {run: [python3, TOY, "{console}", "{data}", nameless]}}
  leaves: {like: toy, start: {run: [python3, TOY, "{console}", "{data}", leaves]}}
  plain: {plays: [sensor], expect: {boot_within: 1s}, lines: {data: {tcp: {connect: "127.0.0.1:1"}, carries: mqtt}}}
cast: {thermometer: [toy]}
""".replace("TOY", TOY).replace("&toy", "")

SCENARIO = """
scenario: A board plays
mqtt: [3.1.1, 5.0]
devices:
  thermometer:
    model: sensor
    client: {will: {topic: plant/1/state, payload: dead}}
    publish: [{topic: plant/1/temperature, every: 100ms, value: 21}]
  dashboard: {model: observer, subscribe: ["plant/#"]}
steps:
  - start: [dashboard, thermometer]
"""


class Bench(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="breakwire-bench-"))
        self.addCleanup(shutil.rmtree, self.folder)
        (self.folder / "bench.yaml").write_text(BENCH)

    def rewrite(self, old, new):
        """Another bench."""
        (self.folder / "bench.yaml").write_text(BENCH.replace(old, new))

    def breakwire(self, *arguments):
        return subprocess.run([PROGRAM, *arguments], cwd=self.folder, capture_output=True,
                              text=True, timeout=DEADLINE)

    def play(self, steps, *arguments, version="3.1.1", devices=""):
        """Runs a scenario with these steps; its exit code and its case.json."""
        lines = "".join(f"  - {step}\n" for step in steps)
        text = SCENARIO.replace("steps:\n", devices + "steps:\n") + lines
        (self.folder / "story.yaml").write_text(text)
        run = self.breakwire("run", "story.yaml", "--bench", "bench.yaml", "--mqtt", version,
                             "--output", "out", "--keep", *arguments)
        results = list((self.folder / "out").rglob("case.json"))
        if not results:
            self.fail(run.stdout + run.stderr)
        self.result = json.loads(results[0].read_text())
        self.told = run.stdout + run.stderr
        self.record = results[0].parent / "record.jsonl"
        return run.returncode

    def events(self, kind):
        lines = self.record.read_text().splitlines()[1:]
        return [event for event in map(json.loads, lines) if event["kind"] == kind]

    def test_a_board_plays_a_device(self):
        code = self.play([
            "expect: {dashboard: {receives: {topic: plant/1/temperature, at_least: 3}}, within: 5s}",
            "console: {thermometer: {say: hello, expect: ERR}}",
            "power: {reset: thermometer}",
            "expect: {dashboard: {receives: {topic: plant/1/temperature, at_least: 2}}, within: 5s}",
            "power: {off: thermometer}",
            "never: {dashboard: {receives: plant/1/temperature}, for: 300ms}",
            "power: {on: thermometer}",
            "expect: {dashboard: {receives: plant/1/temperature}, within: 5s}",
            "stop: thermometer",
            "never: {dashboard: {receives: plant/1/state}, since: now, for: 300ms}",
        ])
        self.assertEqual(code, 0, self.told)
        self.assertEqual(self.result["time_mode"], "wall")
        self.assertEqual(self.result["players"],
                         [{"role": "thermometer", "board": "toy", "firmware": "toy",
                           "version": "1.0.0", "boots": 3}])
        said = [event["text"] for event in self.events("console") if event["from"] == "harness"]
        self.assertEqual(said[:3], ["id thermometer", "connect", "hello"])

    def test_it_connects_under_the_name_of_its_role(self):
        self.play([])
        connects = [event["text"] for event in self.events("packet")
                    if event["type"] == "CONNECT" and event["device"] == "thermometer"]
        self.assertIn('"thermometer"', connects[0])

    def test_it_plays_beside_fifty_simulated_neighbours(self):
        code = self.play([
            "start: 'neighbour_{n}'",
            "expect: {dashboard: {receives: {topic: plant/2/#, at_least: 50}}, within: 10s}",
            "expect: {dashboard: {receives: plant/1/temperature}, within: 5s}",
        ], devices="""  neighbour_{n}: {count: 50, model: sensor, publish: [
      {topic: "plant/2/{n}", every: 500ms, value: 1}]}
""")
        self.assertEqual(code, 0, self.told)

    def test_its_wire_breaks_as_any_other(self):
        code = self.play([
            "fault: {half_open: {device: thermometer}}",
            "fault: {rst: {device: dashboard}}",
        ])
        self.assertEqual(code, 0, self.told)

    def test_a_boot_that_nobody_asked_for_fails_the_case(self):
        self.assertEqual(self.play(["console: {thermometer: {say: reboot, expect: ready}}"]), 1)
        self.assertIn("it booted by itself: *** toy 1.0.0 id=toy reset=soft",
                      self.result["reason"])

    def test_a_boot_that_is_expected_does_not(self):
        code = self.play(["console: {thermometer: reboot}",
                          "expect: {thermometer: [{boots: reset=soft}, connected], within: 5s}"])
        self.assertEqual(code, 0, self.told)

    def test_a_boot_that_the_firmware_may_choose_does_not(self):
        self.rewrite("panic:", "on_purpose: [soft]\n      panic:")
        code = self.play(["console: {thermometer: reboot}",
                          "expect: {thermometer: connected, within: 5s}"])
        self.assertEqual(code, 0, self.told)

    def test_a_panic_fails_the_case(self):
        self.assertEqual(self.play(["console: {thermometer: {say: crash, expect: ready}}"]), 1)
        self.assertIn("FAULT told to crash", self.result["reason"])

    def test_an_answer_that_does_not_come_fails_the_case(self):
        code = self.play(["console: {thermometer: {say: hello, expect: OK, within: 200ms}}"])
        self.assertEqual(code, 1)
        self.assertIn("ERR hello", self.result["reason"])

    def test_a_board_that_says_no_boot_line_proves_nothing(self):
        self.assertEqual(self.play([], "--cast", "thermometer=mute"), 3)
        self.assertIn("mute: no boot line", self.result["reason"])

    def test_a_board_with_another_name_proves_nothing(self):
        self.assertEqual(self.play([], "--cast", "thermometer=nameless"), 3)
        self.assertIn("it calls itself toy, and is to be thermometer", self.result["reason"])

    def test_a_board_whose_process_ends_fails_the_case(self):
        self.assertIn(self.play([], "--cast", "thermometer=leaves"), (1, 3))
        self.assertIn("exit status 7", json.dumps(self.result))

    def test_what_a_player_cannot_do_is_skipped_by_name(self):
        self.assertEqual(self.play(["publish: {device: thermometer, topic: a}"]), 0)
        self.assertEqual(self.result["verdict"], "skipped")
        self.assertIn("toy lacks publish (publish, story.yaml:", self.result["reason"])
        self.assertEqual(self.play([], version="5.0"), 0)
        shutil.rmtree(self.folder / "out")
        self.assertEqual(self.play(["power: {off: thermometer}"], "--cast", "thermometer=plain",
                                   "--strict"), 1)
        self.assertIn("plain lacks power.off", self.result["reason"])

    def test_a_line_breaks(self):
        code = self.play([
            "fault: {unplug: {device: thermometer, broker_sees: rst}, for: 300ms}",
            "expect: {dashboard: {receives: plant/1/state}, within: at_once}",
            "wait: 400ms",
            "console: {thermometer: {say: connect, expect: connected}}",
            "fault: {line_noise: {device: thermometer, octets: 20%}, for: 2s}",
            "expect: {thermometer: disconnected, within: 5s}",
        ])
        self.assertEqual(code, 0, self.told)

    def test_reports_name_the_board(self):
        self.play([], "--report", "junit:junit.xml")
        properties = xml.etree.ElementTree.parse(self.folder / "junit.xml").iter("property")
        values = {each.get("name"): each.get("value") for each in properties}
        self.assertEqual(values["player.thermometer[3.1.1]"], "toy, firmware toy 1.0.0, 1 boot")

    def test_boards_check_tries_each(self):
        run = self.breakwire("boards", "check", "bench.yaml")
        self.assertEqual(run.returncode, 3, run.stdout + run.stderr)
        lines = {line.split()[0]: line for line in run.stdout.splitlines()}
        self.assertIn("ok: toy 1.0.0; line console open at 127.0.0.1:", lines["toy"])
        self.assertIn("reset in", lines["toy"])
        self.assertIn("no boot line", lines["mute"])
        self.assertIn("it calls itself toy, and is to be nameless", lines["nameless"])
        self.assertIn("line data did not open", lines["plain"])
        self.assertEqual(self.breakwire("boards", "check", "bench.yaml", "toy").returncode, 0)

    def test_the_bench_files_of_the_page_for_engineers_are_good(self):
        (self.folder / "story.yaml").write_text(SCENARIO)
        files = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
        self.assertEqual(len(files), 2)
        for text in files:
            (self.folder / "bench.yaml").write_text(text)
            run = self.breakwire("run", "story.yaml", "--bench", "bench.yaml", "--cast",
                                 "thermometer=sim")
            self.assertEqual(run.returncode, 0, run.stdout + run.stderr)

    def test_boards_flash_brings_firmware_onto_a_board_and_checks_it(self):
        """The toy is a program, and what is flashed is that program's text."""
        old = pathlib.Path(TOY).read_text(encoding="utf-8")
        chip, new = self.folder / "chip.py", self.folder / "new.py"
        chip.write_text(old)
        new.write_text(old.replace("toy 1.0.0", "toy 1.1.0"))
        self.rewrite(f"[python3, {TOY}, \"{{console}}\", \"{{data}}\"]}}\n    identity",
                     f"[python3, {chip}, \"{{console}}\", \"{{data}}\"]}}\n"
                     f"    flash: {{run: [cp, \"{{image}}\", {chip}]}}\n    identity")
        before = self.breakwire("boards", "check", "bench.yaml", "toy")
        self.assertIn("ok: toy 1.0.0;", before.stdout)
        run = self.breakwire("boards", "flash", "bench.yaml", "toy", "new.py")
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        self.assertRegex(run.stdout, r"toy  ok: toy 1\.1\.0; .*; flashed in .* s, started in .* s, "
                                     r"reset in .* s\n")
        chip.unlink()
        chip.mkdir()
        (chip / "new.py").mkdir()
        run = self.breakwire("boards", "flash", "bench.yaml", "toy", "new.py")
        self.assertEqual(run.returncode, 3, run.stdout + run.stderr)
        self.assertRegex(run.stdout, "toy  run cp: exit status 1: cp: cannot overwrite directory")

    def test_what_cannot_be_flashed_is_a_mistake(self):
        for arguments, words in {("toy", "bench.yaml"): "board 'toy' has no flash",
                                 ("tay", "bench.yaml"): "unknown board 'tay'; did you mean 'toy'?"
                                 }.items():
            run = self.breakwire("boards", "flash", "bench.yaml", *arguments)
            self.assertEqual(run.returncode, 2, run.stdout + run.stderr)
            self.assertIn(words, run.stderr)
        self.rewrite("    identity:", "    flash: {run: [true], proves: {cause: pin}}\n    identity:")
        run = self.breakwire("boards", "flash", "bench.yaml", "toy", "bench.yaml")
        self.assertEqual(run.returncode, 2, run.stdout + run.stderr)
        self.assertIn("bench.yaml:14:12: error: flash runs a program, while which its lines are closed",
                      run.stderr)
        self.rewrite("    identity:", "    flash: {run: [true]}\n    identity:")
        run = self.breakwire("boards", "flash", "bench.yaml", "toy", "none.bin")
        self.assertEqual(run.returncode, 2, run.stdout + run.stderr)
        self.assertIn("there is no file none.bin", run.stderr)

    def test_mistakes_are_told_with_their_places(self):
        (self.folder / "story.yaml").write_text(SCENARIO)
        run = self.breakwire("run", "story.yaml", "--bench", "bench.yaml", "--cast",
                             "thermometer=tay")
        self.assertEqual(run.returncode, 2)
        self.assertIn("unknown board 'tay'; did you mean 'toy'?", run.stderr)
        (self.folder / "bench.yaml").write_text("boards: {a: {plays: sensr}}")
        run = self.breakwire("boards", "check", "bench.yaml")
        self.assertEqual(run.returncode, 2)
        self.assertIn("bench.yaml:1:21: error: unknown model 'sensr'", run.stderr)


if __name__ == "__main__":
    if shutil.which("mosquitto") is None:
        sys.exit(77)
    unittest.main()
