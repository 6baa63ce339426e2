"""Finds what a candidate puts in the place of asyncio's own methods: the overrides in its loop, servers, transports and tasks."""

import ast
import functools
import inspect
import sys
import types

from loop_conformance_missing import names_before_raise


class Override:
    """A method that is not asyncio's. `value` is what the class holds: a function, a static method, a partial, and so on."""

    def __init__(self, cls, owner, name, value):
        self.cls = cls
        self.owner = owner
        self.name = name
        self.value = value
        self.known = []

    def signature(self):
        """The signature as asyncio meets it, or None if it cannot be seen: many compiled methods do not tell."""
        if not self.known:
            self.known.append(self.read_signature())
        return self.known[0]

    def read_signature(self):
        value = self.value
        try:
            if isinstance(value, functools.partialmethod):
                return without_first(inspect.signature(value.__get__(None, self.owner)))
            if isinstance(value, staticmethod):
                return inspect.signature(value.__func__, follow_wrapped=False)
            if isinstance(value, classmethod):
                return without_first(inspect.signature(value.__func__, follow_wrapped=False))
            signature = inspect.signature(value, follow_wrapped=False)
        except (TypeError, ValueError):
            signature = documented_signature(value)
            if signature is None:
                return None
        return without_first(signature) if hasattr(type(value), "__get__") else signature

    def refusal(self, count, keywords):
        """Why it refuses `count` positional arguments and these keywords. None if it takes them, or if nobody knows."""
        return why_not(self.signature(), count, keywords)

    def refusal_inside(self, count, keywords):
        """The same of the function below a decorator that uses `functools.wraps`. The decorator may change the arguments."""
        function = function_of(self.value)
        if not hasattr(function, "__wrapped__"):
            return None
        try:
            signature = inspect.signature(function)
        except (TypeError, ValueError):
            return None
        return why_not(signature if isinstance(self.value, staticmethod) else without_first(signature), count, keywords)

    def only_raises(self):
        """It says that the loop does not have the method, with whatever arguments."""
        return bool(names_before_raise(function_of(self.value)))

    def calls_base(self):
        """Whether it leads to the method that it overrides."""
        names = names_in(function_of(self.value))
        return self.name in names and ("super" in names or any(base.__name__ in names for base in self.owner.__mro__[1:]))

    def place(self):
        """`file:line`, or None if there is no source."""
        code = getattr(function_of(self.value), "__code__", None)
        return None if code is None else "%s:%d" % (code.co_filename, code.co_firstlineno)


def documented_signature(value):
    """The signature that Cython writes into the first line of the documentation: `Loop.stop(self)`. None if there is none."""
    first, _, _ = (getattr(value, "__doc__", None) or "").partition("\n")
    qualified, bracket, parameters = first.partition("(")
    if not bracket or qualified.split(".")[-1] != getattr(value, "__name__", None):
        return None
    try:
        declared = ast.parse("def f(%s: pass" % parameters).body[0]
    except SyntaxError:
        # A type of C stands before a parameter.
        return None
    declared.returns = None
    arguments = declared.args
    for one in arguments.posonlyargs + arguments.args + arguments.kwonlyargs:
        one.annotation = None
    # What the defaults are does not matter here, and their names mean nothing here.
    arguments.defaults = [ast.Constant(None) for _ in arguments.defaults]
    arguments.kw_defaults = [one and ast.Constant(None) for one in arguments.kw_defaults]
    names = {}
    exec(compile(ast.fix_missing_locations(ast.Module([declared], [])), "<signature>", "exec"), names)
    return inspect.signature(names["f"])


def why_not(signature, count, keywords):
    if signature is None:
        return None
    try:
        signature.bind(*[None] * count, **dict.fromkeys(keywords))
    except TypeError as error:
        return str(error)
    return None


def without_first(signature):
    """Without `self`. A function that takes it among `*args` keeps them."""
    parameters = list(signature.parameters.values())
    by_position = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return signature.replace(parameters=parameters[1:]) if parameters and parameters[0].kind in by_position else signature


def override_of(cls, name):
    """The override that an object of the class has. None if the method is asyncio's own, or if there is none."""
    for owner in cls.__mro__:
        if name in vars(owner):
            value = vars(owner)[name]
            function = function_of(value)
            # A library may have put its function into a class of asyncio, or one of asyncio's into its own.
            is_of_asyncio = is_asyncio(getattr(function, "__module__", None) or owner.__module__)
            is_method = callable(function) and owner is not object
            return Override(cls, owner, name, value) if is_method and not is_of_asyncio else None
    return None


def function_of(value):
    """The function below the decorators that Python itself has."""
    while True:
        if isinstance(value, (staticmethod, classmethod, types.MethodType)):
            value = value.__func__
        elif isinstance(value, (functools.partial, functools.partialmethod)):
            value = value.func
        else:
            return value


def names_in(function):
    """Every name of an attribute or a global that the code of a function, and of the functions in it, uses."""
    found = set()
    function = function_of(function)
    while function is not None:
        codes = [getattr(function, "__code__", None)]
        while codes:
            code = codes.pop()
            if code is not None:
                # `super()` shows as a name, and in 3.12 and later as a free variable as well.
                found.update(code.co_names)
                codes += [constant for constant in code.co_consts if isinstance(constant, types.CodeType)]
        function = getattr(function, "__wrapped__", None)
    return found


def is_asyncio(module):
    return module.split(".")[0] in ("asyncio", "_asyncio")


def own_classes(loop_class, module):
    """The classes of the candidate: those of its module, and of the packages that its loop class comes from."""
    packages = {cls.__module__.split(".")[0] for cls in loop_class.__mro__} | {module.__name__.split(".")[0]}
    packages -= {"asyncio", "_asyncio", "builtins", "typing", "abc"}
    found = []
    for name, one in sorted(sys.modules.items()):
        if one is not None and name.split(".")[0] in packages and not is_asyncio(name):
            members = list(vars(one).values())
            found += [member for member in members if isinstance(member, type) and member.__module__ == name]
    return list(dict.fromkeys(found))


def kind_of_class(cls):
    """What asyncio takes an object of the class for. None: nothing that it calls hooks of."""
    asyncio = sys.modules["asyncio"]
    if issubclass(cls, asyncio.AbstractEventLoop):
        return "loop"
    if issubclass(cls, asyncio.AbstractServer) or all(callable(getattr(cls, name, None)) for name in ("_attach", "_detach")):
        return "server"
    if issubclass(cls, asyncio.BaseTransport):
        return "transport"
    return "future" if issubclass(cls, asyncio.Future) else None


def own_functions(cls):
    """The functions of the class that are not asyncio's."""
    for owner in cls.__mro__:
        if not is_asyncio(owner.__module__) and owner is not object:
            yield from (function_of(value) for value in vars(owner).values() if callable(function_of(value)))
