# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""The accessible tree, as a screen reader meets it: find a thing by role and name, wait for it, use it.

Nothing here waits for a time: each wait is for a condition, looked at again and again, and fails after PATIENCE with what was
there instead."""
import os
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

PATIENCE = int(os.environ.get("RACKSHIP_TEST_PATIENCE", "120")) # seconds, for a busy machine; nothing that works comes near it
PAUSE = 0.03

FOCUSED, SHOWING, SELECTED, CHECKED = Atspi.StateType.FOCUSED, Atspi.StateType.SHOWING, Atspi.StateType.SELECTED, Atspi.StateType.CHECKED
SENSITIVE, EXPANDED, INVALID = Atspi.StateType.SENSITIVE, Atspi.StateType.EXPANDED, Atspi.StateType.INVALID_ENTRY
# What GTK says of a thing that went away while it was being asked.
GONE = GLib.Error


class NotThere(AssertionError):
    """What was waited for did not come."""


def wait_until(condition, what, patience=PATIENCE):
    """The condition's value as soon as that is true."""
    end = time.monotonic() + patience
    while True:
        try:
            if value := condition():
                return value
        except GONE:
            pass  # it changed while it was read: look again
        if time.monotonic() > end:
            raise NotThere(f"{what}: not within {patience} s")
        time.sleep(PAUSE)


def children(node):
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None:
            yield child


def walk(node):
    """The node and all below it that can be seen."""
    yield node
    for child in children(node):
        if child.get_state_set().contains(SHOWING):
            yield from walk(child)


class Node:
    """One thing in the window."""

    def __init__(self, node):
        self.node = node

    def __repr__(self):
        return f"{self.role} “{self.name}”"

    @property
    def role(self):
        return self.node.get_role_name()

    @property
    def name(self):
        return self.node.get_name() or ""

    def is_called(self, name):
        """That name exactly; or, of a spin button in a row, the row's title that its name begins with; or what a test says."""
        if callable(name):
            return name(self.name)
        return name is None or self.name == name or (self.role == "spin button" and self.name.startswith(name + " "))

    @property
    def description(self):
        return self.node.get_description() or ""

    @property
    def path(self):
        """It and what it is in, as far as that has names."""
        node, path = self.node.get_parent(), [str(self)]
        while node is not None:
            path += [str(Node(node))] if node.get_name() else []
            node = node.get_parent()
        return path

    def has(self, state):
        return self.node.get_state_set().contains(state)

    @property
    def text(self):
        """What is written in it."""
        node = self.node.get_text_iface()
        return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node)) if node else self.name

    @property
    def words(self):
        """All that is written in it and below it."""
        return [text for node in self.all() if (text := node.text or node.name)]

    @property
    def value(self):
        return Atspi.Value.get_current_value(self.node.get_value_iface())

    @property
    def bounds(self):
        """(least, most) of a value"""
        iface = self.node.get_value_iface()
        return Atspi.Value.get_minimum_value(iface), Atspi.Value.get_maximum_value(iface)

    def all(self, role=None, name=None):
        """What can be seen in it, of that role and name; a name may also be a test of the name."""
        found = []
        for node in map(Node, walk(self.node)):
            if (role is None or node.role == role) and node.is_called(name):
                found.append(node)
        return found

    def has_one(self, role, name=None):
        return bool(self.all(role, name))

    def find(self, role, name=None, patience=PATIENCE):
        """The first of that role and name that can be seen, waited for."""
        return wait_until(lambda: self.all(role, name), f"{role} “{getattr(name, '__name__', name)}”", patience)[0]

    def find_gone(self, role, name=None):
        wait_until(lambda: not self.all(role, name), f"no {role} “{name}” any more")

    @property
    def focused(self):
        """What has the keyboard, the innermost; None while nothing has."""
        return (self.all_in_state(FOCUSED) or [None])[-1]

    def all_in_state(self, state):
        return [node for node in self.all() if node.has(state)]

    def press(self, action=0):
        """Does what a click does, when it can be clicked."""
        wait_until(lambda: self.has(SENSITIVE), f"{self} to be sensitive")
        iface = self.node.get_action_iface()
        if isinstance(action, str):
            names = [Atspi.Action.get_action_name(iface, index) for index in range(Atspi.Action.get_n_actions(iface))]
            assert action in names, f"{self} cannot {action}, only {names}"
            action = names.index(action)
        assert Atspi.Action.do_action(iface, action), f"{self} was not pressed"

    def set_value(self, value):
        Atspi.Value.set_current_value(self.node.get_value_iface(), value)

    def set_text(self, text):
        Atspi.EditableText.set_text_contents(self.node.get_editable_text_iface(), text)


def applications():
    return [Atspi.get_desktop(0).get_child_at_index(index) for index in range(Atspi.get_desktop(0).get_child_count())]


def application_of(pid):
    """The program of that process, as soon as it is there."""
    return Node(wait_until(lambda: next((app for app in applications() if app and app.get_process_id() == pid and app.get_child_count()), None),
                           "the window"))


STATES = {FOCUSED: "focused", SELECTED: "selected", CHECKED: "checked", EXPANDED: "expanded"}


def describe(node, depth=0):
    """The tree as text, for a reader of a failure."""
    try:
        states = [word for state, word in STATES.items() if node.get_state_set().contains(state)]
        states += [] if node.get_state_set().contains(SENSITIVE) else ["insensitive"]
        me = Node(node)
        what = "  " * depth + " ".join([me.role, f"“{me.name}”", *(f"[{state}]" for state in states)])
        written = me.text if node.get_text_iface() else ""
        what += f" = “{written}”" if written and written != me.name else ""
        below = [describe(child, depth + 1) for child in children(node) if child.get_state_set().contains(SHOWING)]
    except GONE as error:
        return "  " * depth + f"({error.message})"
    return "\n".join([what, *below])
