"""The items: what becomes of a check in the words of pytest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NoReturn, Optional

import pytest
from _pytest._code.code import ReprFileLocation

from loop_conformance._kit import Key, KitFailed, Row
from loop_conformance._xfail import Expected

if TYPE_CHECKING:
    from loop_conformance._session import Checks

#: The situation of the clauses that every check watches. They are judged when all checks have run.
_THROUGHOUT = "throughout the suite"
_FAILED = frozenset({"fail", "hang", "crash", "inconclusive"})
#: What a failure says, in this order, besides its message.
_LABELS = ("condition", "case", "expected", "actual", "at", "hint")


class Suite(pytest.Collector):
    """All items. It is not a file, so pytest does not find it by itself."""

    def __init__(self, *, checks: Checks, listed: list[Row], **rest: Any) -> None:
        super().__init__(nodeid="loop_conformance", **rest)
        self.checks = checks
        self.listed = listed

    def collect(self) -> Iterator[pytest.Item]:
        """One item for each check, and one for all that passed and is tried again."""
        for one in self.listed:
            item = CheckItem.from_parent(self, name=f"{one['clause']}[{self.title_of(one)}]", listed=one)
            area = one["clause"].partition(".")[0]
            for mark in ("loop_conformance", one["level"].lower(), area, one["profile"]):
                item.add_marker(mark.replace("-", "_"))
            yield item
        again = ConditionsItem.from_parent(self, name="conditions[checks that passed, tried again under conditions]")
        for mark in ("loop_conformance", "must"):
            again.add_marker(mark)
        yield again

    @staticmethod
    def title_of(listed: Row) -> str:
        """The situation of a check, in the words of Python."""
        return str(listed["title"])

    @classmethod
    def name_of(cls, listed: Row) -> str:
        """The id of the item of a check."""
        return f"loop_conformance::{listed['clause']}[{cls.title_of(listed)}]"


class _Item(pytest.Item):
    """Fails without a traceback of the plugin."""

    row: Optional[Row] = None

    def __init__(self, *, name: str, parent: pytest.Collector, **rest: Any) -> None:
        # Without an id as a text, newer versions of pytest do not find it in what failed the last time.
        super().__init__(name=name, parent=parent, nodeid=f"{parent.nodeid}::{name}", **rest)

    @property
    def checks(self) -> Checks:
        suite = self.parent
        assert isinstance(suite, Suite)
        return suite.checks

    def runtest(self) -> None:
        """Judge. What the kit itself cannot do ends the session."""
        try:
            self.judge()
        except KitFailed as problem:
            self.session.shouldfail = f"loop-conformance: {problem}"
            pytest.fail(str(problem), pytrace=False)

    def judge(self) -> None:
        raise NotImplementedError

    def fail(self, row: Row) -> NoReturn:
        self.row = row
        pytest.fail(explain(row), pytrace=False)

    def skip(self, reason: str) -> NoReturn:
        raise pytest.skip.Exception(reason, _use_item_location=True)

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:
        """The failure is in the loop, where the kit has seen it."""
        shown = super().repr_failure(excinfo)
        if hasattr(shown, "reprcrash"):
            path, line = place(self.row)
            # Some versions of pytest leave it out for a failure without a traceback.
            message = shown.reprcrash.message if shown.reprcrash else str(excinfo.value)
            shown.reprcrash = ReprFileLocation(path or self.checks.candidate, line, message)
        return shown

    def reportinfo(self) -> tuple[str, int, str]:
        return self.checks.candidate, 0, self.name


class CheckItem(_Item):
    """One check."""

    def __init__(self, *, listed: Row, **rest: Any) -> None:
        super().__init__(**rest)
        self.listed = listed
        self.key: Key = (listed["clause"], listed["situation"])

    def judge(self) -> None:
        """Wait for the result. It can be that of a check that has run long before."""
        row = self.checks.results().of(self.key)
        if row is None:
            self.skip("Not judged: not every check has run.")
        status = row["status"]
        expected = self._expected()
        if status == "deviation":
            self._xfail(f"declared deviation: {row['deviation']['reason']}", row)
        elif status in _FAILED and expected is not None:
            self._xfail(expected.reason, row)
        elif status in _FAILED and row["level"] == "MUST":
            self.fail(row)
        elif status in _FAILED:
            self.skip(f"{row['level']}, and not kept: {row.get('message', status)}")
        elif status == "consequence":
            self.skip(f"consequence of {row['consequenceOf']}: {row.get('message', status)}")
        elif status == "blocked":
            self.skip(f"not tried, because {row['blockedBy']} is not kept")
        elif status == "skip":
            self.skip(row.get("message", "Not run."))
        elif expected is not None and self._is_kept(expected):
            pytest.fail(f"[XPASS(strict)] {expected.reason}\n{_kept(expected)}", pytrace=False)

    def _expected(self) -> Optional[Expected]:
        """The line of the list of expected failures, of this check or else of its clause."""
        clause, title = self.key[0], Suite.title_of(self.listed)
        lines = [entry for entry in self.checks.expected if entry.clause == clause]
        own = [entry for entry in lines if entry.situation == title]
        return next(iter(own or [entry for entry in lines if entry.situation is None]), None)

    def _xfail(self, reason: str, row: Row) -> None:
        pytest.xfail(reason)
        # With --runxfail the call returns.
        self.fail(row)

    def _is_kept(self, expected: Expected) -> bool:
        """Whether a line of the list is out of date. One for a clause is, if all checks of the clause pass. The first one says so."""
        if expected.situation is not None:
            return True
        keys = self.checks.others_of(expected.clause)
        if keys[0] != self.key:
            return False
        results = self.checks.results()
        return all((results.of(key) or {}).get("status") == "pass" for key in keys)


class ConditionsItem(_Item):
    """The checks that passed, and fail on a loop that has run before, in debug mode, or under another condition."""

    def judge(self) -> None:
        """Wait for the end of the run."""
        late = [row for row in self.checks.results().at_the_end().values() if row.get("late")]
        known = {entry.clause for entry in self.checks.expected}
        failed = [
            row
            for row in late
            if row["status"] in _FAILED
            and row["level"] == "MUST"
            and row["situation"] != _THROUGHOUT
            and row["clause"] not in known
        ]
        if failed:
            self.row = failed[0]
            pytest.fail("\n\n".join(f"{row['clause']}: {explain(row)}" for row in failed), pytrace=False)


def place(row: Optional[Row]) -> tuple[str, int]:
    """The file and the line where the kit has seen the failure. An empty file if it has seen none."""
    path, line = re.fullmatch(r"(.*?)(?::(\d+))?(?::\d+)?", (row or {}).get("at") or "", re.DOTALL).groups()  # type: ignore[union-attr]
    return path, int(line or 1)


def explain(row: Row) -> str:
    """A failure in a few lines: what went wrong, what was expected, what happened, and where to look."""
    first = row.get("message") or row.get("actual") or row["status"]
    lines = [first]
    for label in _LABELS:
        text = row.get(label)
        if text and text != first:
            lines.append(_labelled("location" if label == "at" else label, text))
    program = row.get("program")
    if program:
        text = program.get("statements") or program["text"]
        lines += ["", "  program", *(f"    {line}" for line in text.splitlines())]
    return "\n".join(lines)


def _labelled(label: str, text: str) -> str:
    first, *rest = text.splitlines()
    return "\n".join([f"  {label:<10} {first}", *(f"{'':<13}{line}" for line in rest)])


def _kept(expected: Expected) -> str:
    return f"Every check of {expected.clause} passes. Remove {expected.place}." if expected.situation is None else (
        f"The check passes. Remove {expected.place}."
    )
