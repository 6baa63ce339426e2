"""A plugin of pytest: each check of the suite is an item. `pytest --loop-conformance my_loop:MyLoop` adds them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Optional

import pytest

if TYPE_CHECKING:
    from loop_conformance._session import Checks

_PLUGIN = "loop-conformance-checks"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option and the lines of the ini file."""
    what = "the loop whose conformance is tested: <module or file>[:<callable>], such as uvloop:new_event_loop"
    group = parser.getgroup("loop-conformance")
    group.addoption("--loop-conformance", metavar="LOOP", default=None, help=what)
    parser.addini("loop_conformance", f"{what}. It is tested if pytest is called without paths.", default="")
    parser.addini("loop_conformance_xfail", "a file with the checks that are expected to fail", default="")
    parser.addini("loop_conformance_options", "further options of the command", type="args", default=[])


def pytest_configure(config: pytest.Config) -> None:
    """Register the marks, and what makes the items if a loop is named."""
    for level in ("must", "should", "may"):
        config.addinivalue_line("markers", f"{level}: a check of a loop, of a clause of this level")
    config.addinivalue_line("markers", "loop_conformance: a check of a loop")
    named = _named(config)
    if named is None:
        return
    from loop_conformance._session import Checks

    candidate, folder = named
    for name, what in _areas_and_profiles():
        config.addinivalue_line("markers", f"{name.replace('-', '_')}: a check of a loop, of the {what} {name}")
    config.pluginmanager.register(Checks(config, candidate, folder), _PLUGIN)


def pytest_report_header(config: pytest.Config) -> Optional[str]:
    """Name the loop."""
    checks: Optional[Checks] = config.pluginmanager.get_plugin(_PLUGIN)
    return None if checks is None else f"loop-conformance: {checks.candidate}"


def _named(config: pytest.Config) -> Optional[tuple[str, Path]]:
    """The loop that is to be tested, and the folder in which it is looked for. None if there is none."""
    given: Optional[str] = config.getoption("--loop-conformance")
    if given is not None:
        return (given, Path(config.invocation_params.dir)) if given else None
    named: str = config.getini("loop_conformance")
    return (named, config.rootpath) if named and not _has_paths(config) else None


def _has_paths(config: pytest.Config) -> bool:
    """Whether paths were given to pytest: then these are what is to run."""
    source: Any = getattr(config, "args_source", None)
    if source is not None:
        return bool(source.name == "ARGS")
    usual = {str(config.invocation_params.dir), *config.getini("testpaths")}
    return any(argument not in usual for argument in config.args)


def _areas_and_profiles() -> Iterator[tuple[str, str]]:
    names = json.loads((Path(__file__).parent / "kit" / "names.json").read_text(encoding="utf-8"))
    for area in names["areas"]:
        yield area, "area"
    for profile in names["profiles"]:
        yield profile, "profile"
