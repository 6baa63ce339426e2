"""Runs programs of plain asyncio, each in a process of its own, on asyncio and on the candidate, and tells what they print.

A line of JSON on standard input asks for a trial: {"text": program, "seconds": most}. A line on standard output is the reply: for both,
what was printed, line by line, and how many seconds it took on asyncio. The last line that was printed says how a program ended, if it
did not just end.
"""

import json
import os
import select
import signal
import sys
import time

import asyncio  # Imported once, so that a trial does not have to.


def start(text, arguments):
    """Starts a program in a fork. Returns its process and the descriptor of what it prints."""
    read, write = os.pipe()
    process = os.fork()
    if process:
        os.close(write)
        return process, read
    os.setsid()
    os.dup2(write, 1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 2)
    sys.stdout = os.fdopen(1, "w", buffering=1, closefd=False)
    sys.stderr = os.fdopen(2, "w", closefd=False)
    sys.argv = ["program.py"] + arguments
    signal.signal(signal.SIGINT, signal.default_int_handler)
    status = 0
    try:
        exec(compile(text, "program.py", "exec"), {"__name__": "__main__"})
    except BaseException as error:
        print("ends with %s: %s" % (type(error).__name__, str(error).split("\n")[0]))
        status = 1
    os._exit(status)


def finish(process, read, deadline):
    """Returns the lines that a program prints. A program that does not end is killed."""
    chunks = []
    while True:
        left = deadline - time.monotonic()
        ready = left > 0 and select.select([read], [], [], left)[0]
        if not ready:
            os.killpg(process, signal.SIGKILL)
            chunks.append(b"does not end")
            break
        chunk = os.read(read, 65536)
        if not chunk:
            break
        chunks.append(chunk)
    os.close(read)
    _, status = os.waitpid(process, 0)
    lines = b"".join(chunks).decode("utf-8", "replace").splitlines()
    if os.WIFSIGNALED(status) and lines[-1:] != ["does not end"]:
        lines.append("is ended by %s" % signal.Signals(os.WTERMSIG(status)).name)
    return lines[:500]


def trial(text, seconds):
    begun = time.monotonic()
    on_asyncio, on_candidate = start(text, ["asyncio"]), start(text, [])
    lines = finish(*on_asyncio, begun + seconds)
    took = time.monotonic() - begun
    return {"asyncio": lines, "candidate": finish(*on_candidate, begun + seconds), "seconds": took}


def main():
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(trial(asked["text"], asked["seconds"])), flush=True)


main()
