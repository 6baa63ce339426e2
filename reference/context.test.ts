import { expect, it } from 'vitest'
import type { Context } from '../spec/index.ts'
import { copyContext, ReferenceContextVar } from './context.ts'
import { VirtualEventLoop } from './virtual-event-loop.ts'

const user = new ReferenceContextVar<string>('user', { defaultValue: 'nobody' })

it('does not show the original what is set in a copy', () => {
  const original = copyContext()
  const copy = original.copy()
  copy.run(() => user.set('ada'))
  expect(copy.run(() => user.get())).toBe('ada')
  expect(original.run(() => user.get())).toBe('nobody')
  expect([copy.has(user), original.has(user)]).toEqual([true, false])
})

it('prefers the value, then the fallback, then the default', () => {
  const bare = new ReferenceContextVar<number | undefined>('bare')
  copyContext().run(() => {
    expect(() => bare.get()).toThrow(/'bare' has no value/)
    expect(bare.get(undefined)).toBe(undefined)
    expect(user.get('fallback')).toBe('fallback')
    user.set('ada')
    expect(user.get('fallback')).toBe('ada')
  })
})

it('resets a token once, in its own context', () => {
  copyContext().run(() => {
    const token = user.set('ada')
    expect(() => copyContext().run(() => user.reset(token))).toThrow(/not made by/)
    user.reset(token)
    expect(user.get()).toBe('nobody')
    expect(() => user.reset(token)).toThrow(/already been used/)
  })
})

it('cannot be entered twice', () => {
  const context = copyContext()
  expect(() => context.run(() => context.run(() => undefined))).toThrow(/already entered/)
  expect(context.run(() => 1)).toBe(1)
})

it('is left by a callback that throws', async () => {
  const loop = new VirtualEventLoop()
  loop.setExceptionHandler(() => undefined)
  const context = copyContext()
  loop.callSoon(
    () => {
      throw new Error('no')
    },
    [],
    { context },
  )
  let entered = 0
  loop.callSoon(() => entered++, [], { context })
  loop.callSoon(() => loop.stop())
  await loop.runForever()
  expect(entered).toBe(1)
})

it('may be of another implementation, which enters it', async () => {
  const loop = new VirtualEventLoop()
  const seen: string[] = []
  const foreign: Context = {
    run: <T>(fn: () => T): T => {
      seen.push('enter')
      const value = fn()
      seen.push('leave')
      return value
    },
    copy: () => foreign,
    get: () => undefined,
    has: () => false,
  }
  loop.callSoon((word: string) => seen.push(word), ['inside'], { context: foreign })
  loop.callSoon(() => loop.stop())
  await loop.runForever()
  expect(seen).toEqual(['enter', 'inside', 'leave'])
})
