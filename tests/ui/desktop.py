# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""What a desktop does for the programs on it, on the bus of the test: it shows notifications, and says what may run without a
window."""
import threading

from gi.repository import Gio, GLib

INTERFACES = """<node>
  <interface name="org.freedesktop.Notifications">
    <method name="Notify"><arg type="s"/><arg type="u"/><arg type="s"/><arg type="s"/><arg type="s"/><arg type="as"/><arg type="a{sv}"/>
      <arg type="i"/><arg type="u" direction="out"/></method>
    <method name="CloseNotification"><arg type="u"/></method>
    <method name="GetCapabilities"><arg type="as" direction="out"/></method>
    <method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/>
      <arg type="s" direction="out"/></method>
    <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
    <signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
  </interface>
  <interface name="org.freedesktop.portal.Background">
    <method name="RequestBackground"><arg type="s"/><arg type="a{sv}"/><arg type="o" direction="out"/></method>
  </interface>
</node>"""
NOTIFICATIONS, PORTAL = "/org/freedesktop/Notifications", "/org/freedesktop/portal/desktop"


class Notification:
    def __init__(self, number, title, body, actions):
        self.number, self.title, self.body = number, title, body
        self.actions = dict(zip(actions[1::2], actions[::2]))  # label → key
        self.keys = actions[::2]


class Desktop:
    """With grants None there is no portal that could be asked."""

    def __init__(self, grants=None):
        self.grants = grants
        self.shown = []
        self.withdrawn = []
        self.asked = []  # the options of each wish to run in the background
        self.ready = threading.Event()
        self.context = GLib.MainContext()
        self.loop = GLib.MainLoop(self.context)
        self.thread = threading.Thread(target=self.run, daemon=True)

    def __enter__(self):
        self.thread.start()
        assert self.ready.wait(30), "the desktop's services did not come up"
        return self

    def __exit__(self, *_):
        self.loop.quit()
        self.thread.join(30)
        self.bus.close_sync()

    def run(self):
        self.context.push_thread_default()
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.bus = Gio.DBusConnection.new_for_address_sync(Gio.dbus_address_get_for_bus_sync(Gio.BusType.SESSION), flags)
        described = Gio.DBusNodeInfo.new_for_xml(INTERFACES)
        self.bus.register_object(NOTIFICATIONS, described.lookup_interface("org.freedesktop.Notifications"), self.on_notifications)
        self.own("org.freedesktop.Notifications")
        if self.grants is not None:
            self.bus.register_object(PORTAL, described.lookup_interface("org.freedesktop.portal.Background"), self.on_background)
            self.own("org.freedesktop.portal.Desktop")
        self.ready.set()
        self.loop.run()
        self.context.pop_thread_default()

    def own(self, name):
        reply = self.bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
                                   GLib.Variant("(su)", (name, 4)), None, Gio.DBusCallFlags.NONE, -1)
        assert reply.unpack() == (1,), f"{name} is somebody else's"

    def on_notifications(self, bus, sender, path, interface, method, parameters, invocation):
        if method == "Notify":
            _, number, _, title, body, actions, _, _ = parameters.unpack()
            number = number or len(self.shown) + 1
            self.shown.append(Notification(number, title, body, actions))
            invocation.return_value(GLib.Variant("(u)", (number,)))
        elif method == "GetCapabilities":
            invocation.return_value(GLib.Variant("(as)", (["actions", "body"],)))
        elif method == "GetServerInformation":
            invocation.return_value(GLib.Variant("(ssss)", ("test", "test", "1", "1.2")))
        else:
            self.withdrawn.append(parameters.unpack()[0])
            invocation.return_value(None)

    def click(self, notification, key="default"):
        self.bus.emit_signal(None, NOTIFICATIONS, "org.freedesktop.Notifications", "ActionInvoked",
                             GLib.Variant("(us)", (notification.number, key)))

    def on_background(self, bus, sender, path, interface, method, parameters, invocation):
        _, options = parameters.unpack()
        self.asked.append(options)
        request = f"{PORTAL}/request/{sender[1:].replace('.', '_')}/{options['handle_token']}"
        invocation.return_value(GLib.Variant("(o)", (request,)))
        answer = {"background": GLib.Variant("b", self.grants), "autostart": GLib.Variant("b", self.grants and options["autostart"])}
        bus.emit_signal(sender, request, "org.freedesktop.portal.Request", "Response", GLib.Variant("(ua{sv})", (0 if self.grants else 1, answer)))
