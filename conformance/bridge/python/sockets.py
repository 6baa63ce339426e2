"""Sockets, protocols and servers of JavaScript, for the transports of asyncio.

A socket in memory has no descriptor of the operating system. It gets a number that no system uses, and the loop's selector is
wrapped in one that handles both. `asyncio.SelectorEventLoop` accepts any selector. Everything else is asyncio's own code.
"""

import errno
import selectors
import socket
import sys
import weakref
from collections import ChainMap

from loop_conformance_javascript import JS_CLASSES, JsObject

FIRST_DESCRIPTOR = 2**30
NAMES = {"stream": socket.SOCK_STREAM, "datagram": socket.SOCK_DGRAM}


class JsSocket(JsObject):
    """A `StreamSocket` of JavaScript, as a non-blocking socket of Python."""

    # As of socketpair(). Some systems have no such family.
    family = getattr(socket, "AF_UNIX", socket.AF_UNSPEC)
    proto = 0
    last_descriptor = FIRST_DESCRIPTOR
    opened = weakref.WeakValueDictionary()

    def __init__(self, bridge, number):
        super().__init__(bridge, number)
        JsSocket.last_descriptor += 1
        self._descriptor = JsSocket.last_descriptor
        JsSocket.opened[self._descriptor] = self

    @property
    def type(self):
        return NAMES[self._ask("get type")]

    def fileno(self):
        return self._descriptor

    def setblocking(self, blocking):
        pass

    def gettimeout(self):
        return 0.0

    def getsockname(self):
        return self._ask("get localAddress")

    def getpeername(self):
        return self._ask("get remoteAddress")

    def recv(self, size):
        data = self._ask("receive", size)
        if data is None:
            raise BlockingIOError(errno.EAGAIN, "nothing has arrived")
        return data

    def recv_into(self, buffer):
        data = self.recv(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def send(self, data):
        if self.type == socket.SOCK_DGRAM:
            return self.sendto(data, None)
        count = self._ask("send", bytes(data))
        if count == 0 and len(data) > 0:
            raise BlockingIOError(errno.EAGAIN, "the socket takes nothing")
        return count

    def sendmsg(self, buffers):
        return self.send(b"".join(buffers))

    def shutdown(self, how):
        self._ask("shutdownWrite")

    def recvfrom(self, size):
        received = self._ask("receiveFrom")
        if received is None:
            raise BlockingIOError(errno.EAGAIN, "nothing has arrived")
        return received

    def sendto(self, data, address):
        where = None if address is None else {"host": address[0], "port": address[1]}
        if not self._ask("sendTo", bytes(data), where):
            raise BlockingIOError(errno.EAGAIN, "the socket takes nothing")
        return len(data)

    def close(self):
        self._descriptor = -1
        self._ask("close")

    def events_of(self, events):
        """The events among these for which the socket is ready."""
        if events & selectors.EVENT_READ and not self._ask("is now whenReadable"):
            events &= ~selectors.EVENT_READ
        if events & selectors.EVENT_WRITE and not self._ask("is now whenWritable"):
            events &= ~selectors.EVENT_WRITE
        return events


class JsProtocol(JsObject):
    """A protocol in JavaScript. A method that it does not have does nothing."""

    def connection_made(self, transport):
        self._ask("if there connectionMade", transport)

    def data_received(self, data):
        self._ask("if there dataReceived", data)

    def eof_received(self):
        return self._ask("if there eofReceived")

    def connection_lost(self, error):
        self._ask("if there connectionLost", error)

    def pause_writing(self):
        self._ask("if there pauseWriting")

    def resume_writing(self):
        self._ask("if there resumeWriting")


class JsBufferedProtocol(JsProtocol):
    """A protocol in JavaScript that receives into a buffer. What arrives in the one here is copied to the one there."""

    def get_buffer(self, size_hint):
        buffer = self._ask("lend getBuffer", size_hint)
        self._buffer = bytearray(buffer) if isinstance(buffer, bytes) else buffer
        return self._buffer

    def buffer_updated(self, count):
        self._ask("fill bufferUpdated", count, bytes(self._buffer[:count]))


def protocol_of_asyncio(bridge, number):
    """A protocol that inherits from asyncio's own class, as the documentation has it. A loop may refuse others."""
    from asyncio import Protocol

    return type("JsProtocol", (JsProtocol, Protocol), {})(bridge, number)


def buffered_protocol_of_asyncio(bridge, number):
    from asyncio import BufferedProtocol

    return type("JsBufferedProtocol", (JsBufferedProtocol, BufferedProtocol), {})(bridge, number)


class JsDatagramProtocol(JsObject):
    """A datagram protocol in JavaScript. A method that it does not have does nothing."""

    def connection_made(self, transport):
        self._ask("if there connectionMade", transport)

    def datagram_received(self, data, addr):
        self._ask("if there datagramReceived", data, {"host": addr[0], "port": addr[1]})

    def error_received(self, error):
        self._ask("if there errorReceived", error)

    def connection_lost(self, error):
        self._ask("if there connectionLost", error)

    def pause_writing(self):
        self._ask("if there pauseWriting")

    def resume_writing(self):
        self._ask("if there resumeWriting")


def datagram_protocol_of_asyncio(bridge, number):
    from asyncio import DatagramProtocol

    return type("JsDatagramProtocol", (JsDatagramProtocol, DatagramProtocol), {})(bridge, number)


class JsServer(JsObject):
    """A server that accepted a connection. Before 3.13 asyncio passes no transport; it is the caller."""

    def _attach(self, transport=None):
        self._ask("attach", transport or sys._getframe(1).f_locals["self"])

    def _detach(self, transport=None):
        self._ask("detach", transport or sys._getframe(1).f_locals["self"])


JS_CLASSES.update(socket=JsSocket, protocol=protocol_of_asyncio, buffered=buffered_protocol_of_asyncio, server=JsServer)
JS_CLASSES["datagram protocol"] = datagram_protocol_of_asyncio


class Registered(ChainMap):
    """What is registered: first in memory, then with the system. A selector may raise what it likes for a number in memory."""

    def __contains__(self, fileobj):
        return fileobj in self.maps[0] or not in_memory(fileobj) and fileobj in self.maps[1]

    def __getitem__(self, fileobj):
        return self.maps[0][fileobj] if in_memory(fileobj) else self.maps[1][fileobj]


def in_memory(fileobj):
    return isinstance(fileobj, int) and fileobj > FIRST_DESCRIPTOR


class MemorySelector(selectors.BaseSelector):
    """The selector of a loop, extended by the sockets in memory."""

    def __init__(self, system):
        self.system = system
        self.memory = {}

    def register(self, fileobj, events, data=None):
        if fileobj not in JsSocket.opened:
            return self.system.register(fileobj, events, data)
        if fileobj in self.memory:
            raise KeyError("%r is already registered" % fileobj)
        key = self.memory[fileobj] = selectors.SelectorKey(fileobj, fileobj, events, data)
        return key

    def unregister(self, fileobj):
        return self.memory.pop(fileobj) if in_memory(fileobj) else self.system.unregister(fileobj)

    def modify(self, fileobj, events, data=None):
        if not in_memory(fileobj):
            return self.system.modify(fileobj, events, data)
        key = self.memory[fileobj] = self.memory[fileobj]._replace(events=events, data=data)
        return key

    def select(self, timeout=None):
        ready = []
        for descriptor, key in self.memory.items():
            events = JsSocket.opened[descriptor].events_of(key.events)
            if events:
                ready.append((key, events))
        return ready + list(self.system.select(0 if ready else timeout))

    def get_map(self):
        return Registered(self.memory, self.system.get_map())

    def close(self):
        self.memory.clear()
        self.system.close()


def reach_sockets(loop):
    """Wraps the loop's selector, so that it can use sockets in memory. Returns False if it has no selector of Python."""
    if not isinstance(getattr(loop, "_selector", None), selectors.BaseSelector):
        return False
    loop._selector = MemorySelector(loop._selector)
    return True
