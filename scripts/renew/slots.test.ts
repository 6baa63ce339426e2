import { expect, it } from 'vitest'
import { fillSlots, fillTables, replaceSlots, type Fillings } from './slots.ts'

const fillings: Fillings = {
  listing: (target) => `listing of ${target}`,
  report: (args, parts) => `report of ${args.join('+')}, ${parts === null ? 'all' : parts.join('+')}`,
}

const bare = [
  'Text with [`a.ts`](a.ts) in it.',
  '[`a.ts`](../a.ts)',
  '- `<!-- run: npx loop-conformance x -->` is a way to write.',
  '<!-- run: npx loop-conformance ./a --grep b; show areas, verdict -->',
  '<!-- run: npx loop-conformance ./c -->',
  'The end.',
].join('\n\n')

it('puts beneath each place what it shows, once', () => {
  const filled = fillSlots(bare, fillings)
  expect(filled).toContain('[`a.ts`](../a.ts)\n\n```ts\nlisting of ../a.ts\n```\n\n- `<!--')
  expect(filled).toContain(
    '$ npx loop-conformance ./a --grep b\n\nreport of ./a+--grep+b, areas+verdict\n```',
  )
  expect(filled).toContain('report of ./c, all\n```\n\nThe end.')
  expect(filled.match(/^```\w+$/gm)).toEqual(['```ts', '```text', '```text'])
  expect(fillSlots(filled, fillings)).toBe(filled)
})

it('puts in what has changed', () => {
  const changed = { ...fillings, listing: () => 'something else' }
  expect(fillSlots(fillSlots(bare, fillings), changed)).toBe(fillSlots(bare, changed))
})

it('takes a place and what it shows for one thing', () => {
  const replaced = replaceSlots(fillSlots(bare, fillings), fillings)
  expect(replaced).toBe(replaceSlots(bare, fillings))
  expect(replaced).toContain('\n\nlisting of ../a.ts\n\n- `<!-- run')
  expect(replaced).not.toContain('```')
})

it('puts a table beneath the comment that names it, once', () => {
  const page = 'Before.\n\n<!-- table: loops -->\n\nAfter.'
  const tables = { loops: () => '| a |\n| --- |' }
  const filled = fillTables(page, tables)
  expect(filled).toBe('Before.\n\n<!-- table: loops -->\n\n| a |\n| --- |\n\nAfter.')
  expect(fillTables(filled, tables)).toBe(filled)
  expect(() => fillTables(page, {})).toThrow('There is no table loops')
})
