"""The list of expected failures of a project: clauses or single checks, each with a reason."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

_LINE = re.compile(r"^(?P<clause>[\w.-]+)(?:\[(?P<situation>.*)\])?\s+#\s*(?P<reason>.*)$")
_SHAPE = "<clause>  # <reason>, or <clause>[<situation>]  # <reason>"


class XfailError(Exception):
    """The list cannot be used. The message says which line of it, and why."""


@dataclass(frozen=True)
class Expected:
    """A failure that is known. Without a situation it is that of any check of the clause."""

    clause: str
    situation: Optional[str]
    reason: str
    #: Of the file, with the number of the line or of the entry.
    place: str


def read(path: Path, clauses: Collection[str]) -> list[Expected]:
    """Read the file. Raises XfailError if a line has another form, no reason, or a clause that does not exist."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise XfailError(f"{path.name} cannot be read: {error.strerror}.") from error
    entries = list(_from_json(path.name, text) if path.suffix == ".json" else _from_lines(path.name, text))
    for entry in entries:
        if entry.clause not in clauses:
            raise XfailError(f"{entry.place}: there is no clause {entry.clause}.{_near(entry.clause, clauses)}")
        if not entry.reason.strip():
            raise XfailError(f"{entry.place}: {entry.clause} has no reason. Expected: {_SHAPE}")
    return entries


def check_situations(entries: Iterable[Expected], situations: Mapping[str, Collection[str]]) -> None:
    """See that each situation exists, of the clauses that apply. Raises XfailError."""
    for entry in entries:
        known = situations.get(entry.clause)
        if entry.situation is not None and known is not None and entry.situation not in known:
            near = _near(entry.situation, known)
            raise XfailError(f"{entry.place}: {entry.clause} has no check [{entry.situation}].{near}")


def _from_lines(name: str, text: str) -> Iterable[Expected]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _LINE.match(line.strip())
        if match is None:
            raise XfailError(f"{name}:{number}: this is not an expected failure: {line.strip()}\nExpected: {_SHAPE}")
        yield Expected(match["clause"], match["situation"], match["reason"], f"{name}:{number}")


def _from_json(name: str, text: str) -> Iterable[Expected]:
    shape = '[{"clause": "<clause>", "reason": "<reason>"}], and a "situation" for a single check'
    try:
        entries: Any = json.loads(text)
    except ValueError as error:
        raise XfailError(f"{name} is not JSON: {error}.") from error
    if not isinstance(entries, list) or not all(_is_entry(entry) for entry in entries):
        raise XfailError(f"{name} is not a list of expected failures.\nExpected: {shape}")
    for number, entry in enumerate(entries, 1):
        yield Expected(entry["clause"], entry.get("situation"), entry["reason"], f"{name}, entry {number}")


def _is_entry(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and set(entry) <= {"clause", "situation", "reason"}
        and all(isinstance(entry.get(key), str) for key in ("clause", "reason"))
        and isinstance(entry.get("situation", ""), str)
    )


def _near(word: str, known: Iterable[str]) -> str:
    found = difflib.get_close_matches(word, list(known), n=1)
    return f" Did you mean {found[0]}?" if found else ""
