# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""The real window on a virtual desktop, beside a sandbox over real sockets, with the desktop's keyring.

A test is a function whose name begins with test_, as in the flow tests; what it leaves when it fails, a picture of the screen
and the accessible tree, lies in ARTEFACTS."""
import contextlib
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "flow"))
import accessible  # noqa: E402
import harness  # noqa: E402
import inbound  # noqa: E402
from accessible import wait_until  # noqa: E402
from desktop import Desktop  # noqa: E402

ARTEFACTS = pathlib.Path(os.environ.get("RACKSHIP_ARTEFACTS") or os.environ.get("G_TEST_BUILDDIR") or ".", "ui-artefacts")
# The build's own translations, not yet installed.
DANISH = {"LC_ALL": "da_DK.UTF-8", "LANGUAGE": "da", "RACKSHIP_LOCALEDIR": str(pathlib.Path(harness.PROGRAM).resolve().parent.parent / "po")}


class Office(harness.World):
    """A sandbox and a profile, whose keys are in the keyring of the desktop that the test runs on."""
    KEYRING = {}

    def window(self, *arguments, **more):
        return Window(self, *arguments, **more)


class InboundOffice(Office, inbound.Inbound):
    """The same for a company whose orders come from Webshipper."""


class Window:
    """The program without a command: its window."""

    def __init__(self, office, *arguments, environment=(), settings=()):
        self.ends_with = None  # what a test that closes the window expects
        config = pathlib.Path(office.home, "config")
        (config / "gtk-4.0").mkdir(parents=True, exist_ok=True)
        # What moves cannot be read while it does.
        lines = ["[Settings]", "gtk-enable-animations=false", *settings]
        (config / "gtk-4.0" / "settings.ini").write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.process = subprocess.Popen([harness.PROGRAM, *arguments],
                                        env=dict(office.environment, XDG_CONFIG_HOME=str(config), **dict(environment)))

    def __enter__(self):
        try:
            self.app = accessible.application_of(self.process.pid)
        except BaseException:
            self.leave_traces()
            self.end()
            raise
        return self

    def __exit__(self, kind, *_):
        if kind is not None:
            self.leave_traces()
        status = self.process.poll()
        self.end()
        assert kind is not None or status == self.ends_with, f"the window ended with {status}, not {self.ends_with}"

    def end(self):
        self.process.terminate()
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def leave_traces(self):
        """A picture and the tree, named after the test that runs."""
        name = next((frame.f_code.co_name for frame in frames() if frame.f_code.co_name.startswith("test_")), "test")
        self.save_picture(f"failed-{name}.png")
        app = getattr(self, "app", None)
        (ARTEFACTS / f"failed-{name}.txt").write_text(accessible.describe(app.node) if app else "There was no window.\n", encoding="utf-8")
        print(f"# window {'ended with ' + str(self.process.poll()) if self.process.poll() is not None else 'stands'}; see {ARTEFACTS}/failed-{name}.*")

    def save_picture(self, name):
        """The whole screen."""
        subprocess.run(["import", "-silent", "-window", "root", str(ARTEFACTS / name)], check=False, timeout=60)

    def find(self, role, name=None, **more):
        return self.app.find(role, name, **more)

    def all(self, role, name=None):
        return self.app.all(role, name)

    def press(self, name, role="button"):
        """What has that name may be made anew at any moment: one that can be pressed is looked for until it is there."""
        wait_until(lambda: [node for node in self.all(role, name) if node.has(accessible.SENSITIVE)], f"{role} “{name}” to press")[0].press()

    def key(self, *keys):
        """Presses keys on the keyboard of this desktop: "ctrl+f", "Return"."""
        subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], check=True, timeout=60)

    def type(self, text):
        subprocess.run(["xdotool", "type", "--clearmodifiers", "--", text], check=True, timeout=120)

    def save_as(self, file):
        """Answers the dialog that asks where to."""
        save = self.find("button", "Save")
        self.key("ctrl+a")
        self.type(str(file))
        wait_until(lambda: any(entry.text == str(file) for entry in self.all("entry") + self.all("text")), "the place to be typed")
        save.press()
        # GTK warns when it is asked of a window that is just closing: the file is looked at, not the window.
        wait_until(lambda: pathlib.Path(file).exists() and pathlib.Path(file).stat().st_size, f"{file} to be written")

    def print_to_file(self):
        """Answers the print dialog so; GTK puts the file where it is told to by nobody: here. Gives its name."""
        before = set(pathlib.Path.cwd().glob("*.pdf"))
        dialog = self.find("dialog", "Print")
        self.find("table row", "Print to File")
        self.tab_to("table row", "Print to File")
        self.key("space")
        dialog.find("button", "Print").press()
        # GTK warns when it is asked of a window that is just closing: the folder is looked at, not the window.
        wait_until(lambda: [file for file in set(pathlib.Path.cwd().glob("*.pdf")) - before if file.read_bytes().rstrip().endswith(b"%%EOF")],
                   "the file to be printed")
        return (set(pathlib.Path.cwd().glob("*.pdf")) - before).pop()

    def tab_to(self, role, name, key="Tab", most=60):
        """Goes to it as who has no mouse does; only what the keyboard reaches is found."""
        met = []
        for _ in range(most):
            before = self.app.focused
            if before and before.role == role and before.is_called(name):
                return before
            met.append(before)
            self.key(key)
            with contextlib.suppress(accessible.NotThere):  # the only thing to go to keeps it
                wait_until(lambda: self.app.focused and (not before or self.app.focused.node != before.node), "the keyboard to move", patience=3)
        raise accessible.NotThere(f"the keyboard does not reach {role} “{name}”, only {met}")

    def wait_synced(self, words="In sync"):
        wait_until(lambda: any(node.text == words for node in self.all("status bar")), f"the sync clock to say “{words}”")


def frames():
    frame = sys._getframe(1)
    while frame is not None:
        yield frame
        frame = frame.f_back


def main(desktop=Desktop):
    """Runs the calling script's tests on a desktop that shows notifications, as every user's does, unless they make their own."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    with desktop():
        harness.main()
