#!/usr/bin/env python3
"""shell_test.py BREAKWIRE: its completion in real shells, and its manual page through roff."""
import os
import pathlib
import pty
import select
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

BREAKWIRE = os.path.abspath(sys.argv.pop(1))
DEADLINE = 30  # seconds of real time, past which nothing will come any more


def write(*words):
    return subprocess.run([BREAKWIRE, *words], capture_output=True, text=True, check=True).stdout


def needs(program):
    return unittest.skipUnless(shutil.which(program), f"{program} is not installed")


class Shell:
    """An interactive shell on a terminal; a command's result is what stands in a file after it."""

    def __init__(self, folder, command, prepare):
        self.folder = folder
        self.mine, theirs = pty.openpty()
        environment = {"PATH": f"{folder}/bin:/usr/bin:/bin", "HOME": str(folder),
                       "TERM": "dumb", "LC_ALL": "C.UTF-8", "PS1": "", "BREAKWIRE": BREAKWIRE}
        self.process = subprocess.Popen(command, cwd=folder, env=environment, stdin=theirs,
                                        stdout=theirs, stderr=theirs, start_new_session=True)
        os.close(theirs)
        self.heard = ""
        self.type(prepare + "\necho rea''dy\n")
        self.hear("ready")

    def type(self, text):
        os.write(self.mine, text.encode())

    def hear(self, text):
        deadline = time.monotonic() + DEADLINE
        while text not in self.heard:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self.mine], [], [], left)[0]:
                raise AssertionError(f"'{text}' is not in:\n{self.heard}")
            self.heard += os.read(self.mine, 65536).decode()
        told, _, self.heard = self.heard.partition(text)
        return told

    def end(self):
        self.process.kill()
        self.process.wait()
        os.close(self.mine)


