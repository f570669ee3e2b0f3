# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""The files that the checks look at, and how a check says that it cannot be made here."""

import functools
import os
import pathlib
import shutil
import subprocess


class CannotCheck(Exception):
    """Why a check has nothing to look at, or no tool to look with."""


class Tree:
    """The tracked files below a folder; all files where there is no git, as in a release."""

    def __init__(self, root):
        self.root = pathlib.Path(root).resolve()

    def files(self, *suffixes, under=""):
        """Paths below the root, as text with slashes, sorted."""
        return [
            path
            for path in self._tracked()
            if path.startswith(under) and (not suffixes or path.endswith(suffixes)) and (self.root / path).is_file()
        ]

    def read(self, path):
        with open(self.root / path, encoding="utf-8", errors="replace", newline="") as file:
            return file.read()

    def lines(self, path):
        return self.read(path).splitlines()

    def exists(self, path):
        return (self.root / path).exists()

    @functools.lru_cache
    def _tracked(self):
        if (self.root / ".git").exists():
            listed = subprocess.run(
                ["git", "-C", str(self.root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                capture_output=True,
                check=False,
            )
            if listed.returncode == 0:
                return sorted(set(listed.stdout.decode().split("\0")) - {""})
        return sorted(self._walk())

    def _walk(self):
        for folder, folders, names in os.walk(self.root):
            folders[:] = [name for name in folders if not name.startswith(("_build", ".git", "__pycache__"))]
            for name in names:
                yield (pathlib.Path(folder) / name).relative_to(self.root).as_posix()


def tool(name):
    """The path of a program; a check that needs it cannot be made without."""
    found = shutil.which(name)
    if found is None:
        raise CannotCheck(f"{name} is not installed")
    return found


def run(command, **options):
    """Runs a tool; its exit status and its whole output."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **options)
    return done.returncode, done.stdout
