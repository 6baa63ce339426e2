"""The plugin of pytest. Each test judges a few checks, so that it takes a second or two."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

#: One accepts work when it is closed, and one has no timers.
LOOP = """
import asyncio

class MyLoop(asyncio.SelectorEventLoop):
    def call_soon(self, callback, *args, context=None):
        if self.is_closed():
            return asyncio.Handle(callback, args, self, context)
        return super().call_soon(callback, *args, context=context)

class NoTimers(asyncio.SelectorEventLoop):
    def call_at(self, when, callback, *args, context=None):
        raise RuntimeError("no timers today")
"""
DECLARED = """
loop_conformance_deviations = [{"clause": "lifecycle.closed-loop-refuses-work", "reason": "It drops what comes late."}]
"""
CLOSED = "lifecycle.closed-loop-refuses-work"
ONE = "handles.cancelled-callback-never-runs"


@pytest.fixture(autouse=True)
def loop(pytester: pytest.Pytester) -> None:
    """The loops, a test beside them, and no plugin that the tests do not ask for."""
    pytester.makepyfile(my_loop=LOOP, on_purpose=LOOP + DECLARED, test_beside="def test_of_its_own():\n    pass\n")


def run(pytester: pytest.Pytester, *args: str) -> pytest.RunResult:
    """Run pytest. What it prints is never a traceback of ours."""
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", *args)
    text = result.stdout.str() + result.stderr.str()
    assert "Traceback" not in text, text
    assert "/loop_conformance/_" not in text, text
    return result


def test_has_one_item_a_check(pytester: pytest.Pytester) -> None:
    result = run(pytester, "--loop-conformance", "my_loop:MyLoop", "--collect-only", "-q", "--strict-markers")
    lines = [line for line in result.outlines if line.startswith("loop_conformance::")]
    assert len(lines) > 500
    assert len(set(lines)) == len(lines)
    assert f"loop_conformance::{ONE}[cancelled before the run]" in lines
    assert "test_beside.py::test_of_its_own" in result.outlines


def test_selects_by_name(pytester: pytest.Pytester) -> None:
    result = run(pytester, "--loop-conformance", "my_loop:MyLoop", "-k", f"{CLOSED} or {ONE} or of_its_own")
    outcomes = result.parseoutcomes()
    assert outcomes["failed"] == 1
    assert outcomes["passed"] >= 3
    assert result.ret == 1
    assert "test_beside.py ." in result.stdout.str()


def test_says_in_a_few_lines_what_went_wrong(pytester: pytest.Pytester) -> None:
    result = run(pytester, "--loop-conformance", "my_loop:MyLoop", "-k", CLOSED)
    result.stdout.re_match_lines(
        [r"call_?[sS]oon\(\) on a closed loop did not throw.*|.*closed loop did not raise.*", r"  expected +\S", r"  actual +\S", r"  hint +\S"]
    )
    assert len(result.outlines) < 40


def test_names_the_line_of_the_loop(pytester: pytest.Pytester) -> None:
    result = run(pytester, "--loop-conformance", "my_loop:NoTimers", "-k", "cancelled-timer-never-runs", "--tb=line")
    assert any(line.startswith("my_loop.py:") or "/my_loop.py:" in line for line in result.outlines)


def test_shows_a_program_of_plain_asyncio(pytester: pytest.Pytester) -> None:
    clause = "timers.passed-deadline-is-due"
    # A busy machine may run out of the seconds that a program has. Then the failure is shown without it.
    for _attempt in range(3):
        result = run(pytester, "--loop-conformance", "my_loop:NoTimers", "-k", f"{clause} and long")
        if "in plain asyncio" in result.stdout.str():
            break
    result.stdout.re_match_lines([f"-+ {clause} in plain asyncio -+", "asyncio prints:", "import my_loop", "loop = new_event_loop()"])
    result.assert_outcomes(failed=1)


@pytest.mark.parametrize("level", ["must", "should"])
def test_selects_by_mark(pytester: pytest.Pytester, level: str) -> None:
    marks = f"{level} and handles and core and loop_conformance"
    result = run(pytester, "--loop-conformance", "asyncio", "-m", marks, "--strict-markers", "--collect-only", "-q")
    lines = [line for line in result.outlines if line.startswith("loop_conformance::")]
    assert lines and all(line.startswith("loop_conformance::handles.") for line in lines)


def test_stops_at_the_first_failure(pytester: pytest.Pytester) -> None:
    result = run(pytester, "--loop-conformance", "my_loop:MyLoop", "-x", "-k", "lifecycle or handles")
    assert result.parseoutcomes()["failed"] == 1
    assert "stopping after 1 failures" in result.stdout.str()


def test_runs_what_failed_the_last_time(pytester: pytest.Pytester) -> None:
    args = ("--loop-conformance", "my_loop:MyLoop")
    assert pytester.runpytest_subprocess(*args, "-k", CLOSED).parseoutcomes()["failed"] == 1
    result = pytester.runpytest_subprocess(*args, "--lf")
    result.assert_outcomes(failed=1)
    assert "rerun previous 1 failure" in result.stdout.str()


def test_workers_of_xdist_run_their_own(pytester: pytest.Pytester) -> None:
    pytest.importorskip("xdist")
    result = run(pytester, "--loop-conformance", "my_loop:MyLoop", "-n", "2", "-k", f"{CLOSED} or {ONE} or of_its_own")
    outcomes = result.parseoutcomes()
    assert outcomes["failed"] == 1
    assert outcomes["passed"] >= 3


def test_is_named_in_the_ini_file(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nloop_conformance = my_loop:MyLoop\n")
    run(pytester, "-k", ONE).assert_outcomes(passed=3)
    # Where paths are given, they are what is meant.
    run(pytester, "test_beside.py").assert_outcomes(passed=1)
    run(pytester, "--loop-conformance", "", "-k", "of_its_own").assert_outcomes(passed=1)


def test_passes_further_options(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nloop_conformance_options = --python /no/such/python\n")
    result = run(pytester, "--loop-conformance", "my_loop:MyLoop", "-k", ONE)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "/no/such/python" in result.stderr.str()


@pytest.mark.parametrize(
    ("target", "says"),
    [("no_such_module:Loop", "There is no module no_such_module"), ("./gone.py", "There is no file ./gone.py")],
)
def test_says_in_a_sentence_that_there_is_no_loop(pytester: pytest.Pytester, target: str, says: str) -> None:
    for more in ((), ("-n", "2")):
        result = run(pytester, "--loop-conformance", target, *more)
        assert result.ret == pytest.ExitCode.USAGE_ERROR
        assert f"ERROR: {says}" in result.stderr.str()


def test_a_declared_deviation_is_an_expected_failure(pytester: pytest.Pytester) -> None:
    result = run(pytester, "--loop-conformance", "on_purpose:MyLoop", "-k", CLOSED, "-rx")
    assert result.parseoutcomes()["xfailed"] >= 1
    assert "failed" not in result.parseoutcomes()
    assert "declared deviation: It drops what comes late." in result.stdout.str()


def test_junit_has_the_message(pytester: pytest.Pytester) -> None:
    run(pytester, "--loop-conformance", "my_loop:MyLoop", "-k", CLOSED, "--junitxml", "report.xml")
    failures = list(ElementTree.parse(pytester.path / "report.xml").iter("failure"))
    assert len(failures) == 1
    assert "closed loop" in failures[0].attrib["message"]


class TestExpectedFailures:
    """`loop_conformance_xfail`."""

    @staticmethod
    def expect(pytester: pytest.Pytester, text: str, name: str = "xfail.txt") -> None:
        pytester.makeini(f"[pytest]\nloop_conformance = my_loop:MyLoop\nloop_conformance_xfail = {name}\n")
        Path(pytester.path / name).write_text(text, encoding="utf-8")

    @pytest.mark.parametrize(
        "text",
        [
            f"# Known.\n\n{CLOSED}  # our issue 12\n",
            f"{CLOSED}[five ways to give it work, before and after close()]  # our issue 12\n",
        ],
    )
    def test_are_listed_with_their_reasons(self, pytester: pytest.Pytester, text: str) -> None:
        self.expect(pytester, text)
        result = run(pytester, "-k", f"{CLOSED} and five", "-rx")
        result.assert_outcomes(xfailed=1)
        assert "our issue 12" in result.stdout.str()
        run(pytester, "-k", f"{CLOSED} and five", "--runxfail").assert_outcomes(failed=1)

    def test_are_listed_in_json(self, pytester: pytest.Pytester) -> None:
        self.expect(pytester, json.dumps([{"clause": CLOSED, "reason": "our issue 12"}]), "xfail.json")
        run(pytester, "-k", f"{CLOSED} and five").assert_outcomes(xfailed=1)

    def test_explain_nothing(self, pytester: pytest.Pytester) -> None:
        self.expect(pytester, f"{CLOSED}  # our issue 12\n")
        # Without the list, one of these would be a consequence.
        result = run(pytester, "-m", "(lifecycle or task) and must", "-k", "close", "-rs")
        assert result.parseoutcomes()["failed"] == 1
        assert "consequence of" not in result.stdout.str()

    def test_are_strict(self, pytester: pytest.Pytester) -> None:
        self.expect(pytester, f"{ONE}  # it never worked\n")
        result = run(pytester, "-k", ONE)
        result.assert_outcomes(passed=2, failed=1)
        result.stdout.fnmatch_lines(["*XPASS(strict)* it never worked", "*Remove xfail.txt:1.*"])

    def test_are_strict_for_one_check(self, pytester: pytest.Pytester) -> None:
        self.expect(pytester, f"{ONE}[cancelled before the run]  # it never worked\n")
        run(pytester, "-k", f"{ONE} and before").assert_outcomes(failed=1, passed=1)

    def test_of_another_form_are_refused(self, pytester: pytest.Pytester) -> None:
        self.expect(pytester, "lifecycle.closed-loop-refuses-wrk  # why\n")
        result = run(pytester)
        assert result.ret == pytest.ExitCode.USAGE_ERROR
        result.stderr.fnmatch_lines([f"ERROR: xfail.txt:1: there is no clause *Did you mean {CLOSED}?"])
