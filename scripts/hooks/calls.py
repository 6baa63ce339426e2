"""Reads one version of asyncio: what it calls on loops, servers, transports and futures, and what their methods declare."""

import ast
import re

LOOP_CLASSES = {
    "AbstractEventLoop",
    "BaseEventLoop",
    "BaseSelectorEventLoop",
    "_UnixSelectorEventLoop",
    "BaseProactorEventLoop",
    "_WindowsSelectorEventLoop",
    "ProactorEventLoop",
}
SERVER_CLASSES = {"AbstractServer", "Server"}
FUTURE_CLASSES = {"Future", "Task"}

# How the sources of asyncio name an object of each kind. `self` is judged by the class around it.
RECEIVERS = {
    "loop": r"(self\.)?_?(loop|parent_loop)|(fut|future|transport|task)\._loop|(dest|source)_loop"
    r"|events\.get_running_loop\(\)|(self|futures)\._?get_loop\(\w*\)",
    "server": r"(self\.)?_?server",
    "transport": r"(self\.)?_?(transport|transp)",
    "future": r"(self\.)?_?(parent_task|task|fut|future|child|waiter|inner|outer|fut_waiter|main_task|result|f|t|todo)",
}

# Of futures and tasks asyncio calls many methods. These have changed, or a class of its own may lack them.
FUTURE_METHODS = {"add_done_callback", "cancel", "cancelling", "set_name", "uncancel", "_make_cancelled_error"}

# Which argument is the function that is going to be called with the arguments after it.
CALLS_LATER = {
    "call_soon": 0,
    "call_soon_threadsafe": 0,
    "_call_soon": 0,
    "call_later": 1,
    "call_at": 1,
    "add_reader": 1,
    "add_writer": 1,
    "_add_reader": 1,
    "_add_writer": 1,
    "run_in_executor": 1,
}


class Version:
    """What one version of asyncio does. `calls` has tuples (kind, method, caller, arguments); the arguments are a text."""

    def __init__(self, modules):
        self.calls = set()
        # (kind, method, caller): a function of asyncio mentions the method and does not call it there.
        self.mentions = set()
        # (class of a transport or server, caller): a method of a loop that makes one.
        self.makers = set()
        # (kind, class, method) -> the parameters, as Python writes them.
        self.declared = {}
        # `python -m asyncio` makes a loop of its own.
        trees = {name: ast.parse(text) for name, text in modules.items() if name != "__main__"}
        for tree in trees.values():
            self.read_declarations(tree)
        self.methods = {(kind, method) for kind, _, method in self.declared}
        for name, tree in trees.items():
            Reader(self, name).visit(tree)

    def read_declarations(self, tree):
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and kind_of_class(node.name):
                for member in node.body:
                    if isinstance(member, (ast.FunctionDef, ast.AsyncFunctionDef)):
                        key = kind_of_class(node.name), node.name, member.name
                        self.declared.setdefault(key, parameters_of(member))


