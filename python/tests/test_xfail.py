"""Lists of expected failures that are refused. What they say does not depend on the version of pytest."""

from __future__ import annotations

from pathlib import Path

import pytest

from loop_conformance import _xfail

CLOSED = "lifecycle.closed-loop-refuses-work"
ONE = "handles.cancelled-callback-never-runs"
KNOWN = {CLOSED, ONE}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("lifecycle.closed-loop-refuses-wrk  # why", f"list.txt:1: there is no clause .*Did you mean {CLOSED}\\?"),
        (f"# Known.\n\n{ONE}", "list.txt:3: this is not an expected failure: "),
        (f"{ONE}  #", f"list.txt:1: {ONE} has no reason"),
    ],
)
def test_lines_of_another_form_are_refused(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "list.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(_xfail.XfailError, match=says):
        _xfail.read(path, KNOWN)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "list.json is not JSON"),
        ('{"clause": "x"}', "is not a list of expected failures"),
        (f'[{{"clause": "{ONE}", "reason": ""}}]', f"list.json, entry 1: {ONE} has no reason"),
        (f'[{{"clause": "{ONE}", "why": "x", "reason": "x"}}]', "is not a list of expected failures"),
    ],
)
def test_json_of_another_form_is_refused(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "list.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(_xfail.XfailError, match=says):
        _xfail.read(path, KNOWN)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(_xfail.XfailError, match="list.txt cannot be read"):
        _xfail.read(tmp_path / "list.txt", KNOWN)


def test_an_unknown_situation_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(f"{ONE}[cancelled in the run]  # why\n{CLOSED}[anything]  # not judged here\n", encoding="utf-8")
    with pytest.raises(_xfail.XfailError, match=r"list.txt:1: .* Did you mean cancelled before the run\?"):
        _xfail.check_situations(_xfail.read(path, KNOWN), {ONE: ["cancelled before the run"]})
