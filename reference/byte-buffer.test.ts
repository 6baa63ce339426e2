import { expect, it } from 'vitest'
import { ByteBuffer } from './byte-buffer.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const text = (data: Uint8Array): string => new TextDecoder().decode(data)

it('gives what it was given, in the same order, however it is cut', () => {
  const buffer = new ByteBuffer()
  let [given, taken] = ['', '']
  for (let round = 1; round <= 60; round++) {
    const piece = String(round).repeat(round)
    given += piece
    buffer.append(bytes(piece))
    taken += text(buffer.take((round * 7) % 50))
  }
  taken += text(buffer.takeAll())
  expect(taken).toBe(given)
  expect(buffer.length).toBe(0)
  expect(text(buffer.take(3))).toBe('')
})

it('finds a part of several bytes, also behind a beginning of it', () => {
  const buffer = new ByteBuffer()
  buffer.append(bytes('xx--ab-abc'))
  buffer.take(2)
  expect(buffer.indexOf(bytes('abc'))).toBe(5)
  expect(buffer.indexOf(bytes('-'), 1)).toBe(1)
  expect(buffer.indexOf(bytes('abcd'))).toBe(-1)
  expect(buffer.indexOf(bytes('ab'), 6)).toBe(-1)
})

it('keeps its own copy', () => {
  const buffer = new ByteBuffer()
  const data = bytes('abc')
  buffer.append(data)
  data.fill(0)
  const taken = buffer.take(2)
  buffer.append(bytes('d'))
  expect([text(taken), text(buffer.takeAll())]).toEqual(['ab', 'cd'])
})
