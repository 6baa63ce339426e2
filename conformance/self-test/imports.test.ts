/** Imports point one way, and only the factories make futures and tasks. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { circles, importsBetweenFiles, type Import } from './import-circles.ts'
import { sourceFiles } from './source-files.ts'

interface Target {
  readonly file: string
  /** A path from the root, or the name of a package. */
  readonly target: string
}

const files = sourceFiles().filter((file) => !file.endsWith('.test.ts'))

function importsOf(file: string): Target[] {
  const found = readFileSync(file, 'utf8').matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)
  return [...found].map((match) => {
    const name = match[1] ?? ''
    return { file, target: name.startsWith('.') ? path.join(path.dirname(file), name) : name }
  })
}

const within = (folder: string, name: string): boolean => name.startsWith(`${folder}/`)
const isOurs = (name: string): boolean => name.endsWith('.ts')
const isNodeOnly = (file: string): boolean => /^reference\/node[-.]/.test(file)

/** The imports of the folder that `allowed` does not allow, printed. */
function strangers(folder: string, allowed: (target: string, file: string) => boolean): string[] {
  const inside = files.filter((file) => within(folder, file))
  expect(inside.length).toBeGreaterThan(0)
  const found = inside.flatMap(importsOf).filter(({ target, file }) => !allowed(target, file))
  return found.map(({ file, target }) => `${file} imports ${target}`)
}

describe('imports point one way', () => {
  it('spec imports nothing of ours', () => {
    const allowed = (target: string): boolean => !isOurs(target) || within('spec', target)
    expect(strangers('spec', allowed)).toEqual([])
  })

  it('reference imports the spec alone, and Node only where its name says so', () => {
    const allowed = (target: string, file: string): boolean =>
      isOurs(target)
        ? within('reference', target) || within('spec', target)
        : isNodeOnly(file) && target.startsWith('node:')
    expect(strangers('reference', allowed)).toEqual([])
  })

  it('the part of reference for every host does not import the part for Node', () => {
    const crossing = files
      .filter((file) => within('reference', file) && !isNodeOnly(file))
      .flatMap(importsOf)
      .filter(({ target }) => isNodeOnly(target))
    expect(crossing).toEqual([])
  })

  it.each(['conformance/harness', 'conformance/suite'])(
    '%s imports no package and nothing of Node',
    (folder) => {
      const allowed = (target: string): boolean =>
        ['spec', 'conformance/harness', folder].some((home) => within(home, target))
      expect(strangers(folder, allowed)).toEqual([])
    },
  )

  it.each([
    ['conformance/report', ['spec', 'conformance/harness', 'conformance/vendor']],
    ['conformance/view', ['spec', 'conformance/harness', 'conformance/report']],
  ])('%s runs in every host', (folder, homes) => {
    const allowed = (target: string): boolean => [...homes, folder].some((home) => within(home, target))
    expect(strangers(folder, allowed)).toEqual([])
  })

  it('conformance never imports reference, but for its programs and its proof', () => {
    const allowed = (target: string, file: string): boolean =>
      within('conformance/self-test', file) ||
      (within('conformance/programs', file) && !within('conformance/self-test', target)) ||
      !(within('reference', target) || within('conformance/self-test', target))
    expect(strangers('conformance', allowed)).toEqual([])
  })
})

it('only the factories of the loop make futures and tasks', () => {
  const factories = ['reference/core-event-loop.ts', 'reference/eager-task-factory.ts']
  const makers = files.filter((file) => within('reference', file) && !factories.includes(file))
  const calls = /new (?:Reference)?(?:Future|Task)\b/
  expect(makers.filter((file) => calls.test(withoutComments(readFileSync(file, 'utf8'))))).toEqual([])
  for (const factory of factories) expect(readFileSync(factory, 'utf8')).toMatch(calls)
})

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
}

describe('no imports in a circle', () => {
  /** Circles that are allowed, each with its reason. */
  const allowed = [
    // Types alone, which name each other by their nature: a loop makes futures, and a future returns its loop.
    'spec/interfaces: event-loop.ts, exceptions.ts, future.ts, task.ts',
  ]
  const isTest = ({ from }: Import): boolean => from.endsWith('.test.ts')
  const found = circles(importsBetweenFiles().filter((one) => !isTest(one)))

  it('of files or of folders, in any folder of the repository', () => {
    expect(found).toEqual(allowed)
  })

  it('is a test that finds circles', () => {
    const lines = (text: string): Import[] =>
      text.split(' ').map((line) => {
        const [from = '', to = ''] = line.split('>')
        return { from, to }
      })
    expect(circles(lines('a/x.ts>b/y.ts b/z.ts>a/w.ts'))).toEqual(['.: a, b'])
    expect(circles(lines('a/x.ts>a/y.ts a/y.ts>a/z.ts a/z.ts>a/x.ts'))).toEqual(['a: x.ts, y.ts, z.ts'])
    expect(circles(lines('a/x.ts>a/b/y.ts a/b/y.ts>a/z.ts'))).toEqual([])
  })
})
