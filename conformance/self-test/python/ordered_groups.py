"""CPython in Pyodide as the oracle of the generated programs, for which everything has to happen in a certain order.

A group keeps its tasks in a set, and cancels them in the order of their addresses. Here they stay in the order in which
they were made, which is one of the orders that CPython may take.
"""

import asyncio

from virtual_clock import new_event_loop

__all__ = ["new_event_loop"]


class OrderedSet(dict):
    def add(self, member):
        self[member] = None

    def discard(self, member):
        self.pop(member, None)


class TaskGroup(asyncio.TaskGroup):
    def __init__(self):
        super().__init__()
        self._tasks = OrderedSet()


asyncio.TaskGroup = TaskGroup
