#!/usr/bin/env python3
"""board_test.py NODE IMAGE: the firmware on an emulated board, from power-on to each way to die.

NODE is the same firmware as a process, which writes the settings page; IMAGE is for the board. QEMU
connects to us, so that no octet of a boot is lost. Exits with 77 where there is no QEMU.
"""
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest

NODE, IMAGE = sys.argv[1:3]
CONNACK = b"\x20\x02\x00\x00"
FOUND_WITHIN = 20


class Line:
    """One serial line of the board: what came is kept until it is asked for."""

    def __init__(self, folder, name):
        self.path = os.path.join(folder, name)
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(self.path)
        self.listener.listen()
        self.listener.settimeout(FOUND_WITHIN)
        self.got = b""
        self.socket = None

    def accept(self):
        self.socket, _ = self.listener.accept()

    def send(self, octets):
        self.socket.sendall(octets)

    def until(self, pattern):
        """Returns what matched, and forgets everything up to its end."""
        until = time.monotonic() + FOUND_WITHIN
        while not (found := re.search(pattern, self.got, re.S)):
            self.socket.settimeout(max(until - time.monotonic(), 0.001))
            try:
                octets = self.socket.recv(4096)
            except TimeoutError:
                octets = b""
            if not octets:
                raise AssertionError(f"no {pattern} in {self.got}")
            self.got += octets
        self.got = self.got[found.end():]
        return found

    def close(self):
        for each in (self.socket, self.listener):
            if each:
                each.close()


class BoardTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.console = Line(self.folder.name, "console")
        self.data = Line(self.folder.name, "data")
        self.monitor = Line(self.folder.name, "monitor")
        self.board = None

    def tearDown(self):
        if self.board:
            self.board.kill()
            self.board.wait()
        for line in (self.console, self.data, self.monitor):
            line.close()
        self.folder.cleanup()

    def power_on(self, *settings):
        command = ["qemu-system-arm", "-M", "lm3s6965evb", "-display", "none", "-nodefaults",
                   "-nic", "none", "-kernel", IMAGE]
        for name, line in (("console", self.console), ("data", self.data)):
            command += ["-chardev", f"socket,id={name},path={line.path}", "-serial", f"chardev:{name}"]
        command += ["-qmp", f"unix:{self.monitor.path}"]
        if settings:
            page = os.path.join(self.folder.name, "page")
            subprocess.run([NODE, *settings, "--write-flash", page], check=True)
            command += ["-device", f"loader,file={page},addr=0x3f000,force-raw=on"]
        self.board = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        for line in (self.console, self.data, self.monitor):
            line.accept()
        self.monitor.until(b"QMP")
        self.monitor.send(b'{"execute": "qmp_capabilities"}')

    def type(self, text):
        self.console.send(text.encode() + b"\r")

    def boot_line(self):
        found = self.console.until(rb"\*\*\* breakwire-node \S+ \(lm3s6965\) id=(\S+) boot=(\d+) reset=(\w+)\r\n")
        return [word.decode() for word in found.groups()]

    def test_waits_for_its_name_and_keeps_it_over_a_reset(self):
        self.power_on()
        self.assertEqual(self.boot_line(), ["node", "1", "power"])
        self.type("id node-8")
        self.console.until(rb"OK id=node-8")
        self.type("connect")
        self.data.until(rb"MQTT\x04.*node-8")
        self.type("reboot")
        self.assertEqual(self.boot_line(), ["node-8", "2", "soft"])
        self.data.until(rb"MQTT\x04.*node-8")

    def test_finds_its_settings_in_flash_and_obeys(self):
        self.power_on("--id", "node-7", "--keepalive", "30", "--interval", "100")
        self.assertEqual(self.boot_line(), ["node-7", "1", "power"])
        self.data.until(rb"\x10.\x00\x04MQTT\x04\x2c\x00\x1e\x00\x06node-7\x00\x11node/node-7/state\x00\x07offline")
        self.data.send(CONNACK)
        self.data.until(rb"\x82.\x00\x01\x00\x13node/node-7/command\x01")
        self.data.send(b"\x90\x03\x00\x01\x01")
        self.console.until(rb"I mqtt: subscribed")
        self.data.until(rb"node/node-7/telemetry..\{\"seq\":0,\"t\":\d\d\.\d\d\}")
        self.data.send(b"\x30\x1b\x00\x13node/node-7/commandreboot")
        self.data.until(rb"\xe0\x00")
        self.assertEqual(self.boot_line(), ["node-7", "2", "soft"])

    def test_survives_what_may_happen_to_a_board(self):
        self.power_on("--id", "node-7")
        self.boot_line()
        self.type("crash")
        self.console.until(rb"\*\*\* FAULT pc=0x\w{8} lr=0x\w{8} cfsr=0x00010000")
        self.assertEqual(self.boot_line(), ["node-7", "2", "fault"])
        self.type("hang")
        self.assertEqual(self.boot_line(), ["node-7", "3", "watchdog"])
        self.monitor.send(b'{"execute": "system_reset"}')
        self.assertEqual(self.boot_line(), ["node-7", "4", "pin"])

    def test_takes_break_for_the_end_of_the_connection_and_noise_for_noise(self):
        self.power_on("--id", "node-7")
        self.data.until(rb"MQTT\x04")
        self.data.send(CONNACK)
        self.console.until(rb"connected session_present=0")
        self.monitor.send(b'{"execute": "chardev-send-break", "arguments": {"id": "data"}}')
        self.console.until(rb"down: BREAK; next attempt in \d+ ms")
        self.data.until(rb"MQTT\x04")
        self.data.send(CONNACK)
        self.console.until(rb"connected session_present=0")
        self.data.send(b"\xff\x00\x55\xaa")
        self.console.until(rb"down: octets that are no packet")
        self.data.until(rb"MQTT\x04")

    def test_says_that_the_emulated_flash_takes_nothing(self):
        self.power_on("--id", "node-7")
        self.boot_line()
        self.type("save")
        self.console.until(rb"OK save")  # nothing to change
        self.type("qos 0")
        self.type("save")
        self.console.until(rb"ERR save")


if __name__ == "__main__":
    if not shutil.which("qemu-system-arm"):
        print("no qemu-system-arm")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1])
