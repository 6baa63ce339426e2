import { expect, it } from 'vitest'
import { ReferenceContext } from './context.ts'
import { ReferenceTimerHandle } from './handle.ts'
import { TimerQueue } from './timer-queue.ts'

function timer(queue: TimerQueue, deadline: number): ReferenceTimerHandle {
  const context = new ReferenceContext()
  const onCancel = (handle: unknown): void => queue.noteCancelled(handle as ReferenceTimerHandle)
  const handle = new ReferenceTimerHandle(deadline, () => undefined, [], context, onCancel)
  queue.push(handle)
  return handle
}

function drain(queue: TimerQueue): number[] {
  const deadlines: number[] = []
  while (queue.peek() !== undefined) deadlines.push(queue.pop()?.deadline ?? NaN)
  return deadlines
}

it('returns timers by deadline, in any order of arrival', () => {
  const queue = new TimerQueue()
  // Steps of 37 visit all of 0 … 100, for 101 is prime.
  const deadlines = Array.from({ length: 101 }, (_, index) => (index * 37) % 101)
  for (const deadline of deadlines) timer(queue, deadline)
  expect(drain(queue)).toEqual([...deadlines].sort((a, b) => a - b))
})

it('keeps its order while pushes and pops alternate', () => {
  const queue = new TimerQueue()
  for (const deadline of [5, 1, 4]) timer(queue, deadline)
  expect(queue.pop()?.deadline).toBe(1)
  for (const deadline of [3, 9, 2]) timer(queue, deadline)
  expect(drain(queue)).toEqual([2, 3, 4, 5, 9])
})

it('accepts infinite and equal deadlines', () => {
  const queue = new TimerQueue()
  for (const deadline of [Infinity, 2, 2, -Infinity]) timer(queue, deadline)
  expect(drain(queue)).toEqual([-Infinity, 2, 2, Infinity])
})

it('skips cancelled timers, and drops all of them if they are most of a long queue', () => {
  const queue = new TimerQueue()
  const handles = Array.from({ length: 200 }, (_, index) => timer(queue, index))
  for (const handle of handles.slice(0, 100)) handle.cancel()
  expect(queue.size).toBe(200)
  handles[150]?.cancel()
  expect(queue.size).toBe(99)
  expect(drain(queue)).toEqual(handles.filter((handle) => !handle.cancelled()).map((one) => one.when()))
})

it('leaves a few cancelled timers where they are until they come first', () => {
  const queue = new TimerQueue()
  const [first, second] = [timer(queue, 1), timer(queue, 2)]
  first.cancel()
  expect(queue.size).toBe(2)
  expect(queue.peek()).toBe(second)
  expect(queue.size).toBe(1)
})

it('does not count a timer that is cancelled twice, or after it has left', () => {
  const queue = new TimerQueue()
  const handles = Array.from({ length: 150 }, (_, index) => timer(queue, index))
  const gone = queue.pop()
  gone?.cancel()
  for (const handle of handles.slice(1, 60)) {
    handle.cancel()
    handle.cancel()
  }
  expect(queue.size).toBe(149)
})
