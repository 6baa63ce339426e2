/** Imports point one way, and nothing goes round the factories. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { sourceFiles } from './source-files.ts'

interface Import {
  readonly file: string
  /** A path from the root, or the name of a package. */
  readonly target: string
}

const files = sourceFiles().filter((file) => !file.endsWith('.test.ts'))

function importsOf(file: string): Import[] {
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

  it('the view of a report runs in every host', () => {
    const shared = ['failures', 'reporter', 'verdict', 'words'].map(
      (name) => `conformance/reporters/${name}.ts`,
    )
    const homes = ['spec', 'conformance/harness', 'conformance/view']
    const allowed = (target: string): boolean =>
      homes.some((home) => within(home, target)) || shared.includes(target)
    expect(strangers('conformance/view', allowed)).toEqual([])
    const inTurn = files.filter((file) => shared.includes(file)).flatMap(importsOf)
    const strange = inTurn.filter(({ target }) => !allowed(target))
    expect(strange.map(({ file, target }) => `${file} imports ${target}`)).toEqual([])
  })

  it('conformance never imports reference, but for its proof', () => {
    const allowed = (target: string, file: string): boolean =>
      within('conformance/self-test', file) ||
      !(within('reference', target) || within('conformance/self-test', target))
    expect(strangers('conformance', allowed)).toEqual([])
  })
})

it('makes futures and tasks in the factories of the loop alone', () => {
  const factories = ['reference/base-event-loop.ts', 'reference/eager-task-factory.ts']
  const makers = files.filter((file) => within('reference', file) && !factories.includes(file))
  const calls = /new (?:Reference)?(?:Future|Task)\b/
  expect(makers.filter((file) => calls.test(withoutComments(readFileSync(file, 'utf8'))))).toEqual([])
  for (const factory of factories) expect(readFileSync(factory, 'utf8')).toMatch(calls)
})

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
}
