# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""The desktop's keyring in the hands of a test: a real daemon that it starts, locks, unlocks and ends, on a desktop that was
made without one, and the real dialog that asks for its password."""
import os
import pathlib
import subprocess

import accessible
from gi.repository import Gio, GLib

NAME, PATH, COLLECTION = "org.freedesktop.secrets", "/org/freedesktop/secrets", "/org/freedesktop/secrets/collection/login"
PASSWORD = "invented"
PROMPT = "gcr-prompter"


class Keyring:
    """With runs False there is none until it is started, and nobody else starts one."""

    def __init__(self, runs=True):
        # The bus would start a daemon of its own when it is asked for one.
        services = pathlib.Path(os.environ["XDG_DATA_HOME"], "dbus-1", "services")
        services.mkdir(parents=True, exist_ok=True)
        (services / "org.freedesktop.secrets.service").write_text(f"[D-BUS Service]\nName={NAME}\nExec=/bin/false\n", encoding="utf-8")
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "ReloadConfig")
        self.process = None
        if runs:
            self.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()

    def call(self, name, path, interface, method, arguments=None):
        return self.bus.call_sync(name, path, interface, method, arguments, None, Gio.DBusCallFlags.NONE, 60000).unpack()

    def has_owner(self):
        return self.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner", GLib.Variant("(s)", (NAME,)))[0]

    def start(self, unlocked=True):
        command = ["gnome-keyring-daemon", "--foreground", "--components=secrets", *(["--unlock"] if unlocked else [])]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.process.stdin.write(PASSWORD.encode() if unlocked else b"")
        self.process.stdin.close()
        accessible.wait_until(lambda: self.has_owner() and (not unlocked or not self.is_locked()), "the keyring")

    def is_locked(self):
        return self.call(NAME, COLLECTION, "org.freedesktop.DBus.Properties", "Get", GLib.Variant("(ss)", ("org.freedesktop.Secret.Collection", "Locked")))[0]

    def end(self):
        """As by a crash."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None
            accessible.wait_until(lambda: not self.has_owner(), "the keyring to be gone")

    def lock(self):
        self.call(NAME, PATH, "org.freedesktop.Secret.Service", "Lock", GLib.Variant("(ao)", ([COLLECTION],)))

    def unlock(self):
        """As another program does, or the login."""
        session = self.call(NAME, PATH, "org.freedesktop.Secret.Service", "OpenSession", GLib.Variant("(sv)", ("plain", GLib.Variant("s", ""))))[1]
        secret = (session, b"", PASSWORD.encode(), "text/plain")
        self.call(NAME, PATH, "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface", "UnlockWithMasterPassword",
                  GLib.Variant("(o(oayays))", (COLLECTION, secret)))


def ask(*command):
    return subprocess.run(["xdotool", *command], capture_output=True, text=True, timeout=60, check=False).stdout.split()


def find_prompt():
    """Waits for the dialog that asks for the keyring's password to have the keyboard."""
    accessible.wait_until(lambda: set(ask("search", "--onlyvisible", "--class", PROMPT)) & set(ask("getactivewindow")),
                          "the dialog that asks for the keyring's password")


def await_no_prompt():
    accessible.wait_until(lambda: not ask("search", "--onlyvisible", "--class", PROMPT), "the dialog to be gone")
