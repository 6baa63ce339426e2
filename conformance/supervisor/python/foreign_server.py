"""`python3 -m http.server 0 --bind 127.0.0.1`, which also tells about its connections, reads late or when it is told to, and resets.

It ends when its standard input ends, as it does when the process that started it ends.
"""

import collections
import http.server
import os
import socket
import struct
import sys
import threading
import time


class Server(http.server.ThreadingHTTPServer):
    held = {}
    reading = collections.defaultdict(threading.Event)

    def server_bind(self):
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 262144)
        super().server_bind()

    def process_request(self, connection, address):
        self.held[connection] = address[1]
        super().process_request(connection, address)

    def shutdown_request(self, connection):
        self.held.pop(connection, None)
        super().shutdown_request(connection)


class Handler(http.server.SimpleHTTPRequestHandler):
    def end_headers(self):
        ports = [str(port) for held, port in list(self.server.held.items()) if held is not self.request]
        self.send_header("X-Other-Connections", " ".join(ports))
        super().end_headers()

    def do_GET(self):
        """`GET /read/<name>` lets the server read what is PUT to the same path."""
        if self.path.startswith("/read/"):
            self.server.reading[self.path].set()
        super().do_GET()

    def do_PUT(self):
        """Reads late. To `/read/<name>`: reads when it is told to, until a full stop comes."""
        if self.path.startswith("/read/"):
            self.server.reading[self.path].wait(60)
            del self.server.reading[self.path]
            while self.rfile.read1(65536)[-1:] not in (b".", b""):
                pass
            self.send_response(200)
            return self.end_headers()
        time.sleep(0.05)
        left = int(self.headers["Content-Length"])
        while left > 0:
            left -= len(self.rfile.read(min(left, 65536))) or left
        self.send_response(200)
        self.end_headers()

    def do_DELETE(self):
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        os.close(self.connection.detach())


threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
http.server.test(Handler, Server, port=0, bind="127.0.0.1")
