"""quamash's loop, which needs an application, here one without a screen."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import quamash  # noqa: E402

__version__ = quamash.__version__
application = quamash.QApplication([])


def new_event_loop():
    return quamash.QEventLoop(application)
