import { expect, it } from 'vitest'
import { contentProblems, leftovers, type Manifest } from './contents.ts'

const manifest: Manifest = {
  bin: { it: './bin/it.js' },
  exports: { '.': { types: './dist/i.d.ts', default: './dist/i.js' } },
}
const sound: Record<string, string> = {
  'bin/it.js': '',
  'dist/i.d.ts': 'export {}\n//# sourceMappingURL=i.d.ts.map\n',
  'dist/i.d.ts.map': '{"sources":["../src/i.ts"]}',
  'dist/i.js': 'export {}\n',
  'src/i.ts': 'export {}',
}

function problems(change: Record<string, string | undefined>): string[] {
  const files = Object.entries({ ...sound, ...change }).flatMap(([file, text]) =>
    text === undefined ? [] : [[file, text]],
  )
  const texts = new Map(files as [string, string][])
  return contentProblems(new Set(texts.keys()), manifest, (file) => texts.get(file) ?? '')
}

it('finds nothing in a sound package', () => {
  expect(problems({})).toEqual([])
})

it.each<[string, Record<string, string | undefined>, RegExp]>([
  ['an entry that is not there', { 'dist/i.js': undefined }, /names \.?\/?dist\/i\.js, which is not/],
  ['a command that is not there', { 'bin/it.js': undefined }, /names \.?\/?bin\/it\.js, which is not/],
  ['a test', { 'dist/i.test.js': '' }, /i\.test\.js is in the package/],
  ['a part of the self-test', { 'dist/self-test/x.js': '' }, /self-test\/x\.js is in the package/],
  ['a map that is not there', { 'dist/i.d.ts.map': undefined }, /names the map i\.d\.ts\.map, which is not/],
  [
    'a source that is not there',
    { 'src/i.ts': undefined },
    /i\.d\.ts\.map leads to src\/i\.ts, which is not/,
  ],
])('finds %s', (_name, change, says) => {
  const found = problems(change)
  expect(found).toHaveLength(1)
  expect(found[0]).toMatch(says)
})

it('finds a script that npm warns about', () => {
  const files = new Set(Object.keys(sound))
  const read = (file: string): string => sound[file] ?? ''
  const found = contentProblems(files, { ...manifest, scripts: { build: 'x', prepare: 'x' } }, read)
  expect(found).toEqual([
    'npm warns everyone who installs the package about its script prepare. Remove the script.',
  ])
})

it('finds a module without a source', () => {
  const files = new Set(['dist/a.js', 'dist/b.js', 'dist/b.d.ts'])
  expect(leftovers(files, (file) => file === 'a.ts')).toEqual([
    'dist/ has 1 modules without a source, such as dist/b.js. Remove dist/ and build again.',
  ])
})
