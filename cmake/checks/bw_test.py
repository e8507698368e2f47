#!/usr/bin/env python3
"""bw_test.py ROOT: the launcher builds and runs a tiny project, and says what it cannot do."""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

REPOSITORY = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else os.getcwd()
PROJECT = {
    "CMakeLists.txt": """
        cmake_minimum_required(VERSION 3.25)
        project(tiny LANGUAGES C)
        add_subdirectory(harness)
        """,
    "CMakePresets.json": """{"version": 5, "configurePresets": [
        {"name": "dev", "generator": "Ninja", "binaryDir": "${sourceDir}/build/dev"}]}""",
    "harness/CMakeLists.txt": "add_executable(breakwire main.c)\n",
    "harness/main.c": "#include <stdio.h>\n"
                      "int main(int count, char** words) { puts(words[count - 1]); return 7; }\n",
    "cmake/debian-packages.txt": "run breakwire-surely-absent to see what happens without it\n",
}


class Launcher(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="breakwire-launcher-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.root = os.path.join(self.folder, "a path with blanks")
        for path, text in PROJECT.items():
            self.write(path, text)
        shutil.copy(os.path.join(REPOSITORY, "bw"), self.root)
        shutil.copy(os.path.join(REPOSITORY, "cmake/install-packages.sh"), f"{self.root}/cmake")
        self.bw = os.path.join(self.root, "bw")

    def write(self, path, text):
        whole = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(whole), exist_ok=True)
        with open(whole, "w", encoding="utf-8") as file:
            file.write(text)

    def run_bw(self, *words, **environment):
        return subprocess.run([self.bw, *words], cwd=self.folder, stdin=subprocess.DEVNULL,
                              env={**os.environ, "BREAKWIRE_PACKAGES": "skip", **environment},
                              capture_output=True, text=True, check=False)

    def tools_without(self, *absent):
        """A PATH on which some programs are missing."""
        tools = os.path.join(self.folder, "tools")
        os.makedirs(tools)
        for name in ("bash", "cat", "comm", "dirname", "dpkg-query", "grep", "mkdir", "readlink",
                     "sed", "sort", "tail", "touch", "id", "apt-get"):
            found = shutil.which(name)
            if found and name not in absent:
                os.symlink(found, os.path.join(tools, name))
        return tools

    def test_builds_then_passes_on_arguments_and_exit_code(self):
        told = self.run_bw("run", "one argument")
        self.assertEqual((told.stdout, told.returncode), ("one argument\n", 7), told.stderr)
        self.assertIn("compiled 100%", told.stderr)

    def test_is_silent_with_nothing_to_do_and_reached_by_a_link(self):
        self.run_bw("run")
        link = os.path.join(self.folder, "link")
        os.symlink(self.bw, link)
        self.bw = link
        self.assertEqual(self.run_bw("list").stderr, "")

    def test_notices_a_change(self):
        self.run_bw("run")
        self.write("harness/main.c", "int main(void) { return 9; }\n")
        self.assertEqual(self.run_bw("run").returncode, 9)

    def test_shows_what_does_not_compile(self):
        self.write("harness/main.c", "int main(void) { return nothing; }\n")
        told = self.run_bw("run")
        self.assertEqual(told.returncode, 70)
        self.assertIn("main.c:1:25: error", told.stderr)

    def test_builds_afresh_after_a_move(self):
        self.run_bw("run")
        moved = os.path.join(self.folder, "elsewhere")
        os.rename(self.root, moved)
        self.bw = os.path.join(moved, "bw")
        told = self.run_bw("run")
        self.assertEqual(told.returncode, 7)
        self.assertIn("the folder has moved", told.stderr)

    def test_help_needs_nothing(self):
        told = self.run_bw("--help", PATH=self.tools_without("dpkg-query", "apt-get"))
        self.assertEqual((told.returncode, told.stderr), (0, ""))
        self.assertIn("usage: ./bw run", told.stdout)

    def test_says_what_is_missing_where_there_is_no_apt(self):
        told = self.run_bw("run", BREAKWIRE_PACKAGES="", PATH=self.tools_without("apt-get"))
        self.assertEqual(told.returncode, 3)
        self.assertIn("breakwire-surely-absent to see what happens without it",
                      " ".join(told.stderr.split()))
        self.assertIn("this is not Debian", told.stderr)

    def test_gives_the_command_where_it_may_not_install(self):
        if not shutil.which("dpkg-query"):
            self.skipTest("needs Debian")
        tools = self.tools_without("id")
        with open(os.path.join(tools, "id"), "w", encoding="utf-8") as file:
            file.write("#!/usr/bin/env bash\necho 1000\n")
        os.chmod(os.path.join(tools, "id"), 0o755)
        told = self.run_bw("run", BREAKWIRE_PACKAGES="", PATH=tools)
        self.assertEqual(told.returncode, 3)
        self.assertIn("As root, run: apt-get update && apt-get install --no-install-recommends "
                      "breakwire-surely-absent", told.stderr)


if __name__ == "__main__":
    unittest.main()
