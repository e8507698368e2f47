#!/usr/bin/env python3
"""ether_test.py BREAKWIRE BENCH STORIES: stories of scenarios/library/hil with the board on Ethernet,
and one with it on a serial line that carries IP.

Its frames cross a link of Breakwire's, so that loss is loss and the board's own TCP has to mend it. On
the wall clock, so that these are a selection. Exits with 77 where there is no QEMU, or where lwIP's
source could not be had and the firmware was left out.
"""
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest

BREAKWIRE, BENCH, STORIES = sys.argv[1:4]
IMAGE = os.path.join(os.path.dirname(BENCH), "firmware", "node-ether.elf")

SELECTION = ("back_after_fin", "back_after_rst", "keeps_its_subscription",
             "power_cut_in_mid_publish", "resends_after_a_cut_puback",
             "resubscribes_when_forgotten")


def breakwire(*arguments):
    return subprocess.run([BREAKWIRE, *arguments], capture_output=True, text=True, check=False)


def frames(capture):
    """The frames of a capture in pcap format, one after the other."""
    with open(capture, "rb") as file:
        file.read(24)
        while header := file.read(16):
            yield file.read(struct.unpack("=IIII", header)[2])


def resent(capture):
    """How many segments of the board's carry octets that it has sent before."""
    seen = set()
    count = 0
    for frame in frames(capture):
        is_tcp = frame[12:14] == b"\x08\x00" and frame[23] == 6
        if not is_tcp or frame[26:30] != bytes([10, 0, 2, 15]):
            continue
        total = struct.unpack(">H", frame[16:18])[0]
        payload = total - 20 - (frame[46] >> 4) * 4
        # Ports and sequence number.
        key = frame[34:42]
        count += payload > 0 and key in seen
        if payload > 0:
            seen.add(key)
    return count


class EtherTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def run_stories(self, *names, board="node-ether"):
        self.run_files(*(os.path.join(STORIES, name + ".yaml") for name in names), board=board)

    def run_files(self, *paths, board="node-ether"):
        told = breakwire("run", *paths, "--bench", BENCH, "--cast", f"node={board}", "--mqtt",
                         "3.1.1", "--keep", "--output", self.folder)
        self.assertEqual(told.returncode, 0, told.stdout + told.stderr)
        self.assertIn(f"{len(paths)} passed", told.stdout)

    def story_like(self, name, changes):
        """The path of a story in which each text of `changes` has become another."""
        with open(os.path.join(STORIES, name + ".yaml"), encoding="utf-8") as file:
            text = file.read()
        for old, new in changes.items():
            self.assertIn(old, text)
            text = text.replace(old, new)
        shutil.copy(os.path.join(STORIES, "_node.yaml"), self.folder)
        path = os.path.join(self.folder, "story.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def run_with_damage(self, caught_by):
        damage = f"{{corrupt: {{device: node, percent: 20%, caught_by: {caught_by}}}}}"
        self.run_files(self.story_like("on_a_lossy_link", {
            "{loss: {device: node, bernoulli: 20%}}": damage, "heal: loss": "heal: corrupt"}))

    def record(self):
        """The lines of the record of the only case."""
        found = [os.path.join(folder, "record.jsonl") for folder, _, files in os.walk(self.folder)
                 if "record.jsonl" in files]
        self.assertEqual(len(found), 1)
        with open(found[0], encoding="utf-8") as file:
            return file.read().splitlines()

    def capture(self):
        found = [os.path.join(folder, "frames.pcap") for folder, _, files in os.walk(self.folder)
                 if "frames.pcap" in files]
        self.assertEqual(len(found), 1)
        return found[0]

    def test_boards_check_tells_of_its_ethernet(self):
        told = breakwire("boards", "check", BENCH, "node-ether")
        self.assertEqual(told.returncode, 0, told.stdout + told.stderr)
        self.assertRegex(told.stdout, r"node-ether +ok: breakwire-node .*net at 10\.0\.2\.2:\d+, "
                                      r"ethernet: \d+ frames, 0 lost")

    def test_the_stories_pass_on_it(self):
        self.run_stories(*SELECTION)

    def test_lost_frames_are_sent_again_by_the_boards_tcp(self):
        self.run_stories("on_a_lossy_link")
        self.assertGreater(resent(self.capture()), 0)

    def test_lost_packets_of_a_serial_line_are_sent_again_by_the_boards_tcp(self):
        self.run_stories("on_a_lossy_link", board="node-slip")
        self.assertGreater(resent(self.capture()), 0)

    def test_frames_whose_check_fails_are_sent_again_by_the_boards_tcp(self):
        self.run_with_damage("frame")
        self.assertGreater(resent(self.capture()), 0)

    def test_damage_that_passes_the_frames_check_is_noticed_by_tcp_and_sent_again(self):
        self.run_with_damage("tcp")
        self.assertGreater(resent(self.capture()), 0)

    def test_its_syn_is_answered_by_a_reset_where_nobody_listens(self):
        """As many attempts as a board makes in half a minute; at_most has the story wait for the end."""
        self.run_files(self.story_like("back_after_refusals", {
            "at_least: 5": "at_least: 4", "within: 10m": "within: 30s"}))
        refused = [line for line in self.record() if '"what":"refused"' in line]
        self.assertGreaterEqual(len(refused), 4)

    def test_a_partition_leaves_a_half_open_connection_and_both_ends_find_out(self):
        self.run_stories("cut_off_and_back")
        self.assertGreater(resent(self.capture()), 0)

    def test_a_fault_of_the_simulated_tcp_is_refused_by_name(self):
        story = self.story_like("back_after_refusals", {"conn_refused: node": "zero_window: node",
                                                        "heal: conn_refused": "heal: zero_window"})
        told = breakwire("run", story, "--bench", BENCH, "--cast", "node=node-ether", "--mqtt",
                         "3.1.1", "--output", self.folder)
        self.assertIn("node-ether lacks simulated_tcp (zero_window", told.stdout)


if __name__ == "__main__":
    if not shutil.which("qemu-system-arm") or not os.path.exists(IMAGE):
        print("no qemu-system-arm, or no " + IMAGE)
        sys.exit(77)
    unittest.main(argv=sys.argv[:1])
