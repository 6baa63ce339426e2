import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { wait, type NodeEventLoop } from '../../../reference/node.ts'
import { OSError, type Coroutine, type SslContext } from '../../../spec/index.ts'
import { authority, elsewhere, expired, here, unknown } from '../../harness/index.ts'
import { Conversation } from './conversation.ts'
import { describeWith, ForeignProgram } from './foreign-program.ts'
import { onLoop } from './on-loop.ts'
import { scratchFolder } from './scratch-folder.ts'
import { Serving, type Talk } from './serving.ts'

const versions = ['tls1_2', 'tls1_3'] as const
const trusting: SslContext = { ca: authority }

/** Puts each text in a file, as openssl wants it. Returns the paths. */
function files(...texts: readonly string[]): string[] {
  const folder = scratchFolder()
  return texts.map((text, index) => {
    const file = path.join(folder, `${String(index)}.pem`)
    writeFileSync(file, text)
    return file
  })
}

describeWith('openssl', () => {
  // As a client

  function client(loop: NodeEventLoop, { port }: Serving, ...options: readonly string[]): ForeignProgram {
    const [ca = ''] = files(authority)
    const trust = ['-CAfile', ca, '-verify_return_error', '-verify_hostname', 'localhost']
    const target = ['-connect', `127.0.0.1:${String(port)}`, '-servername', 'localhost']
    return new ForeignProgram(loop, 'openssl', 's_client', ...target, ...trust, ...options)
  }

  /** Returns each line in capitals. The line "bye" is the last one. */
  const shout: Talk = function* (peer) {
    for (let line = yield* peer.line(); line !== null; line = yield* peer.line()) {
      yield* peer.send(`${line.toUpperCase()}\n`)
      if (line === 'bye') return
    }
  }

  it.each(versions)('s_client -%s talks to a server of the reference', (version) =>
    onLoop(function* (loop) {
      const server = yield* Serving.start(loop, shout, { ssl: here })
      const program = client(loop, server, '-quiet', `-${version}`).type('hello\nbye\n')
      expect((yield* program.result()).toString()).toBe('HELLO\nBYE\n')
      expect(yield* server.over()).toBe(1)
    }),
  )

  it('s_client changes the keys in the middle', () =>
    onLoop(function* (loop) {
      const server = yield* Serving.start(loop, shout, { ssl: here })
      const program = client(loop, server, '-tls1_3').type('before\n')
      yield* program.prints(/BEFORE/)
      // A line of this letter is a command of s_client: new keys for both directions.
      yield* program.type('K\n').prints(/KEYUPDATE/)
      yield* program.type('after\n').prints(/AFTER/)
      yield* program.type('bye\n').result()
      yield* server.over()
    }))

  it('s_client and a server agree on a protocol', () =>
    onLoop(function* (loop) {
      const server = yield* Serving.start(loop, shout, {
        ssl: { ...here, alpnProtocols: ['h2', 'http/1.1'] },
      })
      const program = client(loop, server, '-alpn', 'spdy,http/1.1').type('bye\n')
      expect((yield* program.result()).toString()).toContain('ALPN protocol: http/1.1')
      yield* server.over()
    }))

  it('s_client -starttls smtp encrypts a connection that is open', () =>
    onLoop(function* (loop) {
      const mail: Talk = function* (peer) {
        yield* peer.send('220 localhost\r\n')
        expect(yield* peer.line()).toMatch(/^EHLO /)
        yield* peer.send('250-localhost\r\n250 STARTTLS\r\n')
        expect(yield* peer.line()).toBe('STARTTLS')
        yield* peer.send('220 go on\r\n')
        yield* peer.startTls(here)
        yield* shout(peer)
      }
      const server = yield* Serving.start(loop, mail)
      const program = client(loop, server, '-quiet', '-starttls', 'smtp').type('hello\nbye\n')
      expect((yield* program.result()).toString()).toMatch(/HELLO\nBYE\n$/)
      yield* server.over()
    }))

  it('s_client is killed', () =>
    onLoop(function* (loop) {
      const server = yield* Serving.start(loop, shout, { ssl: here })
      const program = client(loop, server).type('hello\n')
      yield* program.prints(/HELLO/)
      program.kill()
      // The talk ends, because the stream does.
      expect(yield* server.over()).toBe(1)
    }))

  it('s_client refuses the certificate of another host, and the server goes on', () =>
    onLoop(function* (loop) {
      const server = yield* Serving.start(loop, shout, { ssl: elsewhere })
      yield* client(loop, server).prints(/hostname mismatch/i)
      const program = client(loop, server, '-quiet', '-verify_hostname', 'elsewhere.example').type('bye\n')
      expect((yield* program.result()).toString()).toBe('BYE\n')
      // Both are connections, and only one has talked.
      expect(yield* server.over()).toBe(1)
    }))

  // As a server

  function* start(
    loop: NodeEventLoop,
    shown: typeof here,
    ...options: readonly string[]
  ): Coroutine<{ program: ForeignProgram; port: number }> {
    const [cert = '', key = ''] = files(shown.cert, shown.key)
    const program = new ForeignProgram(
      loop,
      'openssl',
      ...['s_server', '-accept', '127.0.0.1:0', '-cert', cert, '-key', key, ...options],
    )
    const [, port] = yield* program.prints(/ACCEPT 127\.0\.0\.1:(\d+)/)
    return { program, port: Number(port) }
  }

  function* connect(loop: NodeEventLoop, port: number, ssl: SslContext): Coroutine<Conversation> {
    const [, peer] = yield* loop.createConnection(() => new Conversation(loop), '127.0.0.1', port, {
      ssl,
      serverHostname: 'localhost',
    })
    return peer
  }

  it.each(versions)('s_server -%s talks to a client of the reference', (version) =>
    onLoop(function* (loop) {
      const { port } = yield* start(loop, here, '-rev', `-${version}`)
      const peer = yield* connect(loop, port, trusting)
      yield* peer.send('hello\n')
      expect(yield* peer.line()).toBe('olleh')
      yield* peer.close()
    }),
  )

  it('s_server gets 8 MiB and sends 8 MiB', () =>
    onLoop(function* (loop) {
      // Numbers only, because s_server takes some letters for commands.
      const numbers = Array.from({ length: 1_200_000 }, (_, index) => index)
      const data = Buffer.from(numbers.join('\n')).subarray(0, 8 * 1024 * 1024)
      const { program, port } = yield* start(loop, here, '-naccept', '1')
      const peer = yield* connect(loop, port, trusting)
      program.type(data)
      expect((yield* peer.bytes(data.length)).equals(data)).toBe(true)
      yield* peer.send(data)
      yield* peer.close()
      expect((yield* program.result()).includes(data)).toBe(true)
    }))

  it('s_server -Verify asks the client for its certificate', () =>
    onLoop(function* (loop) {
      const [ca = ''] = files(authority)
      const { program, port } = yield* start(
        loop,
        here,
        '-CAfile',
        ca,
        '-Verify',
        '1',
        '-verify_return_error',
      )
      const peer = yield* connect(loop, port, { ...trusting, ...here })
      yield* program.prints(/depth=0 CN ?= ?localhost/)
      yield* peer.close()
    }))

  it('s_server speaks older versions only', () =>
    onLoop(function* (loop) {
      const { port } = yield* start(loop, here, '-rev', '-tls1_2')
      const attempt = loop.createTask(connect(loop, port, { ...trusting, minimumVersion: 'TLSv1.3' }))
      yield* wait([attempt])
      expect(attempt.exception()).toBeInstanceOf(OSError)
      yield* (yield* connect(loop, port, trusting)).close()
    }))

  it.each(Object.entries({ expired, elsewhere, unknown }))(
    's_server shows a certificate that is %s',
    (_, shown) =>
      onLoop(function* (loop) {
        const { port } = yield* start(loop, shown)
        const attempt = loop.createTask(connect(loop, port, trusting))
        yield* wait([attempt])
        expect(attempt.exception()).toBeInstanceOf(OSError)
        yield* (yield* connect(loop, port, { verify: false })).close()
      }),
  )
})
