#!/usr/bin/env python3
"""packages_test.py BUILD CPACK CMAKE CONSUMER: the packages of a finished build, unpacked and used."""
import gzip
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

BUILD, CPACK, CMAKE, CONSUMER = sys.argv[1:]
if not shutil.which("dpkg-deb") or not shutil.which("dpkg-shlibdeps"):
    print("skipped: dpkg-deb or dpkg-shlibdeps is not installed (dpkg-dev has the latter)")
    sys.exit(77)

# What users look for, below the prefix.
CONTENT = [
    "bin/breakwire",
    "lib/*/breakwire/libbreakwire-timeshim.so",
    "lib/*/libbreakwire_core.a",
    "lib/*/cmake/breakwire/breakwire-config.cmake",
    "include/breakwire/sim/base/time.hpp",
    "share/bash-completion/completions/breakwire",
    "share/breakwire/aedes/server.mjs",
    "share/breakwire/lies/will.yaml",
    "share/breakwire/scenarios/deviations.yaml",
    "share/breakwire/scenarios/first_steps/hello.yaml",
    "share/doc/breakwire/README.md",
    "share/doc/breakwire/REFERENCE.md",
    "share/doc/breakwire/changelog.gz",
    "share/doc/breakwire/ci/github.yml",
    "share/doc/breakwire/ci/shards.sh",
    "share/doc/breakwire/copyright",
    "share/doc/breakwire/report.schema.json",
    "share/fish/vendor_completions.d/breakwire.fish",
    "share/man/man1/breakwire.1.gz",
    "share/zsh/vendor-completions/_breakwire",
]


def run(*words, expect=0, **settings):
    told = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          check=False, **settings)
    if told.returncode != expect:
        raise AssertionError(f"{words}: {told.returncode}\n{told.stdout}")
    return told.stdout


class Packages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.scratch.cleanup)
        cls.folder = pathlib.Path(cls.scratch.name)
        run(CPACK, "--config", f"{BUILD}/CPackConfig.cmake", "-B", cls.folder / "made",
            "-G", "DEB;TGZ", cwd=cls.folder)
        # What they were made of is as large again.
        shutil.rmtree(cls.folder / "made/_CPack_Packages")
        cls.deb, = (cls.folder / "made").glob("*.deb")
        archive, = (cls.folder / "made").glob("*.tar.gz")
        run("dpkg-deb", "-x", cls.deb, cls.folder / "deb")
        (cls.folder / "archive").mkdir()
        run("tar", "-xzf", archive, "-C", cls.folder / "archive")
        cls.archive, = (cls.folder / "archive").iterdir()
        cls.prefixes = [cls.folder / "deb/usr", cls.archive]

    def test_both_have_everything_in_them(self):
        for prefix in self.prefixes:
            for path in CONTENT:
                # A library's folder is named after the machine only in Debian's own places.
                found = [*prefix.glob(path), *prefix.glob(path.replace("lib/*/", "lib/"))]
                self.assertTrue(found, f"{path} in {prefix}")

    def test_the_program_runs_from_where_it_was_unpacked(self):
        for prefix in self.prefixes:
            told = run(prefix / "bin/breakwire", "run", "first_steps", "--time", "virtual",
                       "--report", "html:report.html", cwd=self.folder)
            self.assertIn("4 passed", told)
            page = (self.folder / "report.html").read_text()
            self.assertTrue("preact: The MIT License" in page, "the page, with others' licences")
            run(prefix / "bin/breakwire", "prove", "--list", cwd=self.folder)

    def test_the_manual_and_the_changes_are_those_of_this_version(self):
        prefix = self.prefixes[0]
        version = run(prefix / "bin/breakwire", "--version").split()[1]
        manual = gzip.decompress((prefix / "share/man/man1/breakwire.1.gz").read_bytes()).decode()
        changes = gzip.decompress((prefix / "share/doc/breakwire/changelog.gz").read_bytes())
        self.assertIn(f'.Os "Breakwire {version}"', manual)
        self.assertIn(f"## [{version}] - ", changes.decode())
        self.assertIn("preact", (prefix / "share/doc/breakwire/copyright").read_text())

    def test_the_libraries_can_be_linked_from_there(self):
        built = self.folder / "consumer"
        run(CMAKE, "-S", CONSUMER, "-B", built, f"-DCMAKE_PREFIX_PATH={self.prefixes[0]}")
        run(CMAKE, "--build", built)
        run(built / "consumer")

    def test_debian_is_told_what_it_needs(self):
        depends = run("dpkg-deb", "-f", self.deb, "Depends")
        for library in ("libsystemc", "libmosquitto1", "libyaml-cpp0.7", "libssl3"):
            self.assertIn(library, depends)
        self.assertEqual("mosquitto\n", run("dpkg-deb", "-f", self.deb, "Recommends"))

    @unittest.skipUnless(shutil.which("lintian"), "lintian is not installed")
    def test_lintian_finds_nothing_wrong(self):
        run("lintian", "--fail-on", "error,warning", "--allow-root", self.deb)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
