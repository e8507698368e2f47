#!/usr/bin/env python3
"""report_schema_test.py GOLDEN: the golden JSON report keeps the published schema, and the schema
refuses a report that does not.
"""
import copy
import json
import pathlib
import sys
import unittest

try:
    import jsonschema
except ImportError as missing:
    print(f"skipped: {missing} (python3-jsonschema has it)")
    sys.exit(77)

GOLDEN = pathlib.Path(sys.argv[1])


class ReportSchema(unittest.TestCase):
    def setUp(self):
        self.report = json.loads((GOLDEN / "report.json").read_text())
        schema = json.loads((GOLDEN / "report.schema.json").read_text())
        self.validator = jsonschema.Draft202012Validator(schema)

    def test_the_golden_report_is_valid(self):
        self.assertEqual([], [error.message for error in self.validator.iter_errors(self.report)])

    def test_a_verdict_that_does_not_exist_is_refused(self):
        report = copy.deepcopy(self.report)
        report["cases"][0]["verdict"] = "green"
        self.assertFalse(self.validator.is_valid(report))

    def test_a_missing_total_is_refused(self):
        report = copy.deepcopy(self.report)
        del report["counts"]["failed"]
        self.assertFalse(self.validator.is_valid(report))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
