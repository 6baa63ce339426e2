"""A loop on a context of GLib of its own, so that two loops are separate."""

from asyncio_glib import GLibEventLoop
from gi.repository import GLib


def new_event_loop():
    return GLibEventLoop(GLib.MainContext())
