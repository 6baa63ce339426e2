"""The loop of asyncqtpy needs an application. It is made once, and kept."""

from qtpy.QtCore import QCoreApplication

import asyncqtpy

application = QCoreApplication([])


def new_event_loop():
    return asyncqtpy.QEventLoop(application)
