#!/usr/bin/env python3
"""boards_test.py BREAKWIRE BENCH STORIES: the shipped boards are there, one story runs on each, and each
with a flaw breaks a law about devices.

On the wall clock, so that there is one story, the shortest that breaks something; the boards work
beside each other. Exits with 77 where there is no QEMU. Where lwIP's source could not be had, the
board on Ethernet is left out.
"""
import concurrent.futures
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest

BREAKWIRE, BENCH, STORIES = sys.argv[1:4]
BOARDS = ["node-native", "node-pty", "node-qemu", "node-qemu-pty"]
if os.path.exists(os.path.join(os.path.dirname(BENCH), "firmware", "node-ether.elf")):
    BOARDS += ["node-ether", "node-slip"]

# Nothing but laws has anything to say about what the board sends again.
LOST_PUBACK = f"""
scenario: The PUBACK of a reading is lost
mqtt: [3.1.1]
include: {STORIES}/_node.yaml
steps:
  - start: [desk, node]
  - expect: {{desk: {{receives: node/node-1/telemetry}}, within: 10s}}
  - fault: {{packet_cut: {{device: node, match: {{direction: down, type: puback, times: 1}}, when: before}}}}
  - expect: {{node: disconnected, within: 10s}}
  - expect: {{node: connected, within: 60s}}
  - wait: 1s
"""


def breakwire(*arguments):
    return subprocess.run([BREAKWIRE, *arguments], capture_output=True, text=True, check=False)


def run_on(board, story, bench):
    with tempfile.TemporaryDirectory() as folder:
        return breakwire("run", story, "--bench", bench, "--cast", f"node={board}", "--mqtt",
                         "3.1.1", "--output", folder)


def run_on_all(story, bench):
    """What became of a story, by board."""
    with concurrent.futures.ThreadPoolExecutor(len(BOARDS)) as pool:
        told = pool.map(lambda board: run_on(board, story, bench), BOARDS)
    return dict(zip(BOARDS, told))


