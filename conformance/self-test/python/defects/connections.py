"""Loops that connect, or accept connections, with one defect each."""

import asyncio
import socket
from asyncio import selector_events

loop_conformance_profiles = ["net-real", "server", "datagram"]


class ViewTransport(selector_events._SelectorSocketTransport):
    """Reads into the same memory again and again, and gives the protocol a view of it."""

    def __init__(self, *args, **keywords):
        self._memory = memoryview(bytearray(256 * 1024))
        super().__init__(*args, **keywords)

    def set_protocol(self, protocol):
        super().set_protocol(protocol)
        self._read_ready_cb = self._read_into_memory

    def _read_into_memory(self):
        if self._conn_lost:
            return
        try:
            count = self._sock.recv_into(self._memory)
        except BlockingIOError:
            return
        except OSError as error:
            self._fatal_error(error)
            return
        if count:
            self._protocol.data_received(self._memory[:count])
        else:
            self._read_ready__on_eof()


class PassesViews(asyncio.SelectorEventLoop):
    def _make_socket_transport(self, sock, protocol, waiter=None, *, extra=None, server=None, **keywords):
        return ViewTransport(self, sock, protocol, waiter, extra, server, **keywords)


class StopsServing(asyncio.SelectorEventLoop):
    """Takes an error of accept() for the end of the server."""

    def _accept_connection(self, protocol_factory, sock, *args, **keywords):
        try:
            conn, address = sock.accept()
        except BlockingIOError:
            return
        except OSError:
            self._remove_reader(sock.fileno())
            return
        conn.setblocking(False)
        self.create_task(self._accept_connection2(protocol_factory, conn, {"peername": address}, None, *args[1:2]))


class KeepsRefusedSockets(asyncio.SelectorEventLoop):
    """Keeps the descriptor of an attempt that is refused or cancelled."""

    async def sock_connect(self, sock, address):
        try:
            return await super().sock_connect(sock, address)
        except BaseException:
            sock.detach()
            raise


class KeepsSocketsOfItsOwn(asyncio.SelectorEventLoop):
    """Has a socket before it knows that the address is free, and keeps it if the address is not."""

    async def create_server(self, *args, **keywords):
        return await self._beside(socket.socket(), super().create_server(*args, **keywords))

    async def create_datagram_endpoint(self, *args, **keywords):
        return await self._beside(socket.socket(), super().create_datagram_endpoint(*args, **keywords))

    async def _beside(self, sock, creation):
        try:
            made = await creation
        except BaseException:
            sock.detach()
            raise
        sock.close()
        return made


class StaysOpen(asyncio.base_events.Server):
    """`async with` of this server closes nothing."""

    async def __aexit__(self, *error):
        pass


class LeavesServersOpen(asyncio.SelectorEventLoop):
    async def create_server(self, *args, **keywords):
        server = await super().create_server(*args, **keywords)
        server.__class__ = StaysOpen
        return server
