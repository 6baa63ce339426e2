"""A loop that writes down which of its public methods the kit itself uses, and not asyncio: a line for each, in the file NOTES_CALLS."""

import asyncio
import os
import sys

seen = set()


class NotesCalls(asyncio.SelectorEventLoop):
    def __getattribute__(self, name):
        caller = sys._getframe(1).f_code.co_filename
        is_kit = caller.startswith("<loop_conformance") and caller != "<loop_conformance_missing>"
        if is_kit and not name.startswith("_") and name not in seen:
            seen.add(name)
            with open(os.environ["NOTES_CALLS"], "a") as notes:
                notes.write(name + "\n")
        return super().__getattribute__(name)