def write(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def shipped_bench():
    with open(BENCH, encoding="utf-8") as file:
        return file.read()


def bench_with(flaw):
    """The shipped bench file, whose boards are told of a flaw as they are set up."""
    more = rf"""\1      - {{say: "flaw {flaw}", answer: '^OK flaw={flaw}'}}\n"""
    flawed, boards = re.subn(r"( +- \{say: \"keepalive .*\n)", more, shipped_bench())
    assert boards == 4
    return flawed


# Two nodes that know of one address for the broker.
NEIGHBOURS = """
scenario: Two boards share a front door
mqtt: [3.1.1]
devices:
  left: {model: observer, client: {client_id: left-1}}
  right: {model: observer, client: {client_id: right-1}}
  desk: {model: observer, subscribe: [{filter: "node/+/telemetry", qos: 1}]}
steps:
  - start: [desk, left, right]
  - expect: {desk: {receives: node/left-1/telemetry}, within: 10s}
  - expect: {desk: {receives: node/right-1/telemetry}, within: 10s}
  - fault: {rst: left}
  - expect: {left: disconnected, within: 10s}
  - expect: {left: connected, within: 30s}
  - never: {right: [disconnected, attempts], for: 1s}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def come_as_a_stranger(port):
    """Connects as nobody's board as soon as somebody listens; how that ends."""
    for _ in range(1000):
        try:
            with socket.create_connection(("127.0.0.1", port)) as there:
                there.sendall(b"\x10\x0f\x00\x04MQTT\x04\x02\x00\x3c\x00\x03x-1")
                return there.recv(1)
        except ConnectionRefusedError:
            time.sleep(0.02)
        except OSError as error:
            return error
    return "nobody listens"


def bench_with_door(port, match):
    """Two processes of the firmware that find the broker at one address, told apart by `match`."""
    door = f'"127.0.0.1:{port}"'
    return shipped_bench().split("  node-pty:")[0].replace(
        'net: {listen: "127.0.0.1:0"}', f"net: {{listen: {door}{match}}}") + """\
  node-too: {like: node-native}
cast: {left: [node-native], right: [node-too]}
"""


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
                text = shipped_bench()
                self.assertIn(truth, text)
                bench = write(folder, "bench.yaml", text.replace(truth, lie))
                told = breakwire("boards", "check", bench, BOARDS[-1])
                self.assertNotEqual(told.returncode, 0)
                self.assertIn(words, told.stdout + told.stderr)

    def test_a_story_passes_on_each(self):
        results = run_on_all(os.path.join(STORIES, "back_after_fin.yaml"), BENCH)
        for board, told in results.items():
            with self.subTest(board=board):
                self.assertEqual(told.returncode, 0, told.stdout + told.stderr)
                self.assertIn("1 passed", told.stdout)

    def test_a_law_about_devices_is_broken_by_firmware_with_a_flaw(self):
        with tempfile.TemporaryDirectory() as folder:
            story = write(folder, "lost_puback.yaml", LOST_PUBACK)
            results = run_on_all(story, write(folder, "flawed.yaml", bench_with("no_dup")))
            sound = run_on(BOARDS[-1], story, BENCH)
        self.assertEqual(sound.returncode, 0, sound.stdout + sound.stderr)
        for board, told in results.items():
            with self.subTest(board=board):
                self.assertEqual(told.returncode, 1, told.stdout + told.stderr)
                self.assertIn("broken law  v311/3.3.1-1", told.stdout)
                self.assertRegex(told.stdout, r"'node' sends id \d+ again without DUP")

    def run_neighbours(self, port, match, folder):
        story = write(folder, "neighbours.yaml", NEIGHBOURS)
        bench = write(folder, "bench.yaml", bench_with_door(port, match))
        return breakwire("run", story, "--bench", bench, "--keep", "--output",
                         folder)

    def test_boards_that_share_an_address_are_told_by_their_client_identifiers(self):
        """Meanwhile somebody comes who is none of them, is turned away, and noted."""
        port = free_port()
        with tempfile.TemporaryDirectory() as folder, \
                concurrent.futures.ThreadPoolExecutor(1) as pool:
            end = pool.submit(come_as_a_stranger, port)
            told = self.run_neighbours(port, ', match: {client_id: "{id}"}', folder)
            self.assertEqual(told.returncode, 0, told.stdout + told.stderr)
            self.assertIn("1 passed", told.stdout)
            self.assertIsInstance(end.result(), ConnectionResetError)
            with open(os.path.join(folder, "neighbours[3.1.1]", "record.jsonl"),
                      encoding="utf-8") as record:
                self.assertRegex(record.read(), "a connection from 127.0.0.1:[0-9]+ is nobody's: "
                                                "its client identifier is 'x-1'")

    def test_boards_that_nothing_tells_apart_are_a_mistake(self):
        with tempfile.TemporaryDirectory() as folder:
            told = self.run_neighbours(free_port(), "", folder)
        self.assertEqual(told.returncode, 2, told.stdout + told.stderr)
        self.assertIn("nothing tells whose a connection is", told.stderr)

    def test_firmware_is_flashed_onto_the_emulated_board(self):
        """Its flash is a file; the new firmware is the old one by another version."""
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(os.path.dirname(BENCH), "firmware", "node-uart.elf"),
                      "rb") as old:
                firmware = old.read()
            self.assertEqual(firmware.count(b"1.0\0"), 1)
            image, chip = os.path.join(folder, "new.elf"), os.path.join(folder, "chip.elf")
            with open(image, "wb") as new:
                new.write(firmware.replace(b"1.0\0", b"1.1\0"))
            text = shipped_bench().replace(
                '"{folder}/qmp.sock"]\n', f'"{{folder}}/qmp.sock", -kernel, {chip}]\n', 1).replace(
                "  node-qemu:\n", f"  node-qemu:\n    flash: {{run: [cp, \"{{image}}\", {chip}]}}\n")
            told = breakwire("boards", "flash", write(folder, "bench.yaml", text), "node-qemu",
                             image)
        self.assertEqual(told.returncode, 0, told.stdout + told.stderr)
        self.assertIn("ok: breakwire-node 1.1;", told.stdout)

    def test_a_command_for_qemu_may_have_arguments(self):
        """The emulator's own button, pressed through the monitor that people use."""
        with_arguments = ("{qmp: {execute: human-monitor-command, "
                          "arguments: {command-line: system_reset}}, proves: {cause: pin}}")
        bare = "{qmp: system_reset, proves: {cause: pin}}"
        self.assertIn(bare, shipped_bench())
        with tempfile.TemporaryDirectory() as folder:
            bench = write(folder, "bench.yaml", shipped_bench().replace(bare, with_arguments))
            told = breakwire("boards", "check", bench, "node-qemu")
        self.assertEqual(told.returncode, 0, told.stdout + told.stderr)
        self.assertRegex(told.stdout, "reset in .* s")


if __name__ == "__main__":
    if not shutil.which("qemu-system-arm"):
        print("no qemu-system-arm")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1])
