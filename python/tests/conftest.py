"""The tests run pytest in a process of its own, on a loop with three mistakes, of which each test selects what it needs."""

pytest_plugins = ["pytester"]
