"""The loop of qasync needs an application. It is made once, and kept."""

from PyQt6.QtCore import QCoreApplication

import qasync

application = QCoreApplication([])


def new_event_loop():
    return qasync.QEventLoop(application)