class Reader(ast.NodeVisitor):
    """Walks one module and knows in which class and function it is."""

    def __init__(self, version, module):
        self.version = version
        self.module = module
        self.owner = None
        self.function = None
        self.called = set()

    def visit_ClassDef(self, node):
        outer, self.owner = self.owner, node.name
        self.generic_visit(node)
        self.owner = outer

    def visit_FunctionDef(self, node):
        outer, self.function = self.function, self.function or node.name
        self.generic_visit(node)
        self.function = outer

    visit_AsyncFunctionDef = visit_FunctionDef

    @property
    def caller(self):
        return ".".join(part for part in (self.module, self.owner, self.function) if part)

    def visit_Call(self, node):
        if isinstance(node.func, ast.Attribute):
            self.called.add(node.func)
            self.note(node.func, node.args, node.keywords)
            self.read_later_calls(node)
        self.generic_visit(node)

    def read_later_calls(self, node):
        """`loop.call_soon(self._add_reader, fd, callback)` calls `_add_reader(fd, callback)` later."""
        name = node.func.attr
        place = CALLS_LATER.get(name)
        if place is not None and len(node.args) > place:
            self.note_reference(node.args[place], node.args[place + 1 :])
        elif name == "add_done_callback" and node.args:
            self.note_reference(node.args[0], [ast.Name("future")])
        elif name == "Thread":
            given = {keyword.arg: keyword.value for keyword in node.keywords}
            if isinstance(given.get("args"), ast.Tuple):
                self.note_reference(given.get("target"), given["args"].elts)

    def note_reference(self, function, arguments):
        if isinstance(function, ast.Call) and ast.unparse(function.func) == "functools.partial":
            function, arguments = function.args[0], function.args[1:] + arguments
        if isinstance(function, ast.Attribute):
            self.called.add(function)
            self.note(function, arguments, [])

    def note(self, function, arguments, keywords):
        kind = self.kind_of(function)
        if kind is not None:
            text = arguments_text(arguments, keywords, self.version.declared, kind, function.attr)
            self.version.calls.add((kind, function.attr, self.caller, text))

    def visit_Attribute(self, node):
        if node not in self.called and self.kind_of(node) is not None:
            self.version.mentions.add((self.kind_of(node), node.attr, self.caller))
        self.note_maker(node.attr)
        self.generic_visit(node)

    def visit_Name(self, node):
        self.note_maker(node.id)

    def note_maker(self, name):
        if kind_of_class(name) in ("server", "transport") and kind_of_class(self.owner) == "loop" and self.function:
            self.version.makers.add((name, self.caller))

    def kind_of(self, function):
        """`loop`, `server`, `transport` or `future`, if asyncio gets a method from an object of that kind."""
        name = function.attr
        if name.startswith("__") or not any(self.is_hook(kind, name) for kind in RECEIVERS):
            return None
        receiver = ast.unparse(function.value)
        if receiver == "self":
            kind = kind_of_class(self.owner)
            return kind if kind and kind != "future" and self.is_hook(kind, name) else None
        for kind, pattern in RECEIVERS.items():
            if re.fullmatch(pattern, receiver) and self.is_hook(kind, name):
                return kind
        return None

    def is_hook(self, kind, name):
        if kind == "future":
            return name in FUTURE_METHODS
        is_public_of_loop = kind == "loop" and ("loop", "AbstractEventLoop", name) in self.version.declared
        return (kind, name) in self.version.methods and (name.startswith("_") or is_public_of_loop)


def kind_of_class(name):
    if name in LOOP_CLASSES:
        return "loop"
    if name in SERVER_CLASSES:
        return "server"
    if name in FUTURE_CLASSES:
        return "future"
    is_transport = name is not None and (name.endswith("Transport") or name == "_FlowControlMixin")
    return "transport" if is_transport else None


def parameters_of(function):
    """The parameters without `self`, as Python writes them: `sock, protocol, waiter=None, *, extra=None`."""
    arguments = function.args
    for own in (arguments.posonlyargs, arguments.args):
        if own and own[0].arg in ("self", "cls"):
            del own[0]
            break
    for one in arguments.posonlyargs + arguments.args + arguments.kwonlyargs:
        one.annotation = None
    return ast.unparse(arguments)


def arguments_text(arguments, keywords, declared, kind, method):
    """The arguments in words: `sock, protocol, waiter, context=`. Positional ones have a name, keywords end with `=`."""
    texts = [text for (k, _, m), text in declared.items() if (k, m) == (kind, method)]
    # The longest of the declarations names the most of them.
    parameters, takes_more = positional(max(texts, key=len, default=""))
    words = []
    for index, one in enumerate(arguments):
        if isinstance(one, ast.Starred) or takes_more and index >= len(parameters):
            words.append("*args")
            break
        words.append(parameters[index] if index < len(parameters) else argument_word(one))
    words += ["**kwargs" if keyword.arg is None else keyword.arg + "=" for keyword in keywords]
    return ", ".join(words)


def positional(parameters):
    """The names of those that can be given by position, and whether any number can follow."""
    declaration = ast.parse("def f(%s): pass" % parameters).body[0].args
    return [one.arg for one in declaration.posonlyargs + declaration.args], declaration.vararg is not None


def argument_word(argument):
    if isinstance(argument, ast.Name):
        return argument.id
    return argument.attr.lstrip("_") if isinstance(argument, ast.Attribute) else "value"
