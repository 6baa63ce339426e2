"""The loop of quamash needs an application. It is made once, and kept."""

import quamash

application = quamash.QApplication([])


def new_event_loop():
    return quamash.QEventLoop(application)
