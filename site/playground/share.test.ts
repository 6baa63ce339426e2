import { expect, it } from 'vitest'
import { fromHash, toHash } from './share.ts'

it.each(['', 'class Loop {}\n', '<script>"ß∞😀"</script>', 'x'.repeat(100_000)])(
  'what was edited comes back from the address',
  async (source) => {
    const hash = await toHash({ kind: 'code', source })
    expect(hash).toMatch(/^#code\/[\w-]+$/)
    expect(await fromHash(hash)).toEqual({ kind: 'code', source })
  },
)

it('a loop of the menu goes by its name', async () => {
  const shared = { kind: 'loop', name: 'runs-callbacks-in-reverse' } as const
  expect(await toHash(shared)).toBe('#loop/runs-callbacks-in-reverse')
  expect(await fromHash('#loop/runs-callbacks-in-reverse')).toEqual(shared)
})

it('a loop is short in an address', async () => {
  const source = 'class Loop extends BaseEventLoop {\n  override time(): number {}\n}\n'.repeat(20)
  expect((await toHash({ kind: 'code', source })).length).toBeLessThan(source.length / 4)
})

it.each(['', '#', '#code/', '#code/!!!', '#code/AAAA', '#code/%', '#loop/%E0', '#clause-future.x'])(
  'an address that says nothing is nothing: %j',
  async (hash) => {
    expect(await fromHash(hash)).toBeNull()
  },
)

it('a short address does not become a text without end', async () => {
  const bomb = await toHash({ kind: 'code', source: ' '.repeat(50_000_000) })
  expect(bomb.length).toBeLessThan(100_000)
  expect(await fromHash(bomb)).toBeNull()
})
