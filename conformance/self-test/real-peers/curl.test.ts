import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import type { NodeEventLoop } from '../../../reference/node.ts'
import type { Coroutine } from '../../../spec/index.ts'
import { authority, here } from '../../harness/index.ts'
import type { Conversation } from './conversation.ts'
import { describeWith, ForeignProgram } from './foreign-program.ts'
import { onLoop } from './on-loop.ts'
import { scratchFolder } from './scratch-folder.ts'
import { Serving } from './serving.ts'

/** A server of HTTP/1.1 that returns the body of each request. */
function* http(peer: Conversation): Coroutine<void> {
  while ((yield* peer.line()) !== null) {
    let length = 0
    for (let line = yield* peer.line(); line !== '' && line !== null; line = yield* peer.line()) {
      const [name = '', value = ''] = line.toLowerCase().split(': ')
      if (name === 'content-length') length = Number(value)
      if (name === 'expect') yield* peer.send('HTTP/1.1 100 Continue\r\n\r\n')
    }
    const body = yield* peer.bytes(length)
    yield* peer.send(`HTTP/1.1 200 OK\r\nContent-Length: ${String(body.length)}\r\n\r\n`)
    yield* peer.send(body)
  }
}

describeWith('curl', () => {
  const curl = (loop: NodeEventLoop, ...args: readonly string[]): ForeignProgram =>
    new ForeignProgram(loop, 'curl', '--silent', '--show-error', '--fail', ...args)

  /** The scheme and its options. */
  const schemes = {
    http: () => [],
    https: () => {
      const file = path.join(scratchFolder(), 'authority.pem')
      writeFileSync(file, authority)
      return ['--cacert', file]
    },
  }

  it.each(Object.entries(schemes))('posts 8 MiB over %s and gets them back', (scheme, options) =>
    onLoop(function* (loop) {
      const data = randomBytes(8 * 1024 * 1024)
      const server = yield* Serving.start(loop, http, scheme === 'https' ? { ssl: here } : {})
      const url = `${scheme}://127.0.0.1:${String(server.port)}/`
      const program = curl(loop, ...options(), '--header', 'Expect: 100-continue', '--data-binary', '@-', url)
      const result = yield* program.type(data).typeEnd().result()
      expect(result.equals(data)).toBe(true)
      expect(yield* server.over()).toBe(1)
    }),
  )

  it.each(Object.entries(schemes))('makes a hundred requests in one connection over %s', (scheme, options) =>
    onLoop(function* (loop) {
      const server = yield* Serving.start(loop, http, scheme === 'https' ? { ssl: here } : {})
      const urls = `${scheme}://127.0.0.1:${String(server.port)}/[1-100]`
      const result = yield* curl(loop, ...options(), '--data', 'hello ', urls).result()
      expect(result.toString()).toBe('hello '.repeat(100))
      expect(yield* server.over()).toBe(1)
    }),
  )

  it('makes fifty requests at the same time', () =>
    onLoop(function* (loop) {
      const server = yield* Serving.start(loop, http)
      const urls = `http://127.0.0.1:${String(server.port)}/[1-50]`
      const parallel = ['--parallel', '--parallel-immediate', '--parallel-max', '50']
      const result = yield* curl(loop, ...parallel, '--data', 'hello ', urls).result()
      expect(result.toString()).toBe('hello '.repeat(50))
      expect(yield* server.over()).toBeGreaterThan(1)
    }))

  it('sends a mail over a connection that is encrypted in the middle', () =>
    onLoop(function* (loop) {
      const mail: string[] = []
      const server = yield* Serving.start(loop, (peer) => smtp(peer, mail))
      const url = `smtp://127.0.0.1:${String(server.port)}`
      const addresses = ['--mail-from', 'a@localhost', '--mail-rcpt', 'b@localhost']
      const program = curl(loop, ...schemes.https(), '--ssl-reqd', ...addresses, '--upload-file', '-', url)
      yield* program.type('hello\r\n').typeEnd().result()
      expect(mail).toEqual(['hello'])
      yield* server.over()
    }))
})

/** A server that takes one mail, after STARTTLS. */
function* smtp(peer: Conversation, mail: string[]): Coroutine<void> {
  yield* peer.send('220 localhost\r\n')
  let encrypted = false
  for (let line = yield* peer.line(); line !== null && line !== 'QUIT'; line = yield* peer.line())
    if (line.startsWith('EHLO'))
      yield* peer.send(encrypted ? '250 localhost\r\n' : '250-localhost\r\n250 STARTTLS\r\n')
    else if (line === 'STARTTLS') {
      yield* peer.send('220 go on\r\n')
      yield* peer.startTls(here)
      encrypted = true
    } else if (line === 'DATA') {
      yield* peer.send('354 go on\r\n')
      for (let text = yield* peer.line(); text !== '.' && text !== null; text = yield* peer.line())
        mail.push(text)
      yield* peer.send('250 OK\r\n')
    } else yield* peer.send('250 OK\r\n')
}
