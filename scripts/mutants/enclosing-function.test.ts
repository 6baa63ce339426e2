import { expect, it } from 'vitest'
import { locate, placesIn } from './enclosing-function.ts'

const text = `const limit = 3
export class Queue {
  size = 0
  get first(): string {
    return this.items.at(0) ?? 'none'
  }
  take(): void {
    const wake = (): void => this.run('now')
    if (this.size === 0) throw new RangeError('empty' + \`\${limit}\`)
    this.refuse('nothing is left')
    wake()
  }
}
function describeQueue(queue: Queue): string {
  return queue.size === 0 ? 'empty' : 'full'
}
if (limit > 2) describeQueue(new Queue())
`

const at = (fragment: string): ReturnType<typeof locate> => {
  const before = text.slice(0, text.indexOf(fragment)).split('\n')
  return locate(text, before.length, (before.at(-1) ?? '').length + 1)
}

it('names the innermost function, class field or variable of the module', () => {
  expect(at('3\n').function).toBe('limit')
  expect(at('0\n  get').function).toBe('Queue.size')
  expect(at("'none'").function).toBe('Queue.first')
  expect(at("'now'").function).toBe('Queue.take.wake')
  expect(at('this.size === 0').function).toBe('Queue.take')
  expect(at('limit > 2').function).toBe('(module)')
})

it('tells a message by its place or its words', () => {
  expect(at("'empty' +").isMessage).toBe(true)
  expect(at("'nothing is left'").isMessage).toBe(true)
  expect(at("'full'").isMessage).toBe(true)
  expect(at("'none'").isMessage).toBe(false)
  expect(at('this.size === 0').isMessage).toBe(false)
})

it('lists every place of a file', () => {
  expect([...placesIn(text)]).toEqual(
    expect.arrayContaining([
      '(module)',
      'limit',
      'Queue.size',
      'Queue.first',
      'Queue.take.wake',
      'describeQueue',
    ]),
  )
})
