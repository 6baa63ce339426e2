"""Finds the sources of asyncio: those of interpreters on this machine, and those in packages of Pyodide."""

import glob
import json
import os
import re
import shutil
import subprocess
import zipfile

VERSIONS = ["3.%d" % minor for minor in range(8, 16)]


def find_sources(root):
    """Returns `{"3.8": ("3.8.18", {"tasks": text, ...}), ...}`. A version that is not on this machine is left out."""
    found = {}
    for version in VERSIONS:
        sources = from_pyodide(root, version) or from_interpreter(version)
        if sources is not None:
            found[version] = sources
    return found


def from_pyodide(root, version):
    package = os.path.join(root, "node_modules", "pyodide-" + version.replace(".", ""))
    library = os.path.join(package, "python_stdlib.zip")
    # Up to 3.13 an interpreter without the patches of Pyodide is the better source.
    if version_key(version) < (3, 14) or not os.path.exists(library):
        return None
    with open(os.path.join(package, "pyodide-lock.json")) as lock:
        exact = json.load(lock)["info"]["python"]
    with zipfile.ZipFile(library) as files:
        names = [name for name in files.namelist() if re.match(r"asyncio/\w+\.py$", name)]
        return exact, {module_name(name): files.read(name).decode() for name in names}


def from_interpreter(version):
    pyenv = os.path.join(os.environ.get("PYENV_ROOT", os.path.expanduser("~/.pyenv")), "versions")
    installed = sorted(glob.glob(os.path.join(pyenv, version + ".*", "bin", "python")), key=patch_of)
    command = installed[-1] if installed else shutil.which("python" + version)
    if command is None:
        return None
    ask = "import asyncio, platform; print(platform.python_version()); print(asyncio.__path__[0])"
    exact, folder = subprocess.check_output([command, "-c", ask], text=True).splitlines()
    texts = {}
    for file in glob.glob(os.path.join(folder, "*.py")):
        with open(file, encoding="utf-8") as source:
            texts[module_name(file)] = source.read()
    return exact, texts


def module_name(file):
    return os.path.basename(file)[:-3]


def version_key(version):
    return tuple(int(part) for part in version.split("."))


def patch_of(command):
    numbers = re.search(r"3\.\d+\.(\d+)", command)
    return int(numbers.group(1)) if numbers else -1
