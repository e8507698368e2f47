#!/usr/bin/env python3
"""schema_test.py BREAKWIRE SCENARIOS: what `breakwire schema` writes accepts the library and
refuses mistakes, as an editor would show them while typing; and the reference page is in step.
"""
import json
import pathlib
import re
import subprocess
import sys
import unittest

try:
    import jsonschema
    import yaml
except ImportError as missing:
    print(f"skipped: {missing} (python3-jsonschema and python3-yaml have it)")
    sys.exit(77)

BREAKWIRE, SCENARIOS = sys.argv[1], pathlib.Path(sys.argv[2])
# What only a reading of the whole file can know: names, repetitions, and rules among values.
BEYOND_A_SCHEMA = {
    "covers", "device_section", "device_twice", "empty_name", "fleet_twice", "in_order", "jitter",
    "key_twice", "lies", "merged", "never_counts", "no_versions", "send", "tls_identity",
    "tls_without_listener", "unknown_device_in_steps", "unknown_link"}


class Yaml12(yaml.SafeLoader):
    """YAML 1.2, which editors read: `on` and `off` are words, and a date is text."""


Yaml12.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers
            if tag.rsplit(":", 1)[1] not in ("bool", "timestamp", "float")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}
Yaml12.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))
Yaml12.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^-?[0-9]+\.[0-9]*$"), list("-0123456789"))


def read(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=Yaml12)


class Schema(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        told = subprocess.run([BREAKWIRE, "schema"], capture_output=True, text=True, check=True)
        cls.schema = json.loads(told.stdout)

    def complaints(self, path):
        validator = jsonschema.Draft202012Validator(self.schema)
        return [(list(map(str, error.absolute_path)), error.message[:200])
                for error in validator.iter_errors(read(path))]

    def test_is_a_schema(self):
        jsonschema.Draft202012Validator.check_schema(self.schema)

    def test_accepts_the_library(self):
        paths = [path for path in sorted(SCENARIOS.glob("library/**/*.yaml"))
                 if not path.stem.startswith(("deviations", "_"))]
        self.assertGreater(len(paths), 0)
        for path in paths:
            with self.subTest(str(path)):
                self.assertEqual(self.complaints(path), [])

    def test_is_told_by_the_reference(self):
        told = subprocess.run([BREAKWIRE, "explain", "--all"], capture_output=True, text=True,
                              check=True).stdout
        page = (SCENARIOS / "REFERENCE.md").read_text(encoding="utf-8")
        self.assertTrue(page == told, "`breakwire explain --all > scenarios/REFERENCE.md` is due")

    def test_refuses_mistakes(self):
        for path in sorted(SCENARIOS.glob("language/broken/*.yaml")):
            if path.stem in BEYOND_A_SCHEMA:
                continue
            with self.subTest(path.stem):
                try:
                    # The devices of these files are too short for the real models.
                    found = [where for where, _ in self.complaints(path) if len(where) < 2
                             or where[0] != "devices"]
                    self.assertNotEqual(found, [])
                except yaml.YAMLError:
                    pass  # no YAML, which editors say themselves


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
