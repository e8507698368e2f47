#!/usr/bin/env python3
"""ci_test.py BREAKWIRE FOLDER: shards that run side by side come to the same as one run, and the
pipelines in FOLDER can be read.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

try:
    import yaml
except ImportError as missing:
    print(f"skipped: {missing} (python3-yaml has it)")
    sys.exit(77)

BREAKWIRE, FOLDER = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()


def cases_in(report):
    return {case["id"]: case["verdict"] for case in json.loads(report.read_text())["cases"]}


class Shards(unittest.TestCase):
    def test_three_shards_come_to_what_one_run_does(self):
        with tempfile.TemporaryDirectory() as scratch:
            scratch = pathlib.Path(scratch)
            chosen = ["first_steps", "qos/overlapping_subscriptions", "--no-deviations"]
            whole = subprocess.run(
                [BREAKWIRE, "run", *chosen, "--report", "json:whole.json"],
                cwd=scratch, capture_output=True, check=False, timeout=100)
            parts = subprocess.run(
                [FOLDER / "shards.sh", "3", "parts", *chosen], cwd=scratch,
                env={**os.environ, "BREAKWIRE": BREAKWIRE},
                capture_output=True, check=False, timeout=100)
            self.assertEqual(1, whole.returncode, whole.stderr)
            self.assertEqual(1, parts.returncode, parts.stderr)
            self.assertEqual(
                cases_in(scratch / "whole.json"), cases_in(scratch / "parts/run.json"))
            self.assertTrue((scratch / "parts/report.html").exists())


class Pipelines(unittest.TestCase):
    def test_each_reads_as_yaml_and_uses_options_that_there_are(self):
        told = subprocess.run(
            [BREAKWIRE, "help", "run"], capture_output=True, text=True, check=True).stdout
        for name in ("github.yml", "gitlab.yml"):
            text = (FOLDER / name).read_text()
            self.assertIsInstance(yaml.safe_load(text), dict)
            for option in ("--broker", "--shard", "--output", "--report"):
                self.assertIn(option, text)
                self.assertIn(option, told)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
