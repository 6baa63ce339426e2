import { describe, expect, it } from 'vitest'
import { actualOf } from '../report/failures.ts'
import { wrap } from './layout.ts'
import type { CheckResult } from '../../spec/index.ts'

describe('a wrapped text', () => {
  it('is not broken inside short code', () => {
    expect(wrap('Pass a coroutine to ensureFuture(…, { loop }), which calls it.', 40)).toEqual([
      'Pass a coroutine to',
      'ensureFuture(…, { loop }), which calls',
      'it.',
    ])
  })

  it('is broken inside brackets of prose, and inside long code', () => {
    expect(wrap('A callback (a timer or a socket) of the host.', 20)).toEqual([
      'A callback (a timer',
      'or a socket) of the',
      'host.',
    ])
    const long = wrap(`call(${'argument, '.repeat(8)}last)`, 30)
    expect(long.length).toBeGreaterThan(2)
  })
})

describe('what was observed', () => {
  const row = (message: string, expected: string, actual: string): CheckResult =>
    ({ status: 'fail', message, expected, actual }) as CheckResult

  it('does not repeat what was expected', () => {
    expect(actualOf(row('The number of calls is 0, not 1.', 'the number of calls is 1', '0'))).toBe(
      'The number of calls is 0.',
    )
    expect(actualOf(row("The arguments: [0], not ['a', 0].", "the arguments: ['a', 0]", '[0]'))).toBe(
      'The arguments: [0].',
    )
  })

  it('keeps a sentence that has another subject', () => {
    expect(actualOf(row('It ran at once, not later.', 'the callback runs later', 'it ran at once'))).toBe(
      'It ran at once, not later.',
    )
  })
})
