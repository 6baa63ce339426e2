import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import type { Coroutine } from '../../../spec/index.ts'
import { authority, here } from '../../harness/index.ts'
import { Conversation } from './conversation.ts'
import { describeWith, ForeignProgram } from './foreign-program.ts'
import { onLoop } from './on-loop.ts'
import { scratchFolder } from './scratch-folder.ts'

/** Gets a file in a connection that is open. Returns null if the connection has ended. */
function* get(peer: Conversation, file: string): Coroutine<Buffer | null> {
  yield* peer.send(`GET /${file} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
  let length = 0
  const status = yield* peer.line()
  if (status === null) return null
  expect(status).toMatch(/^HTTP\/1\.[01] 200 /)
  for (let line = yield* peer.line(); line !== '' && line !== null; line = yield* peer.line()) {
    const [name = '', value = ''] = line.toLowerCase().split(': ')
    if (name === 'content-length') length = Number(value)
  }
  return yield* peer.bytes(length)
}

/** A folder with a file of 8 MiB. */
function folderWithFile(): { folder: string; data: Buffer } {
  const folder = scratchFolder()
  const data = randomBytes(8 * 1024 * 1024)
  writeFileSync(path.join(folder, 'file'), data)
  return { folder, data }
}

describeWith('python3', () => {
  it('http.server sends a file to a client of the reference, and ends the connection', () =>
    onLoop(function* (loop) {
      const { folder, data } = folderWithFile()
      const server = ['-u', '-m', 'http.server', '0', '--bind', '127.0.0.1', '--directory', folder]
      const [, port] = yield* new ForeignProgram(loop, 'python3', ...server).prints(/port (\d+)/)
      const [, peer] = yield* loop.createConnection(() => new Conversation(loop), '127.0.0.1', Number(port))
      expect((yield* get(peer, 'file'))?.equals(data)).toBe(true)
      expect(yield* peer.line()).toBeNull()
      yield* peer.close()
    }))
})

describeWith('nginx', () => {
  it('sends files to a client of the reference, over TLS through a Unix socket', () =>
    onLoop(function* (loop) {
      const { folder, data } = folderWithFile()
      for (const [name, text] of Object.entries({ cert: here.cert, key: here.key }))
        writeFileSync(path.join(folder, name), text)
      writeFileSync(path.join(folder, 'nginx.conf'), configuration(folder))
      const program = new ForeignProgram(loop, 'nginx', '-p', folder, '-c', path.join(folder, 'nginx.conf'))
      yield* program.prints(/getrlimit/)
      const [, peer] = yield* loop.createUnixConnection(
        () => new Conversation(loop),
        path.join(folder, 'socket'),
        { ssl: { ca: authority }, serverHostname: 'localhost' },
      )
      for (let count = 0; count < 4; count++) expect((yield* get(peer, 'file'))?.equals(data)).toBe(true)
      yield* peer.close()
    }))
})

/** One process, so that nothing is left when it is killed. Port 0 is not possible, a Unix socket is. */
const configuration = (folder: string): string => `
daemon off;
master_process off;
pid ${folder}/pid;
error_log stderr notice;
events {}
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join('\n  ')}
  server {
    listen unix:${folder}/socket ssl;
    ssl_certificate ${folder}/cert;
    ssl_certificate_key ${folder}/key;
    root ${folder};
  }
}
`
