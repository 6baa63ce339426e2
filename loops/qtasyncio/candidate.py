"""The loop of PySide6 needs an application. It is made once, and kept."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtAsyncio import QAsyncioEventLoop

application = QCoreApplication([])


def new_event_loop():
    return QAsyncioEventLoop(application)
