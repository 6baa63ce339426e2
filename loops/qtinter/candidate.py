"""The loop of qtinter needs an application. It is made once, and kept."""

from PySide6.QtCore import QCoreApplication

import qtinter

application = QCoreApplication([])


def new_event_loop():
    return qtinter.new_event_loop()
