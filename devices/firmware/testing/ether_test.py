#!/usr/bin/env python3
"""ether_test.py BREAKWIRE BENCH STORIES: stories of scenarios/library/hil with the board on Ethernet.

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

    def run_stories(self, *names):
        paths = [os.path.join(STORIES, name + ".yaml") for name in names]
        told = breakwire("run", *paths, "--bench", BENCH, "--cast", "node=node-ether", "--mqtt",
                         "3.1.1", "--keep", "--output", self.folder)
        self.assertEqual(told.returncode, 0, told.stdout + told.stderr)
        self.assertIn(f"{len(names)} passed", told.stdout)

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

    def test_a_partition_leaves_a_half_open_connection_and_both_ends_find_out(self):
        self.run_stories("cut_off_and_back")
        self.assertGreater(resent(self.capture()), 0)

    def test_a_fault_of_the_simulated_tcp_is_refused_by_name(self):
        told = breakwire("run", os.path.join(STORIES, "back_after_refusals.yaml"), "--bench", BENCH,
                         "--cast", "node=node-ether", "--mqtt", "3.1.1", "--output", self.folder)
        self.assertIn("node-ether lacks simulated_tcp (conn_refused", told.stdout)


if __name__ == "__main__":
    if not shutil.which("qemu-system-arm") or not os.path.exists(IMAGE):
        print("no qemu-system-arm, or no " + IMAGE)
        sys.exit(77)
    unittest.main(argv=sys.argv[:1])
