/** A server that is not ours: Python's own, on a free port of this machine. It shows the folder of this file. */
import { spawn } from 'node:child_process'
import type { Host, TcpServer } from '../harness/index.ts'

/**
 * `python3 -m http.server 0 --bind 127.0.0.1`, which ends with whoever has started it, whichever way that ends. What a
 * check needs besides, Python's own sockets do: they tell which there are, are slow to read, and reset.
 */
const program = `
import http.server, os, socket, struct, sys, threading, time

class Server(http.server.ThreadingHTTPServer):
    held = {}

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
        self.send_header('X-Other-Connections', ' '.join(ports))
        super().end_headers()

    def do_PUT(self):
        time.sleep(0.05)
        left = int(self.headers['Content-Length'])
        while left > 0:
            left -= len(self.rfile.read(min(left, 65536))) or left
        self.send_response(200)
        self.end_headers()

    def do_DELETE(self):
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        os.close(self.connection.detach())

threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
http.server.test(Handler, Server, port=0, bind='127.0.0.1')
`

/** Started when it is first asked for. Null where there is no `python3`. */
export function withForeignServer(host: Host): Host {
  let server: Promise<TcpServer | null> | null = null
  return { ...host, server: () => (server ??= startServer()) }
}

function startServer(): Promise<TcpServer | null> {
  const child = spawn('python3', ['-u', '-c', program], {
    cwd: import.meta.dirname,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  return new Promise((resolve) => {
    child.on('error', () => resolve(null))
    child.on('exit', () => resolve(null))
    let said = ''
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString()
      const port = /port (\d+)/.exec(said)?.[1]
      if (port === undefined) return
      // From now on it must not keep a process alive that has nothing else to do. Its output stays open, or it would end.
      child.unref()
      for (const pipe of [child.stdin, child.stdout] as { unref?(): void }[]) pipe.unref?.()
      resolve({ host: '127.0.0.1', port: Number(port) })
    })
  })
}
