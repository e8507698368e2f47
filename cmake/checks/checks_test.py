#!/usr/bin/env python3
"""checks_test.py ROOT: each check of the source tree fires on a tree in which something is wrong."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

CHECKS = os.path.dirname(os.path.abspath(__file__))
REPOSITORY = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else os.getcwd()


class CheckTest(unittest.TestCase):
    def setUp(self):
        self.root = tempfile.mkdtemp(prefix="breakwire-checks-")
        self.addCleanup(shutil.rmtree, self.root)

    def write(self, path, text, mode=0o644):
        whole = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(whole), exist_ok=True)
        with open(whole, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(whole, mode)

    def borrow(self, name):
        shutil.copy(os.path.join(REPOSITORY, name), self.root)

    def check(self, name, *arguments):
        told = subprocess.run([sys.executable, os.path.join(CHECKS, name), self.root, *arguments],
                              capture_output=True, text=True, check=False)
        if told.returncode == 77:
            self.skipTest(told.stdout)
        self.assertEqual(told.stderr, "")
        return told.returncode, told.stdout

    def assert_fires(self, what, name, *arguments):
        code, told = self.check(name, *arguments)
        self.assertEqual(code, 1, told)
        self.assertIn(what, told)

    def assert_silent(self, name, *arguments):
        code, told = self.check(name, *arguments)
        self.assertEqual(code, 0, told)


class Arrows(CheckTest):
    def test_down_is_allowed(self):
        self.write("harness/a.cpp", '#include "reports/b.hpp"\n#include <boost/asio.hpp>\n')
        self.write("harness/CMakeLists.txt", "breakwire_library(harness LINKS breakwire::core)\n")
        self.assert_silent("arrows.py")

    def test_an_include_that_points_up(self):
        self.write("sim/mqtt/a.hpp", '\n#include "sim/record/b.hpp"\n')
        self.assert_fires("sim/mqtt/a.hpp:2: sim/mqtt may not include sim/record", "arrows.py")

    def test_neighbours_do_not_know_each_other(self):
        self.write("devices/models/a.hpp", '#include "scenarios/b.hpp"\n')
        self.assert_fires("devices/models/a.hpp:1: devices may not include scenarios", "arrows.py")

    def test_systemc_stays_at_home(self):
        self.write("reports/a.cpp", "#include <systemc>\n")
        self.assert_fires("reports/a.cpp:1: SystemC", "arrows.py")

    def test_asio_stays_at_home(self):
        self.write("sim/net/a.cpp", "#include <boost/asio/ip/tcp.hpp>\n")
        self.assert_fires("sim/net/a.cpp:1: Asio", "arrows.py")

    def test_yaml_stays_at_home(self):
        self.write("harness/a.cpp", "#include <yaml-cpp/yaml.h>\n")
        self.assert_fires("harness/a.cpp:1: yaml-cpp", "arrows.py")

    def test_a_link_that_points_up(self):
        self.write("sim/CMakeLists.txt", "breakwire_library(core\n    LINKS breakwire::kernel)\n")
        self.assert_fires("sim/CMakeLists.txt:2: core may not link", "arrows.py")

    def test_a_link_to_systemc_away_from_home(self):
        self.write("reports/CMakeLists.txt", "target_link_libraries(x PRIVATE PkgConfig::SystemC)\n")
        self.assert_fires("reports/CMakeLists.txt:1: x may not link SystemC", "arrows.py")


class Sizes(CheckTest):
    def function(self, lines):
        return "int f() {\n" + "    g();\n" * (lines - 2) + "}\n"

    def test_small_is_allowed(self):
        self.write("sim/a.cpp", self.function(70))
        self.assert_silent("sizes.py")

    def test_a_long_function(self):
        self.write("sim/a.cpp", "\n" + self.function(71))
        self.assert_fires("sim/a.cpp:2: f has 71 lines", "sizes.py")

    def test_a_test_may_be_twice_as_long(self):
        self.write("sim/a_test.cpp", self.function(140))
        self.assert_silent("sizes.py")
        self.write("sim/a_test.cpp", self.function(141))
        self.assert_fires("sim/a_test.cpp:1: f has 141 lines", "sizes.py")

    def test_a_long_file(self):
        self.write("sim/a.hpp", "int x;\n" * 601)
        self.assert_fires("sim/a.hpp:1 has 601 lines", "sizes.py")

    def test_a_habit_of_long_files(self):
        for number in range(20):
            self.write(f"sim/{number}.hpp", "int x;\n" * 121)
        self.assert_fires("half should have <= 120", "sizes.py")


class Layout(CheckTest):
    def test_another_layout(self):
        self.borrow(".clang-format")
        self.write("sim/a.cpp", "int f() {\n    return 1;\n}\n")
        self.assert_fires("sim/a.cpp:1", "layout.py")
        self.write("sim/a.cpp", "int f() { return 1; }\n")
        self.assert_silent("layout.py")


class Itself(CheckTest):
    def assert_line_fires(self, line, what):
        self.write("notes.txt", f"first\n{line}\n")
        self.assert_fires(f"notes.txt:2: {what}", "itself.py")

    def test_paths_of_one_machine(self):
        for folder in ("home", "root", "work"):
            self.assert_line_fires(f"see /{folder}/somebody", "an absolute path")
        self.write("notes.txt", f"reports/home/index.html {'/'}homely ~{'/'}work\n")
        self.assert_silent("itself.py")

    def test_blanks(self):
        self.assert_line_fires("a ", "blanks at the end")
        self.assert_line_fires("a\tb", "a tab")

    def test_the_last_newline(self):
        self.write("notes.txt", "first")
        self.assert_fires("notes.txt:1: no newline", "itself.py")

    def test_executable_bits(self):
        self.write("bw", "#!/bin/sh\n")
        self.assert_fires("bw:1: #! but not executable", "itself.py")
        self.write("bw", "nothing\n", 0o755)
        self.assert_fires("bw:1: executable without #!", "itself.py")


class Tidy(CheckTest):
    def commands(self, path):
        """As CMake writes them, with a precompiled header that only GCC can read."""
        header = os.path.join(self.root, "with blank", "cmake_pch.hxx")
        self.write(header, "")
        self.write(f"{header}.gch", "gpch")
        entry = {"directory": self.root, "file": os.path.join(self.root, path),
                 "command": "env A=b /usr/bin/c++ -std=c++20 -Wall -fpch-preprocess "
                            f"-Winvalid-pch -include \"{header}\" -c {path}"}
        self.write("build/compile_commands.json", json.dumps([entry]))
        return os.path.join(self.root, "build")

    def test_a_name_against_the_rules(self):
        self.borrow(".clang-tidy")
        build = self.commands("sim/a.cpp")
        self.write("sim/a.hpp", "int CamelCase();\n")
        self.write("sim/a.cpp", '#include "a.hpp"\n')
        self.assert_fires("sim/a.hpp:1: error: invalid case style for function", "tidy.py", build)

    def test_only_what_changed_is_looked_at_again(self):
        self.borrow(".clang-tidy")
        build = self.commands("sim/a.cpp")
        self.write("sim/a.cpp", "int f();\n")
        self.assertIn("1 of 1 sources", self.check("tidy.py", build)[1])
        self.assertIn("0 of 1 sources", self.check("tidy.py", build)[1])
        self.write("sim/a.cpp", "int F();\n")
        self.assert_fires("sim/a.cpp:1: error", "tidy.py", build)
        self.assert_fires("sim/a.cpp:1: error", "tidy.py", build)


if __name__ == "__main__":
    unittest.main()
