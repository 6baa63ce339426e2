"""Prints, as JSON, the names that the modules of an asyncio define: {"tasks.py": ["Task", "Task.cancel", ...]}.

Without an argument it reads the asyncio of this interpreter, otherwise that of a zip file with a standard library.
"""

import ast
import importlib.util
import json
import pathlib
import sys
import zipfile


def modules():
    if len(sys.argv) > 1:
        root = zipfile.Path(sys.argv[1], "asyncio/")
    else:
        # Only the parent's location is needed: asyncio itself is not imported.
        root = pathlib.Path(importlib.util.find_spec("asyncio").submodule_search_locations[0])
    return [file for file in root.iterdir() if file.name.endswith(".py")]


def names(body, prefix=""):
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield prefix + node.name
        elif isinstance(node, ast.ClassDef):
            yield prefix + node.name
            yield from names(node.body, prefix + node.name + ".")
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    yield prefix + target.id
        elif isinstance(node, (ast.If, ast.Try)):
            yield from names(node.body, prefix)
            yield from names(node.orelse, prefix)


print(json.dumps({file.name: sorted(set(names(ast.parse(file.read_text("utf-8")).body))) for file in modules()}))
