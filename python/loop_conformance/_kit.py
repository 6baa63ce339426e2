"""Runs the kit for the plugin of pytest, and reads its events. `--reporter events` of the kit describes their form."""

from __future__ import annotations

import json
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Optional

from loop_conformance import _command

#: In seconds. The kit ends at once when it is told to; what a loop keeps busy may take a moment.
_PATIENCE = 5.0
_LOOK_EVERY = 0.02

Key = tuple[str, str]
Row = dict[str, Any]


class KitFailed(Exception):
    """The kit could not do what it was told. The message is its own."""


class Kit:
    """The kit with one candidate. The folder is the one in which the candidate is looked for."""

    def __init__(self, candidate: str, options: Sequence[str], folder: Path) -> None:
        self._arguments = [candidate, *options]
        self._folder = folder
        self._place = tempfile.TemporaryDirectory(prefix="loop-conformance-pytest-")
        self.events = Path(self._place.name) / "events.ndjson"
        self._process: Optional[subprocess.Popen[bytes]] = None
        self._watcher: Optional[threading.Thread] = None

    def checks(self) -> list[Row]:
        """The checks that apply to the candidate, in the order in which they run. Raises KitFailed."""
        try:
            process = self._start("--checks", "--reporter", "events")
        except _command.CannotRun as problem:
            raise KitFailed(str(problem)) from problem
        out, err = process.communicate()
        if process.returncode != 0:
            raise KitFailed(_words(err))
        begin = json.loads(out.splitlines()[0])
        return _with_titles(begin["checks"])

    def run(self, checks: Iterable[Key], expected: Iterable[str]) -> None:
        """Start the kit with these checks. What it finds goes to the file of events. Raises KitFailed."""
        selection = Path(self._place.name) / "selection.json"
        listed = [{"clause": clause, "situation": situation} for clause, situation in checks]
        selection.write_text(json.dumps({"checks": listed, "expected": sorted(expected)}), encoding="utf-8")
        try:
            self._process = self._start("--selection", str(selection), "--reporter", f"events={self.events}")
        except _command.CannotRun as problem:
            raise KitFailed(str(problem)) from problem
        self._watcher = threading.Thread(target=self._watch, args=(self._process,), daemon=True)
        self._watcher.start()

    def stop(self) -> None:
        """End the kit, with every process that it has started."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                self._process.kill()
        if self._watcher is not None:
            self._watcher.join(_PATIENCE)
        self._place.cleanup()

    def _start(self, *more: str) -> subprocess.Popen[bytes]:
        command = _command.command_line([*self._arguments, *more])
        try:
            return subprocess.Popen(
                command,
                cwd=self._folder,
                env=_command.environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        except OSError as error:
            raise _command.cannot_start(command[0], error) from error

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        """Wait for the end of the kit, and add it to the events: if it failed, nothing else there says so."""
        _, err = process.communicate()
        event = {"event": "exit", "code": process.returncode, "message": _words(err)}
        try:
            with self.events.open("a", encoding="utf-8") as file:
                file.write(f"{json.dumps(event)}\n")
        except OSError:
            # The run is over, and its folder is gone.
            return


def _with_titles(checks: list[Row]) -> list[Row]:
    """The checks, each with a title of its own: null and undefined are both None in Python."""
    titles: dict[Key, int] = {}
    for one in checks:
        title = one.get("title") or one["situation"]
        number = titles[one["clause"], title] = titles.get((one["clause"], title), 0) + 1
        one["title"] = title if number == 1 else f"{title} ({number})"
    return checks


class Results:
    """Reads the events of a run while it goes on, in the process that has started the kit or in another one."""

    def __init__(self, events: Path, *, is_empty: bool = False) -> None:
        self._path = events
        self._position = 0
        self._rows: dict[Key, Row] = {}
        #: Of plain asyncio, by the check whose failure they show.
        self.programs: dict[Key, Row] = {}
        self._last: Optional[Row] = {"event": "end"} if is_empty else None

    def of(self, key: Key) -> Optional[Row]:
        """The row of a check, as soon as there is one. None if the run ended without. Raises KitFailed."""
        while key not in self._rows and not self._is_over():
            time.sleep(_LOOK_EVERY)
        return self._rows.get(key)

    def at_the_end(self) -> dict[Key, Row]:
        """The rows of all checks that ran, when the run is over. Raises KitFailed."""
        while not self._is_over():
            time.sleep(_LOOK_EVERY)
        return self._rows

    def _is_over(self) -> bool:
        """Read what is new. Raises KitFailed if the kit ended without an end of its run."""
        for event in self._new_events():
            kind = event.pop("event")
            if kind == "result":
                self._rows[event["clause"], event["situation"]] = event
            elif kind == "program":
                self.programs[event["clause"], event["situation"]] = event["program"]
            elif kind in ("end", "exit"):
                self._last = self._last or {"event": kind, **event}
        if self._last is not None and self._last["event"] == "exit":
            raise KitFailed(self._last["message"] or f"The kit ended with {self._last['code']}.")
        return self._last is not None

    def _new_events(self) -> Iterable[Row]:
        try:
            with self._path.open("rb") as file:
                file.seek(self._position)
                text = file.read()
        except FileNotFoundError:
            return []
        # The last line may not be whole yet.
        whole = text[: text.rfind(b"\n") + 1]
        self._position += len(whole)
        return [json.loads(line) for line in whole.splitlines()]


def _words(err: bytes) -> str:
    return err.decode("utf-8", "replace").strip()
