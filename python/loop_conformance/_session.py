"""The items of one session of pytest, and the kit that judges them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Optional

import pytest

from loop_conformance import _xfail
from loop_conformance._items import Suite
from loop_conformance._kit import Kit, KitFailed, Key, Results, Row

#: How the controller of xdist hands the checks to its workers.
_INPUT = "loop_conformance"


class Checks:
    """
    Adds the items, and starts the kit when the first of them runs. With xdist, the controller asks for the checks and starts the kit,
    with what the workers have selected. The workers read what it finds.
    """

    def __init__(self, config: pytest.Config, candidate: str, folder: Path) -> None:
        self.candidate = candidate
        self.expected = _read_xfail(config)
        self._config = config
        self._input: Optional[dict[str, str]] = getattr(config, "workerinput", {}).get(_INPUT)
        self._kit = Kit(candidate, config.getini("loop_conformance_options"), folder)
        self._checks: list[Row] = []
        self._results: Optional[Results] = None
        self._selected: Optional[list[Key]] = None
        self._programs: dict[Key, Row] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self) -> None:
        """The controller of xdist asks for the checks before it starts its workers."""
        if self._config.pluginmanager.hasplugin("dsession"):
            self._load()

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, session: pytest.Session, items: list[pytest.Item]) -> None:
        """Add the items, before anything is deselected."""
        if self._input is None:
            self._load()
        else:
            self._checks = json.loads(self._input["checks"])
            self._results = Results(Path(self._input["events"]))
        suite = Suite.from_parent(session, name="loop_conformance", checks=self, listed=self._checks)
        # As pytest does it, so that the items are counted.
        collected = suite.ihook.pytest_make_collect_report(collector=suite)
        suite.ihook.pytest_collectreport(report=collected)
        items.extend(collected.result)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Note what is selected."""
        self._selected = [item.key for item in session.items if hasattr(item, "key")]

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Hand the checks to a worker of xdist."""
        node.workerinput[_INPUT] = {"checks": json.dumps(self._checks), "events": str(self._kit.events)}

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        """Start the kit with what a worker of xdist has selected: the others have selected the same."""
        if self._results is None:
            selected = set(ids)
            chosen = [one for one in self._checks if Suite.name_of(one) in selected]
            self._start([(one["clause"], one["situation"]) for one in chosen])

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Show the programs: what a failed check does, in plain asyncio."""
        for (clause, _), program in self._programs.items():
            terminalreporter.section(f"{clause} in plain asyncio", sep="-")
            terminalreporter.write_line(program["text"].rstrip())

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Wait for the programs if tests have failed, and end the kit, if it still runs."""
        if self._input is not None:
            return
        is_whole = exitstatus == pytest.ExitCode.TESTS_FAILED and not session.shouldfail and not session.shouldstop
        if is_whole and self._results is not None:
            try:
                self._results.at_the_end()
            except KitFailed:
                # An item has said so.
                pass
            self._programs = self._results.programs
        self._kit.stop()

    def results(self) -> Results:
        """The results of the run. Starts the kit if it has not started. Raises KitFailed."""
        if self._results is None:
            self._start(self._selected or [])
        assert self._results is not None
        return self._results

    def others_of(self, clause: str) -> list[Key]:
        """Every check of the clause."""
        return [(one["clause"], one["situation"]) for one in self._checks if one["clause"] == clause]

    def _load(self) -> None:
        try:
            self._checks = self._kit.checks()
            situations: dict[str, list[str]] = {}
            for one in self._checks:
                situations.setdefault(one["clause"], []).append(Suite.title_of(one))
            _xfail.check_situations(self.expected, situations)
        except (KitFailed, _xfail.XfailError) as problem:
            raise pytest.UsageError(str(problem)) from None

    def _start(self, keys: list[Key]) -> None:
        if keys:
            self._kit.run(keys, {entry.clause for entry in self.expected})
        self._results = Results(self._kit.events, is_empty=not keys)


def _read_xfail(config: pytest.Config) -> list[_xfail.Expected]:
    name: str = config.getini("loop_conformance_xfail")
    if not name:
        return []
    names = json.loads((Path(__file__).parent / "kit" / "names.json").read_text(encoding="utf-8"))
    try:
        return _xfail.read(config.rootpath / name, names["clauses"])
    except _xfail.XfailError as problem:
        raise pytest.UsageError(str(problem)) from None