class CompletionTest(unittest.TestCase):
    """Each presses the key in a real shell and looks at what the line has become."""

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name).resolve()
        (self.folder / "bin").mkdir()
        (self.folder / "bin/breakwire").symlink_to(BREAKWIRE)
        (self.folder / "results").mkdir()
        (self.folder / "my file.yaml").write_text(
            "scenario: a toy\nmqtt: [3.1.1, 5.0]\ntags: [funny]\n"
            "devices: {hub: {model: observer}}\nsteps: [{start: hub}]\n")
        for shell in ("bash", "zsh", "fish"):
            (self.folder / f"completion.{shell}").write_text(write("completion", shell))

    def completed(self, shell, line):
        """The words that the line has after the key; `words` shows each in brackets."""
        self.addCleanup(shell.end)
        begin, end = "\x01", "\x05"  # of the line, as all three shells know them
        shell.type(f"{line}\t{begin}words {end}\n")
        shell.hear("<breakwire>")
        return shell.hear("\n").strip("\r\n")

    def in_bash(self, line):
        shell = Shell(self.folder, ["bash", "--norc", "--noprofile", "-i"],
                      ". ./completion.bash\nbind 'set bell-style none'\n"
                      "words() { printf '<%s>' \"$@\"; echo; }\n")
        return self.completed(shell, line)

    def test_bash_completes_commands_options_and_choices(self):
        self.assertEqual("<explain>", self.in_bash("breakwire expl"))
        self.assertEqual("<run><--strict>", self.in_bash("breakwire run --stri"))
        self.assertEqual("<run><--mqtt><3.1.1>", self.in_bash("breakwire run --mqtt 3"))
        self.assertEqual("<run><--mqtt=3.1.1>", self.in_bash("breakwire run --mqtt=3"))

    def test_bash_completes_cases_whatever_their_letters(self):
        self.assertEqual("<run><--case><first_steps/hello[3.1.1]>",
                         self.in_bash("breakwire run --case first_steps/hello[3"))
        self.assertEqual("<run><--case><first_steps/hello[3.1.1]>",
                         self.in_bash("breakwire run --case 'first_steps/hello[3"))
        self.assertEqual("<run><my file.yaml><--case><my file[5.0]>",
                         self.in_bash("breakwire run 'my file.yaml' --case my\\ file[5"))

    def test_bash_completes_scenarios_and_files(self):
        self.assertEqual("<run><first_steps/>", self.in_bash("breakwire run first_st"))
        self.assertEqual("<run><my file.yaml>", self.in_bash("breakwire run my"))

    def test_bash_completes_both_halves_of_a_report(self):
        self.assertEqual("<run><--report><html:>", self.in_bash("breakwire run --report ht"))
        self.assertEqual("<run><--report><html:results/>",
                         self.in_bash("breakwire run --report html:res"))
        self.assertEqual("<run><--report=html:results/>",
                         self.in_bash("breakwire run --report=html:res"))

    @needs("fish")
    def test_fish_completes_with_a_word_about_each(self):
        def in_fish(line):
            told = subprocess.run(
                ["fish", "--no-config", "-c",
                 f'source completion.fish; complete --do-complete "{line}"'],
                cwd=self.folder, capture_output=True, text=True, check=True,
                env={"PATH": f"{self.folder}/bin:/usr/bin:/bin", "HOME": str(self.folder)})
            return [each.partition("\t")[0] for each in told.stdout.splitlines()]

        self.assertEqual(["explain"], in_fish("breakwire expl"))
        self.assertEqual(["3.1.1", "5.0"], in_fish("breakwire run --mqtt "))
        self.assertEqual(["html:"], in_fish("breakwire run --report ht"))
        self.assertEqual(["html:results/"], in_fish("breakwire run --report html:res"))
        self.assertIn("first_steps/hello[3.1.1]",
                      in_fish("breakwire run first_steps --case "))

    @needs("zsh")
    def test_zsh_completes(self):
        def in_zsh(line):
            shell = Shell(self.folder, ["zsh", "-f", "-i"],
                          "autoload -U compinit; compinit -D -u; . ./completion.zsh\n"
                          "unset zle_bracketed_paste; setopt noautoremoveslash\n"
                          "words() { print -r -- ${(j::)${(@)@/(#m)*/<$MATCH>}} }; setopt extendedglob\n")
            return self.completed(shell, line)

        self.assertEqual("<explain>", in_zsh("breakwire expl"))
        self.assertEqual("<run><--mqtt><3.1.1>", in_zsh("breakwire run --mqtt 3"))
        self.assertEqual("<run><--case><first_steps/hello[3.1.1]>",
                         in_zsh("breakwire run --case 'first_steps/hello[3"))
        self.assertEqual("<run><--report><html:results/>",
                         in_zsh("breakwire run --report html:res"))

    def test_scripts_read_without_a_mistake(self):
        for shell in ("bash", "zsh", "fish"):
            if shutil.which(shell):
                subprocess.run([shell, "-n", self.folder / f"completion.{shell}"], check=True)


class ManPageTest(unittest.TestCase):
    def setUp(self):
        self.page = write("man-page")

    def told_of(self, *command):
        told = subprocess.run(command, input=self.page, capture_output=True, text=True, check=False)
        return told.stdout + told.stderr if command[0] == "mandoc" else told.stderr

    @needs("groff")
    def test_groff_has_nothing_to_say_about_it(self):
        self.assertEqual("", self.told_of("groff", "-man", "-mdoc", "-ww", "-Tutf8", "-z"))

    @needs("mandoc")
    def test_mandoc_has_nothing_to_say_about_it(self):
        self.assertEqual("", self.told_of("mandoc", "-Tlint", "-Wwarning"))

    def test_it_has_every_command_and_option_that_help_has(self):
        plain = self.page.replace("\\&", "").replace("\\-", "-")
        for line in write("--help").split("Subcommands:")[1].split("Exit codes")[0].splitlines():
            if not line.startswith("  ") or line.startswith("   "):
                continue
            command = line.split()[0]
            self.assertIn(f'.Ss "{command}"', plain)
            if command == "benchmark":
                continue  # it has a command line of its own
            for word in write("help", command).replace(",", " ").split():
                if word.startswith("--") and word[2:].isalpha():
                    self.assertIn(f'Fl Fl "{word[2:]}"', plain)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
