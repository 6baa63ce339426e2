"""A loop on a context of GLib of its own, as `GLibEventLoopPolicy.new_event_loop()` makes one."""

from gi.events import GLibEventLoop
from gi.repository import GLib


def new_event_loop():
    return GLibEventLoop(GLib.MainContext())
