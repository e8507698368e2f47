#!/usr/bin/env python3
"""metrics_test.py BREAKWIRE: what `--metrics` hands out while cases run."""
import math
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.request

PROGRAM = os.path.abspath(sys.argv.pop(1))
DEADLINE = 60  # seconds of real time, past which nothing will come any more

# On the wall clock, and far longer than anybody waits: the test ends it.
FLEET = """scenario: a fleet that reports
mqtt: 3.1.1
time: wall
tags: [soak]
devices:
  sensor_{n}:
    count: 20
    model: sensor
    publish: [{topic: "fleet/{n}", every: 200ms, phase: spread, qos: 1, payload: x}]
steps:
  - start: "sensor_{n}"
  - wait: 1h
"""

STORM = """scenario: flapping links
mqtt: 3.1.1
devices:
  meter:
    model: sensor
    publish: [{topic: meter, every: 1s, qos: 1, payload: x}]
steps:
  - start: meter
campaign:
  for: 20s
  faults: [{rst: {}, every: 5s}]
"""

NAME = re.compile(r"[a-zA-Z_:][a-zA-Z0-9_:]*")
SAMPLE = re.compile(r"([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? ([^ ]+)")
LABEL = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)')


def labels_of(text):
    labels, at = {}, 0
    while at < len(text):
        label = LABEL.match(text, at)
        assert label, text
        labels[label[1]] = label[2]
        at = label.end()
    return labels


def parse(text):
    """Text exposition format 0.0.4, strictly: {name: [(labels, value)]} of families with a type."""
    assert text.endswith("\n"), text
    family, kind, samples = None, None, {}
    for line in text.splitlines():
        if line.startswith("# HELP "):
            family = line.split(" ", 3)[2]
            assert NAME.fullmatch(family) and family not in samples, line
        elif line.startswith("# TYPE "):
            _, _, name, kind = line.split(" ")
            assert name == family and kind in ("counter", "gauge", "histogram"), line
        else:
            sample = SAMPLE.fullmatch(line)
            assert sample, line
            suffix = sample[1].removeprefix(family)
            assert suffix in (("_bucket", "_sum", "_count") if kind == "histogram" else ("",)), line
            samples.setdefault(sample[1], []).append((labels_of(sample[2] or ""), float(sample[3])))
    return samples


def one(samples, name, **labels):
    return next((value for found, value in samples.get(name, []) if found == labels), None)


class Running:
    """The program with metrics at a port of its choice."""

    def __init__(self, *words, folder):
        self.process = subprocess.Popen(
            [PROGRAM, *words, "--metrics", "127.0.0.1:0"], cwd=folder, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True)
        self.before = ""
        self.url = None
        for line in self.process.stdout:
            if line.startswith("metrics: "):
                self.url = line.removeprefix("metrics: ").strip()
                break
            self.before += line
        assert self.url, self.before

    def metrics(self):
        with urllib.request.urlopen(self.url, timeout=DEADLINE) as answer:
            assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
            return parse(answer.read().decode())

    def metrics_when(self, reached):
        deadline = time.monotonic() + DEADLINE
        while time.monotonic() < deadline:
            samples = self.metrics()
            if reached(samples):
                return samples
            time.sleep(0.05)
        raise AssertionError(f"never came to it: {samples}")

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=DEADLINE)


class MetricsOf(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        for name, text in (("fleet", FLEET), ("storm", STORM)):
            with open(os.path.join(self.folder, name + ".yaml"), "w", encoding="utf-8") as file:
                file.write(text)

    def running(self, *words):
        running = Running(*words, folder=self.folder)
        self.addCleanup(running.end)
        return running

    def test_a_fleet_while_it_runs(self):
        run = self.running("run", "fleet.yaml")
        samples = run.metrics_when(
            lambda now: one(now, "breakwire_acknowledge_seconds_count") > 50
            and one(now, "breakwire_devices_connected") == 20)
        self.assertEqual(one(samples, "breakwire_devices"), 20)
        self.assertEqual(one(samples, "breakwire_cases_running"), 1)
        self.assertEqual(one(samples, "breakwire_cases_total", verdict="passed"), 0)
        self.assertEqual(one(samples, "breakwire_connects_total"), 20)
        packets = "breakwire_packets_total"
        self.assertEqual(one(samples, packets, direction="up", type="CONNECT"), 20)
        acknowledged = one(samples, "breakwire_acknowledge_seconds_count")
        self.assertEqual(one(samples, packets, direction="down", type="PUBACK"), acknowledged)
        buckets = samples["breakwire_acknowledge_seconds_bucket"]
        bounds = [float(labels["le"]) for labels, _ in buckets]
        self.assertEqual(bounds, sorted(bounds))
        self.assertEqual(bounds[-1], math.inf)
        counts = [count for _, count in buckets]
        self.assertEqual(counts, sorted(counts))
        self.assertEqual(counts[-1], acknowledged)
        self.assertGreater(one(samples, "breakwire_acknowledge_seconds_sum"), 0)

    def test_a_campaign_while_it_runs(self):
        run = self.running("campaign", "storm.yaml", "--seeds", "1..1000000", "-j", "1")
        samples = run.metrics_when(
            lambda now: one(now, "breakwire_cases_total", verdict="passed") >= 3)
        self.assertEqual(one(samples, "breakwire_cases_planned"), 1000000)
        self.assertGreaterEqual(one(samples, "breakwire_connects_total"), 3)
        later = run.metrics_when(
            lambda now: one(now, "breakwire_cases_total", verdict="passed") >= 10)
        self.assertGreater(one(later, "breakwire_simulated_seconds_total"),
                           one(samples, "breakwire_simulated_seconds_total"))

    def test_an_address_that_is_taken(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            for command in ("run", "campaign", "sweep"):
                with self.subTest(command):
                    told = self.told(command, f"127.0.0.1:{port}")
                    self.assertEqual(told.returncode, 2, told)
                    self.assertRegex(told.stderr, "nothing is measured" if command == "sweep" else
                                     f"--metrics: cannot listen at 127.0.0.1:{port}: Address")

    def test_what_is_no_address(self):
        for text in ("9464", "here:", "127.0.0.1:70000", ":1"):
            with self.subTest(text):
                told = self.told("run", text)
                self.assertEqual(told.returncode, 2)
                self.assertIn("--metrics", told.stderr)
                self.assertIn("expected HOST:PORT", told.stderr)
        self.assertIn("no IPv4 address", self.told("run", "no.such.host:0").stderr)

    def told(self, command, address):
        return subprocess.run([PROGRAM, command, "storm.yaml", "--metrics", address],
                              cwd=self.folder, capture_output=True, text=True, timeout=DEADLINE,
                              check=False)


if __name__ == "__main__":
    if shutil.which("mosquitto", path="/usr/sbin:" + os.environ.get("PATH", "")) is None:
        print("needs mosquitto")
        sys.exit(77)
    unittest.main()
