"""A Ctrl-C that a library swallows is sent again."""

import os
import signal
import sys
import threading

LATER = 0.05
"""Seconds after which it is sent again: the code that swallowed it has gone on by then."""


def resend_lost() -> None:
    """From now on, send a Ctrl-C again where Python can only report it, and report all else.

    LadybugDB looks at the handler before each statement and drops what is raised meanwhile, and
    so do destructors.
    """
    sys.unraisablehook = _resend


def _resend(lost: "sys.UnraisableHookArgs") -> None:
    if not issubclass(lost.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(lost)
        return
    again = threading.Timer(LATER, os.kill, (os.getpid(), signal.SIGINT))
    again.daemon = True  # a command that has come to its end is not to wait for it
    again.start()
