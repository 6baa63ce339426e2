import { describe, expect, it } from 'vitest'
import { interfaceMembers } from '../../site/generate/guides/interface-members.ts'
import { suite } from '../../conformance/suite/index.ts'
import { specification } from '../index.ts'
import { clauseIn, dialectOf, inPython, pythonName, seconds, verbatim, withoutMarks } from './index.ts'

/** What no text in the words of Python contains. */
const javascript =
  /(?<![\w/])[a-z]+\d*[A-Z]\w*|\b(?:null|undefined|NaN|Infinity|milliseconds?|JavaScript|promises?|microtasks?|arrays?|generators?)\b|\b(?<!a )false\b|\btrue\b(?! reason| after)|\d ms\b|yield\*|=>|\bnew [A-Z]\w*\(|(?<![`'"])\bthrows?\b(?![`(]|[^.,:]*\b(?:into|away)\b)/

const names = [...interfaceMembers().values()].flat()

describe('the name of every interface', () => {
  it('has a spelling in Python', () => {
    expect(names.filter((name) => !/^(?:[a-z_\d]+|[A-Z]\w*)$/.test(pythonName(name)))).toEqual([])
  })

  it('is translated in a text if a capital in it shows that it is a name', () => {
    for (const name of names.filter((one) => /^[a-z]+[A-Z]/.test(one)))
      expect(inPython(`Call \`${name}\`, and ${name}().`)).toBe(
        `Call \`${pythonName(name)}\`, and ${pythonName(name)}().`,
      )
  })
})

describe('a text in Python', () => {
  it.each([
    ['callLater(5, callback) waits for 5 ms.', 'call_later(0.005, callback) waits for 0.005 s.'],
    ['`waitFor(future, 10_000)` throws `TimeoutError`', '`wait_for(future, 10)` raises `TimeoutError`'],
    ['It returns null or undefined, and isRunning() is true.', 'It returns None, and is_running() is True.'],
    ['`yield* sleep(0)` lets others run.', '`await sleep(0)` lets others run.'],
    ['ensureFuture(…, { loop }) makes it', 'ensure_future(…, loop=loop) makes it'],
    ['The error is thrown into the coroutine.', 'The error is thrown into the coroutine.'],
    ['generator.throw(error) throws', 'coroutine.throw(error) raises'],
    ['at ./myLoop/callSoon.py:12', 'at ./myLoop/callSoon.py:12'],
    [
      'time() was 12.5 and then 3 ms, slept for 3 of 20 ms',
      'time() was 0.0125 and then 0.003 s, slept for 0.003 of 0.02 s',
    ],
    ['time() was NaN, Infinity and 5 ms', 'time() was nan, inf and 0.005 s'],
    ['0.3 and 12.5 are no times', '0.3 and 12.5 are no times'],
    ['seen in policy.null-restores-the-default', 'seen in policy.null-restores-the-default'],
  ])('%s', (text, python) => {
    expect(inPython(text)).toBe(python)
    expect(inPython(python)).toBe(python)
  })

  it('keeps what is marked as it is, and has no marks', () => {
    const text = `callSoon() returned ${verbatim('<myHandle of callSoon, null>')}, not null`
    expect(inPython(text)).toBe('call_soon() returned <myHandle of callSoon, null>, not None')
    expect(withoutMarks(text)).toBe('callSoon() returned <myHandle of callSoon, null>, not null')
    expect(inPython(verbatim(`a ${verbatim('mark')} inside of callSoon`))).toBe('a mark inside of callSoon')
  })

  it('has seconds without the last digits of a division', () => {
    expect([seconds(1), seconds(0.3), seconds(1e-6), seconds(60_000)]).toEqual([
      '0.001',
      '0.0003',
      '1e-9',
      '60',
    ])
  })
})

const shared = specification.clauses.filter((clause) => clause.javascript === undefined && !clause.withdrawn)

describe('without a word of JavaScript', () => {
  it('are the clauses that hold for Python', () => {
    const texts = shared.flatMap((clause) => {
      const { text, intent, otherwise = '', untestable = '' } = clauseIn('python', clause)
      return [text, intent, otherwise, untestable]
    })
    expect(texts.filter((text) => javascript.test(text.replace('ordinary generator', '')))).toEqual([])
  })

  it('are the situations and hints of their checks', () => {
    const ids = new Set<string>(shared.map(({ id }) => id))
    const texts = suite
      .filter(({ clause }) => ids.has(clause))
      .flatMap(({ situation, hint = '' }) => [inPython(situation), inPython(hint)])
    expect(texts.filter((text) => javascript.test(text))).toEqual([])
  })
})

it('tells the dialect of a report, also of one from before there were dialects', () => {
  expect(dialectOf({ candidate: { entry: 'python:uvloop' } })).toBe('python')
  expect(dialectOf({ candidate: { entry: 'pyodide:asyncio' } })).toBe('python')
  expect(dialectOf({ candidate: { entry: './loop.ts' } })).toBe('javascript')
  expect(dialectOf({ candidate: { entry: 'uvloop:new_event_loop' }, dialect: 'python' })).toBe('python')
})

it('leaves a clause alone that only JavaScript has', () => {
  const clause = specification.clauses.find(({ javascript: own }) => own !== undefined)
  expect(clause && clauseIn('python', clause)).toBe(clause)
})
