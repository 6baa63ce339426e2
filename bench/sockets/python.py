"""asyncio or uvloop. Each line of JSON on stdin is an order; the reply on stdout is its result."""

import asyncio
import json
import ssl
import sys
import threading
import time

HOST = "127.0.0.1"


class Connected(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport


class Echo(Connected):
    def data_received(self, data):
        self.transport.write(data)


class Sink(Connected):
    received = 0

    def data_received(self, data):
        self.received += len(data)
        while self.received >= SIZES["mebibyte"]:
            self.received -= SIZES["mebibyte"]
            self.transport.write(b".")


class DatagramEcho(Connected, asyncio.DatagramProtocol):
    def datagram_received(self, data, addr):
        self.transport.sendto(data, addr)


class Client(Connected):
    """A client that waits for bytes, for the right to write, and for the end."""

    def __init__(self):
        self.loop = asyncio.get_running_loop()
        self.all = self.writable = None
        self.over = self.loop.create_future()

    def data_received(self, data):
        self.missing -= len(data)
        if self.missing <= 0 and not self.all.done():
            self.all.set_result(None)

    def pause_writing(self):
        self.writable = self.loop.create_future()

    def resume_writing(self):
        self.writable.set_result(None)
        self.writable = None

    def connection_lost(self, error):
        self.over.set_result(None)

    def expect(self, count):
        self.missing = count
        self.all = self.loop.create_future()


class RoundTrips(Connected):
    """Sends a message for each that has come back."""

    def __init__(self, done, count):
        self.done, self.left = done, count
        self.missing = SIZES["messageSize"]
        self.message = bytes(self.missing)

    def connection_made(self, transport):
        super().connection_made(transport)
        transport.write(self.message)

    def data_received(self, data):
        self.missing -= len(data)
        if self.missing > 0:
            return
        self.missing = SIZES["messageSize"]
        self.left -= 1
        if self.left == 0:
            self.done.set_result(None)
        else:
            self.transport.write(self.message)


class DatagramClient(Connected, asyncio.DatagramProtocol):
    def __init__(self, done, count):
        self.done, self.left, self.missing = done, count, count
        self.message = bytes(SIZES["messageSize"])

    def connection_made(self, transport):
        super().connection_made(transport)
        for _ in range(SIZES["datagramsUnderWay"]):
            self.send()

    def datagram_received(self, data, addr):
        self.missing -= 1
        if self.missing == 0:
            self.done.set_result(None)
        else:
            self.send()

    def send(self):
        if self.left > 0:
            self.left -= 1
            self.transport.sendto(self.message)


async def start(certificate):
    loop = asyncio.get_running_loop()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    async def listen(factory, **options):
        server = await loop.create_server(factory, HOST, 0, **options)
        return server.sockets[0].getsockname()[1]

    datagrams, _ = await loop.create_datagram_endpoint(DatagramEcho, local_addr=(HOST, 0))
    return {
        "echo": await listen(Echo),
        "sink": await listen(Sink),
        "tlsEcho": await listen(Echo, ssl=context),
        "tlsSink": await listen(Sink, ssl=context),
        "datagramEcho": datagrams.get_extra_info("sockname")[1],
    }


async def open_client(factory, port, secure):
    options = {"ssl": secure, "server_hostname": "localhost"} if secure else {}
    _, protocol = await asyncio.get_running_loop().create_connection(factory, HOST, port, **options)
    return protocol


async def connect(port, secure, count):
    for _ in range(count):
        client = await open_client(Client, port, secure)
        client.expect(1)
        client.transport.write(b".")
        await client.all
        client.transport.close()
        await client.over


async def round_trip(port, secure, count):
    done = asyncio.get_running_loop().create_future()
    client = await open_client(lambda: RoundTrips(done, count), port, secure)
    await done
    client.transport.abort()


async def upload(port, secure, count):
    client = await open_client(Client, port, secure)
    piece = bytes(SIZES["pieceSize"])
    client.expect(count)
    for _ in range(count * SIZES["mebibyte"] // len(piece)):
        client.transport.write(piece)
        if client.writable is not None:
            await client.writable
    await client.all
    client.transport.abort()


async def datagram(port, secure, count):
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    transport, _ = await loop.create_datagram_endpoint(
        lambda: DatagramClient(done, count), remote_addr=(HOST, port)
    )
    await done
    transport.abort()


WORK = {"connect": connect, "roundTrip": round_trip, "upload": upload, "datagram": datagram}


def serve(loop, certificate):
    """The servers have a thread and a loop of their own. They rest while the other loop is measured."""
    ports = loop.run_until_complete(start(certificate))
    threading.Thread(target=loop.run_forever, daemon=True).start()
    return ports


def main():
    global SIZES
    if sys.argv[1] == "uvloop":
        import uvloop

        new_loop = uvloop.new_event_loop
    else:
        new_loop = asyncio.new_event_loop
    SIZES = json.loads(sys.argv[2])
    loop = new_loop()
    trusting = ssl.create_default_context(cadata=SIZES["authority"])
    for line in sys.stdin:
        order = json.loads(line)
        if "certificate" in order:
            reply = serve(new_loop(), order["certificate"])
        elif "usage" in order:
            reply = time.process_time() * 1000
        else:
            secure = trusting if order["tls"] else None
            started = time.perf_counter()
            loop.run_until_complete(WORK[order["work"]](order["port"], secure, order["count"]))
            reply = (time.perf_counter() - started) * 1000
        print(json.dumps(reply), flush=True)


main()
