"""The source tree as the checks see it: which files are in it, and how a finding is told."""
import os
import shutil
import subprocess
import sys

SKIPPED = {".git", "build", "runs", "node_modules", "__pycache__"}
CXX = (".cpp", ".hpp", ".c", ".h")


def files(root, suffixes=""):
    """Paths below `root` that end in one of `suffixes`, in order, without what git ignores."""
    return sorted(path for path in _from_git(root) or _from_folders(root)
                  if path.endswith(suffixes) and os.path.isfile(os.path.join(root, path)))


def _from_git(root):
    listing = subprocess.run(
        ["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True, text=True, check=False) if os.path.exists(f"{root}/.git") else None
    return listing.stdout.split("\0") if listing and listing.returncode == 0 else []


def _from_folders(root):
    """For a tree that came as an archive, or that git does not trust."""
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in SKIPPED]
        yield from (os.path.relpath(os.path.join(folder, name), root) for name in names)


def read(root, path):
    with open(os.path.join(root, path), encoding="utf-8", errors="replace") as file:
        return file.read()


def conclude(findings, what_holds):
    """Prints findings, each starting with file:line, and ends with the exit code of a check."""
    for finding in findings:
        print(finding)
    print(f"{len(findings)} findings" if findings else f"ok: {what_holds}")
    sys.exit(1 if findings else 0)


def need(program, package):
    """Skips the check (CTest's SKIP_RETURN_CODE) where its program is not installed."""
    if not shutil.which(program):
        print(f"skipped: {program} is not installed (Debian package {package})")
        sys.exit(77)
