import { describe, expect, it } from 'vitest'
import {
  DatagramSocketTransport,
  Future,
  SocketTransport,
  Task,
  VirtualEventLoop,
} from '../../../reference/index.ts'
import { ReferenceServer } from '../../../reference/server.ts'
import { apiNames } from '../../../spec/index.ts'
import { legalLoops } from '../legal/index.ts'
import { likeTheReference, reference } from '../programs/oracles.ts'
import { exercises } from './exercises/index.ts'
import { isRight } from './is-right.ts'
import { nameOf, type Target } from './method.ts'
import { methods } from './methods.ts'
import { observe } from './observe.ts'
import { everyStrangeFault, neverHappens, titleOf, type StrangeFault } from './strange-fault.ts'
import { weave } from './weave.ts'
import { findWitness } from './witness.ts'

const all = everyStrangeFault()

function named(title: string): StrangeFault {
  const found = all.find((fault) => titleOf(fault) === title)
  if (found === undefined) throw new Error(`There is no strange fault ${title}.`)
  return found
}

const witnessed = (title: string): ReturnType<typeof findWitness> =>
  findWitness(named(title), { seed: 1, programs: 10, deadlineMs: 5000 })

describe('the methods', () => {
  it('are all module functions but the constructors and the maker of factories', () => {
    const found = methods.filter(({ target }) => target === 'module').map(({ name }) => name)
    const constructors = [
      'Runner',
      'ContextVar',
      'Future',
      'Task',
      'StreamReader',
      'StreamReaderProtocol',
      'StreamWriter',
      'createEagerTaskFactory',
    ]
    expect(found.sort()).toEqual(apiNames.filter((name) => !constructors.includes(name)).sort())
  })

  const prototypes: Partial<Record<Target, object>> = {
    loop: VirtualEventLoop.prototype,
    future: Future.prototype,
    task: Task.prototype,
    transport: SocketTransport.prototype,
    server: ReferenceServer.prototype,
    endpoint: DatagramSocketTransport.prototype,
  }
  it.each(Object.entries(prototypes))('of a %s exist', (target, prototype) => {
    const missing = methods.filter((one) => one.target === target && !(one.name in prototype))
    expect(missing.map(nameOf)).toEqual([])
  })

  it('have different names', () => {
    expect(new Set(methods.map(nameOf)).size).toBe(methods.length)
    expect(new Set(all.map(titleOf)).size).toBe(all.length)
  })
})

describe('an exercise notes the same twice', () => {
  it.each(exercises.map((exercise) => [exercise.name, exercise] as const))('%s', async (_name, exercise) => {
    const ours = await observe(exercise, reference, {}, 'callback')
    expect(ours.length).toBeGreaterThan(50)
    expect(await observe(exercise, weave(neverHappens).adapter, {}, 'callback')).toEqual(ours)
  })
})

describe('an exercise notes the same on a loop that is odd and legal', () => {
  // An exercise takes minutes of the loop's time, and notes the pace of timers, the words of a cancellation and the factory.
  const paced = [
    'restless-sleeper',
    'jittered-wake-ups',
    'macrotask-an-iteration',
    'late-timers',
    'coarse-clock',
    'timer-wheel',
    'keeps-its-last-words',
    'takes-its-time',
    'clock-of-windows',
    'clock-of-four-milliseconds',
    'fifty-milliseconds-late',
    'delivers-a-byte-an-iteration',
    'has-a-factory-from-the-start',
  ]
  const comparable = legalLoops.filter(({ name }) => !paced.includes(name))
  it.each(comparable.map((loop) => [loop.name, loop] as const))('%s', async (_name, loop) => {
    for (const exercise of exercises)
      expect(await observe(exercise, likeTheReference(loop), {}, 'callback'), exercise.name).toEqual(
        await observe(exercise, reference, {}, 'callback'),
      )
  })
})

describe('a witness', () => {
  it('is found where a fault begins late, and where it depends on the place', async () => {
    const titles = [
      'loop.callSoon / from-call-1000 / dropped',
      'future.result / in-a-done-callback / answers-null',
      'gather / list-above-32 / wrong-argument-1',
      'task.getName / from-run-3 / throws',
    ]
    for (const title of titles) expect(await witnessed(title), title).toMatchObject({ isBreach: true })
  })

  it('is not found where a loop may do that', async () => {
    expect(await witnessed('sleep / in-a-step / an-iteration-later')).toMatchObject({ isBreach: false })
  })

  it('is not found without a fault', async () => {
    const found = await findWitness(neverHappens, { seed: 1, programs: 10, deadlineMs: 5000 })
    expect(found.isBreach).toBe(false)
  })
})

it('calls a root cause right if it is about the method, or required by what is', () => {
  const [callSoon] = methods.filter((one) => nameOf(one) === 'loop.callSoon')
  if (callSoon === undefined) throw new Error('There is no callSoon.')
  expect(isRight(callSoon, ['scheduling.callbacks-run-in-order'])).toBe(true)
  expect(isRight(callSoon, ['policy.set-policy-refuses-others'])).toBe(false)
  expect(isRight(callSoon, [])).toBe(false)
})
