"""Decides which calls of asyncio can reach an object of the candidate. A call that cannot reach it breaks nothing."""

from loop_conformance_overrides import names_in, override_of, own_functions

# The functions of these modules work with any loop; those of the other modules only with a loop that has this base class.
BASES = {
    "base_events": "BaseEventLoop",
    "base_subprocess": "BaseEventLoop",
    "sslproto": "BaseEventLoop",
    "selector_events": "BaseSelectorEventLoop",
    "unix_events": "_UnixSelectorEventLoop",
    "proactor_events": "BaseProactorEventLoop",
    "windows_events": "BaseProactorEventLoop",
}
# These modules call methods of tasks, and not of other futures.
OF_TASKS = ("runners", "taskgroups", "timeouts", "staggered")


class Reach:
    """For one version of CPython: what asyncio's functions lead to, given the loop class of the candidate."""

    def __init__(self, table, loop_class, holds):
        self.loop_class = loop_class
        self.makers = table["makers"]
        self.ancestors = {base.__name__ for base in loop_class.__mro__}
        self.used = set().union(*[names_in(function) for function in own_functions(loop_class)])
        # Private method of loops -> the functions of asyncio that lead to it, in this version.
        self.leads = {}
        for hook in table["hooks"]:
            if hook["kind"] == "loop":
                callers = [by for call in hook["calls"] if holds(call) for by in call["by"]]
                self.leads[hook["name"]] = callers + hook.get("mentioned", [])
        self.known = {}

    def reaches(self, caller, cls, kind):
        """Whether the function of asyncio calls an object of the class, which is the loop class or another of the candidate."""
        module, _, rest = caller.partition(".")
        if module in BASES and BASES[module] not in self.ancestors:
            return False
        if kind == "future" and module in OF_TASKS:
            return "Task" in {base.__name__ for base in cls.__mro__}
        owner, _, function = rest.rpartition(".")
        if owner.endswith("EventLoop"):
            return self.runs(owner, function)
        if owner.endswith(("Transport", "_FlowControlMixin")) or owner in ("Server", "AbstractServer"):
            if kind in ("transport", "server") and owner_kind(owner) == kind:
                return self.runs_in(cls, owner, function)
            return self.is_made(owner)
        return True

    def runs(self, owner, function):
        """Whether a method of asyncio's loop classes can run in the loop of the candidate."""
        if owner not in self.ancestors:
            return False
        key = owner, function
        if key not in self.known:
            # A circle of methods that only call each other is not reached.
            self.known[key] = False
            self.known[key] = self.is_kept(owner, function) and (
                not function.startswith("_")
                or function.startswith("__")
                or function in self.used
                or any(self.leads_to(caller) for caller in self.leads.get(function, []))
            )
        return self.known[key]

    def leads_to(self, caller):
        return self.reaches(caller, self.loop_class, "loop")

    def is_kept(self, owner, function):
        """The candidate does not override the method, or its override calls it."""
        override = override_of(self.loop_class, function)
        return override is None or override.calls_base()

    def runs_in(self, cls, owner, function):
        """Whether a method of asyncio's transport or server classes runs in an object of the candidate's own class."""
        if owner not in {base.__name__ for base in cls.__mro__}:
            return False
        override = override_of(cls, function)
        return override is None or override.calls_base()

    def is_made(self, owner):
        """Whether the loop of the candidate makes transports or servers of asyncio's class, or of a subclass of it."""
        makers = [by for made, callers in self.makers.items() for by in callers if is_kind_of(made, owner)]
        mentioned = any(is_kind_of(name, owner) for name in self.used)
        # Nothing in the table makes a class that only other classes use.
        return mentioned or not makers or any(self.leads_to(by) for by in makers)


def is_kind_of(made, owner):
    """Whether asyncio's class `made` is `owner` or one of its subclasses. The versions agree on this much."""
    if made == owner:
        return True
    parents = {"_SelectorTransport": "_Selector", "_ProactorBasePipeTransport": "_Proactor"}
    bases = {"BaseSubprocessTransport": ("_UnixSubprocessTransport", "_WindowsSubprocessTransport")}
    prefix = parents.get(owner)
    return made in bases.get(owner, ()) or prefix is not None and made.startswith(prefix) and made.endswith("Transport")


def owner_kind(owner):
    return "server" if owner.endswith("Server") else "transport"
