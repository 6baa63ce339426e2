"""Holds the overrides of a candidate against the calls of asyncio, version by version. The table is spec/hooks/hooks.json."""

import ast
import base64
import json
import os
import sys
import zlib

from loop_conformance_candidate import Refused, load_candidate
from loop_conformance_loops import loop_maker
from loop_conformance_overrides import kind_of_class, override_of, own_classes
from loop_conformance_reach import Reach

# A function of asyncio passes these on if a program gives them.
GIVEN_BY_PROGRAMS = {"create_task": ["name", "context", "eager_start"]}


def unpack(text):
    """The table, with the words of `words.json` in it, as the kit ships it."""
    return json.loads(zlib.decompress(base64.b64decode(text)).decode())


def number(version):
    """`3.15` as a number: 15."""
    return int(version.split(".")[1])


def holds_in(minor):
    """Whether a row of the table is about this version."""

    def holds(row):
        return number(row.get("since", "3.0")) <= minor <= number(row.get("until", "3.999"))

    return holds


def judge(table, loop_class, module, first, last):
    """
    Holds every override against the versions `first` to `last` (minor versions). Returns a row for each. `breaks` are the calls
    that it refuses. `unsure` are those that it may refuse: below its decorator, or if asyncio gets the object at all.
    """
    own = [(kind_of_class(cls), cls) for cls in own_classes(loop_class, module)]
    classes = [("loop", loop_class)] + [(kind, cls) for kind, cls in own if kind not in (None, "loop")]
    reaches = {minor: Reach(table, loop_class, holds_in(minor)) for minor in range(first, last + 1)}
    rows = {}
    for kind, cls in classes:
        for hook in table["hooks"]:
            override = override_of(cls, hook["name"]) if hook["kind"] == kind else None
            if override is None or not is_called(hook, cls, reaches):
                continue
            row = row_of(kind, override, hook, reaches)
            if (row["breaks"] or row["unsure"]) and override.only_raises():
                continue
            # A method that several classes inherit is one row.
            known = rows.setdefault((override.owner, override.name), row)
            if len(row["breaks"]) > len(known["breaks"]):
                rows[override.owner, override.name] = row
    return list(rows.values())


def is_called(hook, cls, reaches):
    """Whether any function of asyncio calls the method of this class, in any of the versions."""
    return any(
        reach.reaches(by, cls, hook["kind"])
        for minor, reach in reaches.items()
        for call in filter(holds_in(minor), hook["calls"])
        for by in call["by"]
    )


def row_of(kind, override, hook, reaches):
    signature = override.signature()
    row = {
        "kind": kind,
        "class": override.owner.__name__,
        "method": override.name,
        "place": override.place(),
        "signature": None if signature is None else str(signature),
        "breaks": refused_calls(hook, override, reaches, override.refusal),
        "unsure": refused_calls(hook, override, reaches, override.refusal_inside),
    }
    if kind == "server" and not issubclass(override.cls, sys.modules["asyncio"].base_events.Server):
        # Whether it is given to a transport of asyncio, or only to those of the candidate, nobody can see.
        row["unsure"], row["breaks"] = row["breaks"] + row["unsure"], []
    if row["breaks"] or row["unsure"]:
        row["for"], row["write"] = hook.get("for"), hook.get("write")
    return row


def refused_calls(hook, override, reaches, refusal):
    """The refused calls: arguments, callers, the first version, and the last one if it ends before the newest."""
    found = {}
    for minor, reach in reaches.items():
        for call in filter(holds_in(minor), hook["calls"]):
            why = refusal(*shape_of(call["args"], override.name))
            callers = why and [by for by in call["by"] if reach.reaches(by, override.cls, hook["kind"])]
            if callers:
                span = found.setdefault(call["args"], {"args": call["args"], "why": why, "by": [], "since": minor})
                span["by"] += [by for by in callers if by not in span["by"]]
                span["until"] = minor
    newest = max(reaches)
    for span in found.values():
        span["since"] = "3.%d" % span["since"]
        span["until"] = "3.%d" % span["until"] if span["until"] < newest else None
    return sorted(found.values(), key=lambda span: number(span["since"]))


def shape_of(text, method):
    """How many positional arguments, and which keywords: `fd, callback, *args, context=` is 3 and context."""
    words = [word for word in text.split(", ") if word]
    # Somebody passes at least one more, or there would be no `*args`.
    count = len([word for word in words if not word.endswith("=") and word != "**kwargs"])
    keywords = [word[:-1] for word in words if word.endswith("=")]
    return count, keywords + (GIVEN_BY_PROGRAMS.get(method, []) if "**kwargs" in words else [])


