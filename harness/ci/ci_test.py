#!/usr/bin/env python3
"""ci_test.py BREAKWIRE FOLDER: shards that run side by side come to the same as one run, and the
pipelines in FOLDER can be read.
"""
import json
import os
import pathlib
import shutil
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


# Some seeds fail, because the broker forgets some messages.
STORM = """
scenario: Everything arrives in a storm
mqtt: 5.0
broker:
  lies: [{packet_drop: {device: dashboard, match: {type: publish, topic: last, probability: 0.3}}}]
devices:
  sensor: {model: observer, client: {reconnect: fixed}}
  dashboard: {model: observer, client: {reconnect: fixed}, subscribe: {filter: "#", qos: 1}}
steps: [{start: [dashboard, sensor]}]
campaign:
  for: 1m
  calm: 5s
  faults: [{delay: {by: 10ms..1s}, every: 20s, for: 5s}]
  finally:
    - publish: {device: sensor, topic: last, payload: one, qos: 0}
    - expect: {dashboard: {receives: last}, within: 1s}
"""
CAMPAIGN = ["campaign", "storm.yaml", "--seeds", "1..30", "-j", "1"]


class CampaignShards(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name)
        (self.folder / "storm.yaml").write_text(STORM)
        whole = self.call([BREAKWIRE, *CAMPAIGN, "--output", "whole"])
        self.assertEqual(1, whole.returncode, whole.stderr)
        self.whole = self.merged("whole")
        self.assertIn("failed", self.whole[0].values())
        self.assertIn("passed", self.whole[0].values())

    def call(self, command, **environment):
        return subprocess.run(
            command, cwd=self.folder, env={**os.environ, "BREAKWIRE": BREAKWIRE, **environment},
            capture_output=True, text=True, check=False, timeout=200)

    def merged(self, name):
        """Verdicts by case, and what `report` says of what was broken."""
        report = self.call([BREAKWIRE, "report", name, "--report", f"json:{name}.json"])
        self.assertEqual(1, report.returncode, report.stderr)
        told = report.stdout[report.stdout.index("campaigns: "):]
        return cases_in(self.folder / f"{name}.json"), told

    def test_side_by_side_they_come_to_what_one_campaign_does(self):
        shards = [
            subprocess.Popen(
                [FOLDER / "shard.sh", "parts", *CAMPAIGN], cwd=self.folder,
                env={**os.environ, "BREAKWIRE": BREAKWIRE, "SHARD": str(number), "SHARDS": "3"},
                stdout=subprocess.DEVNULL)
            for number in (1, 2, 3)]
        self.assertEqual([0, 0, 0], [shard.wait(timeout=200) for shard in shards])
        self.assertEqual(self.whole, self.merged("parts"))

    @unittest.skipUnless(shutil.which("parallel"), "GNU parallel is not there")
    def test_under_gnu_parallel_too(self):
        run = self.call(
            ["parallel", "-j2", f"SHARD={{}} SHARDS=4 {FOLDER}/shard.sh parts {' '.join(CAMPAIGN)}",
             ":::", "1", "2", "3", "4"])
        self.assertEqual(0, run.returncode, run.stderr)
        self.assertEqual(self.whole, self.merged("parts"))


class Engines(unittest.TestCase):
    """Each says in its own way which shard of how many a process is."""

    def shard(self, code=0, **environment):
        with tempfile.TemporaryDirectory() as scratch:
            program = pathlib.Path(scratch) / "breakwire"
            program.write_text(f'#!/bin/sh\necho "$@"\nexit {code}\n')
            program.chmod(0o700)
            run = subprocess.run(
                [FOLDER / "shard.sh", "out", "run", "will"], capture_output=True, text=True,
                check=False, env={"PATH": os.environ["PATH"], "BREAKWIRE": program, **environment})
            return run.stdout.strip() if code == 0 else run.returncode

    def test_are_understood(self):
        third = "run will --shard 3/8 --output out/3"
        self.assertEqual(third, self.shard(SHARD="3", SHARDS="8"))
        self.assertEqual(third, self.shard(CI_NODE_INDEX="3", CI_NODE_TOTAL="8"))
        self.assertEqual(third, self.shard(JOB_COMPLETION_INDEX="2", SHARDS="8"))
        self.assertEqual(third, self.shard(OMPI_COMM_WORLD_RANK="2", OMPI_COMM_WORLD_SIZE="8"))
        self.assertEqual(third, self.shard(
            SLURM_ARRAY_TASK_ID="12", SLURM_ARRAY_TASK_MIN="10", SLURM_ARRAY_TASK_COUNT="8"))

    def test_do_not_start_a_shard_again_that_found_something(self):
        codes = {code: self.shard(code, SHARD="1", SHARDS="2") for code in (1, 2, 3, 70, 130)}
        self.assertEqual({1: 0, 2: 2, 3: 0, 70: 70, 130: 130}, codes)


class Pipelines(unittest.TestCase):
    def uses(self, name, *options):
        """The file reads as YAML, and these options of its commands are there."""
        text = (FOLDER / name).read_text()
        told = "".join(
            subprocess.run([BREAKWIRE, "help", command], capture_output=True, text=True,
                           check=True).stdout
            for command in ("run", "campaign", "report"))
        for option in options:
            self.assertIn(option, text)
            self.assertIn(option, told)
        return yaml.safe_load(text)

    def test_each_reads_as_yaml_and_uses_options_that_there_are(self):
        for name in ("github.yml", "gitlab.yml"):
            self.uses(name, "--broker", "--shard", "--output", "--report")
        self.uses("campaign.github.yml", "--broker", "--seeds", "--report")

    def test_a_job_of_kubernetes_has_as_many_pods_as_shards(self):
        job = self.uses("campaign.kubernetes.yaml", "--seeds")
        self.assertEqual(("batch/v1", "Job"), (job["apiVersion"], job["kind"]))
        spec = job["spec"]
        self.assertEqual("Indexed", spec["completionMode"])
        pod = spec["template"]["spec"]
        self.assertEqual("OnFailure", pod["restartPolicy"])
        [shard] = pod["containers"]
        self.assertEqual([{"name": "SHARDS", "value": str(spec["completions"])}], shard["env"])
        self.assertEqual("harness/ci/shard.sh", shard["command"][0])
        mounted = {mount["name"] for mount in shard["volumeMounts"]}
        self.assertEqual({volume["name"] for volume in pod["volumes"]}, mounted)

    def test_the_job_of_slurm_is_a_shell_script_that_uses_the_same(self):
        subprocess.run(["bash", "-n", FOLDER / "campaign.slurm"], check=True)
        self.assertIn("harness/ci/shard.sh storm campaign", (FOLDER / "campaign.slurm").read_text())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
