"""Writes spec/hooks/hooks.json: which methods asyncio calls on objects of others, with which arguments, since which version.

    python3 scripts/hooks/extract.py          writes the file
    python3 scripts/hooks/extract.py --check  says whether it is what the sources say

It needs Python 3.9 or later, and the sources that sources.py looks for. The calls of C code are listed by hand in
spec/hooks/c-calls.json, because nothing reads C here.
"""

import json
import os
import sys

from calls import Version
from sources import VERSIONS, find_sources

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TABLE = os.path.join(ROOT, "spec", "hooks", "hooks.json")
C_CALLS = os.path.join(ROOT, "spec", "hooks", "c-calls.json")


def main(options):
    if sys.version_info < (3, 9):
        print("skipped: this needs Python 3.9 or later")
        return 0
    sources = find_sources(ROOT)
    missing = [version for version in VERSIONS if version not in sources]
    if missing:
        print("skipped: no sources of CPython %s on this machine" % ", ".join(missing))
        return 0
    if "--check" in options and releases_of(sources) != known_releases():
        print("skipped: the table is of %s, and here are %s" % (known_releases(), releases_of(sources)))
        return 0
    text = to_text(table_of(sources))
    if "--check" not in options:
        with open(TABLE, "w", encoding="utf-8") as file:
            file.write(text)
        return 0
    with open(TABLE, encoding="utf-8") as file:
        is_same = file.read() == text
    print("spec/hooks/hooks.json is %s" % ("up to date" if is_same else "out of date: run scripts/hooks/extract.py"))
    return 0 if is_same else 1


def releases_of(sources):
    return {version: exact for version, (exact, _) in sources.items()}


def known_releases():
    with open(TABLE, encoding="utf-8") as file:
        return json.load(file)["sources"]


def table_of(sources):
    versions = {version: Version(modules) for version, (_, modules) in sources.items()}
    calls = ranges({version: one.calls for version, one in versions.items()})
    with open(C_CALLS, encoding="utf-8") as file:
        for call in json.load(file)["calls"]:
            calls.append(((call["kind"], call["name"], call["by"], call["args"]), call["since"], call.get("until")))
    mentions = ranges({version: one.mentions for version, one in versions.items()})
    declared = ranges(
        {version: {(*key, text) for key, text in one.declared.items()} for version, one in versions.items()}
    )
    names = sorted({key[:2] for key, _, _ in calls})
    hooks = [hook_of(kind, name, calls, mentions, declared) for kind, name in names]
    makers = {}
    for (made, by), _, _ in ranges({version: one.makers for version, one in versions.items()}):
        makers.setdefault(made, []).append(by)
    return {
        "sources": releases_of(sources),
        "hooks": hooks,
        "makers": {made: sorted(set(by)) for made, by in sorted(makers.items())},
        "public": public_of(declared),
    }


def hook_of(kind, name, calls, mentions, declared):
    hook = {
        "kind": kind,
        "name": name,
        "declared": [
            span({"in": owner, "parameters": text}, since, until)
            for (k, owner, method, text), since, until in declared
            if (k, method) == (kind, name)
        ],
        "calls": calls_of([(args, by, *when) for (k, m, by, args), *when in calls if (k, m) == (kind, name)]),
    }
    mentioned = sorted({by for (k, method, by), _, _ in mentions if (k, method) == (kind, name)})
    # Only for a private method of a loop does it matter who else can lead to it.
    return {**hook, "mentioned": mentioned} if mentioned and kind == "loop" and name.startswith("_") else hook


def calls_of(rows):
    """One row for each list of arguments and each range of versions, with all functions that pass them."""
    together = {}
    for args, by, since, until in rows:
        together.setdefault((VERSIONS.index(since), args, until or ""), []).append(by)
    return [
        span({"args": args, "by": sorted(by)}, VERSIONS[since], until or None)
        for (since, args, until), by in sorted(together.items())
    ]


def public_of(declared):
    """The public methods of AbstractEventLoop whose parameters have changed since 3.8, and those that came later."""
    rows = {}
    for (_, owner, method, text), since, until in declared:
        if owner == "AbstractEventLoop" and not method.startswith("_"):
            rows.setdefault(method, []).append(span({"parameters": text}, since, until))
    return {method: spans for method, spans in sorted(rows.items()) if len(spans) > 1 or "since" in spans[0]}


def ranges(sets):
    """Turns `{version: set of keys}` into sorted (key, first version, last version or None). A gap makes two of them."""
    found = []
    for key in {key for keys in sets.values() for key in keys}:
        first = None
        for index, version in enumerate(VERSIONS):
            if key in sets[version]:
                first = first or version
                if index + 1 == len(VERSIONS) or key not in sets[VERSIONS[index + 1]]:
                    found.append((key, first, version if index + 1 < len(VERSIONS) else None))
                    first = None
    return sorted(found, key=lambda one: (one[0], VERSIONS.index(one[1])))


def span(row, since, until):
    """Adds `since` and `until` to a row. The oldest version of the table and the newest one need no words."""
    if since != VERSIONS[0]:
        row["since"] = since
    if until is not None:
        row["until"] = until
    return row


def to_text(table):
    """JSON with one row on each line, so that a change of the table is a change of few lines."""
    lines = ["{", '  "sources": %s,' % json.dumps(table["sources"])]
    for name in ("makers", "public"):
        rows = ["    %s: %s" % (json.dumps(key), json.dumps(value)) for key, value in table[name].items()]
        lines += ['  "%s": {' % name, ",\n".join(rows), "  },"]
    lines += ['  "hooks": [', ",\n".join(hook_text(hook) for hook in table["hooks"]), "  ]", "}", ""]
    return "\n".join(lines)


def hook_text(hook):
    parts = ['    {"kind": %s, "name": %s' % (json.dumps(hook["kind"]), json.dumps(hook["name"]))]
    for name in ("declared", "calls"):
        rows = ["       " + json.dumps(row) for row in hook[name]]
        parts.append('     "%s": [%s]' % (name, "\n" + ",\n".join(rows) if rows else ""))
    if "mentioned" in hook:
        parts.append('     "mentioned": %s' % json.dumps(hook["mentioned"]))
    return ",\n".join(parts) + "}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