def notes_of(table, loop_class, last):
    """The parameters that the public methods of loops got, and that an override does not take. Only a program passes them."""
    notes = []
    for method, spans in table["public"].items():
        override = override_of(loop_class, method)
        if override is None or override.only_raises() or override.signature() is None:
            continue
        since = {}
        for minor in range(number(spans[0].get("since", "3.0")), last + 1):
            for span in filter(holds_in(minor), spans):
                for name in keywords_of(span["parameters"]):
                    since.setdefault(name, span.get("since"))
        taken = override.signature().parameters.values()
        if not any(one.kind is one.VAR_KEYWORD for one in taken):
            lacking = [name for name in since if name not in {one.name for one in taken}]
            notes += [{"method": method, "parameter": name, "since": since[name]} for name in lacking]
    return notes


def keywords_of(parameters):
    """The parameters with a default: those that a program passes by their names."""
    arguments = ast.parse("def f(%s): pass" % parameters).body[0].args
    defaults = arguments.args[len(arguments.args) - len(arguments.defaults) :] if arguments.defaults else []
    return [one.arg for one in defaults + arguments.kwonlyargs]


def report(table, loop_class, module, last):
    """What `loop-conformance hooks` prints, as data."""
    first = sys.version_info[1]
    newest = number(max(table["sources"], key=number))
    last = max(first, newest) if last is None else last
    if not first <= last <= max(first, newest):
        known = "3.%d" % first if newest <= first else "3.%d to 3.%d" % (first, newest)
        raise Refused(
            "--to does not fit the interpreter.\nFound:    --to 3.%d, with CPython 3.%d\nExpected: %s; --python names "
            "another interpreter." % (last, first, known)
        )
    overrides = judge(table, loop_class, module, first, last)
    broken = [number(one["since"]) for row in overrides for one in row["breaks"]]
    binds = min(broken) - 1 if broken else last
    return {
        "loop": "%s.%s" % (loop_class.__module__, loop_class.__qualname__),
        "bases": [base.__name__ for base in loop_class.__mro__[1:] if base.__module__.split(".")[0] == "asyncio"],
        "python": "%d.%d.%d" % sys.version_info[:3],
        "from": "3.%d" % first,
        "to": "3.%d" % last,
        "bindsUpTo": "3.%d" % binds if binds >= first else None,
        "overrides": overrides,
        "notes": notes_of(table, loop_class, last),
    }


def refused_overrides(packed, loop_class, module):
    """For a normal run: one row for each call that an override refuses, in this version of CPython or in a later one."""
    table = unpack(packed)
    first = sys.version_info[1]
    rows = []
    for row in judge(table, loop_class, module, first, max(first, number(max(table["sources"], key=number)))):
        # A future beside the loop need not be one that the loop makes.
        for call in row["breaks"] if row["kind"] != "future" else []:
            is_now = number(call["since"]) == first
            # What only programs pass is judged by other clauses, which pass it.
            if not (is_now and "**kwargs" in call["args"]):
                rows.append(
                    {
                        "method": "%s.%s" % (row["class"], row["method"]),
                        "isPrivate": row["method"].startswith("_"),
                        "call": "%s(%s)" % (row["method"], shown(call["args"])),
                        "by": caller_name(call["by"][0]),
                        "why": call["why"],
                        "since": call["since"],
                        "isNow": is_now,
                        "place": row["place"],
                        "write": row["write"],
                    }
                )
    return rows


def shown(text):
    """`fd, callback, context=` as a call: `fd, callback, context=...`."""
    return ", ".join(word + "\u2026" if word.endswith("=") else word for word in text.split(", "))


def caller_name(caller):
    """Without the module, if a class says enough."""
    return caller.split(".", 1)[1] if caller.count(".") > 1 else caller


def class_of_loops(make_loop, name):
    """The class itself, or that of a loop that is made for this and closed."""
    if isinstance(make_loop, type) and hasattr(make_loop, "call_soon"):
        return make_loop
    loop = loop_maker(make_loop, name, [])()
    try:
        loop.close()
    except Exception:
        # How a loop closes is judged elsewhere.
        pass
    return type(loop)


def main(module_name, callable_name, last, packed, write):
    """Writes `["return", report]`, or `["refused", code, message]` as the bridge does."""
    try:
        make_loop, module = load_candidate(module_name, callable_name)
        name = callable_name and "%s:%s" % (module_name, callable_name) or module_name
        reply = ["return", report(unpack(packed), class_of_loops(make_loop, name), module, last)]
    except Refused as refused:
        reply = ["refused", refused.code, str(refused)]
    with os.fdopen(write, "wb") as file:
        file.write(json.dumps(reply).encode())
    # What the candidate has started, such as threads, need not end.
    os._exit(0)
