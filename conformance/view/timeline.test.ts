import { expect, it } from 'vitest'
import type { CheckResult, TraceEvent } from '../../spec/index.ts'
import { timelineOf, type Timeline } from './timeline.ts'
import { timelineView } from './timeline-view.ts'

function row(trace: readonly TraceEvent[], rest: Partial<CheckResult> = {}): CheckResult {
  const head = {
    clause: 'future.x',
    level: 'MUST',
    profile: 'core',
    situation: 'one',
    durationMs: 1,
  } as const
  return { ...head, status: 'fail', trace, ...rest }
}

/** The events as `number lane: label`, a line a turn. */
function told(timeline: Timeline | null): string[] {
  return (timeline?.turns ?? []).map(
    ({ turn, events }) =>
      `${String(turn)}| ${events.map((event) => `${String(event.number)} ${timeline?.lanes[event.lane] ?? '?'}: ${event.label}`).join(', ')}`,
  )
}

it('puts each event into the lane of what ran, and into its turn', () => {
  const timeline = timelineOf(
    row([
      { label: 'created' },
      { label: 'a step 1', lane: 'task a', turn: 1 },
      { label: 'called', lane: 'callbacks', turn: 1 },
      { label: 'exception handler', lane: 'loop', turn: 2 },
      { label: 'inside', lane: 'task a', turn: 2 },
    ]),
  )
  expect(timeline?.lanes).toEqual(['loop', 'task a', 'callbacks', 'check'])
  expect(told(timeline)).toEqual([
    'null| 1 check: created',
    '1| 2 task a: step 1, 3 callbacks: called',
    '2| 4 loop: exception handler, 5 task a: inside',
  ])
})

it('reads the trace of a report that names no lanes', () => {
  const timeline = timelineOf(row([{ label: 'a step 1' }, { label: 'b' }]))
  expect(told(timeline)).toEqual(['null| 1 task a: step 1, 2 check: b'])
})

it('gives many tasks one lane, where their names are told', () => {
  const names = ['a', 'b', 'c', 'd', 'e']
  const timeline = timelineOf(row(names.map((name) => ({ label: `${name} step 1`, lane: `task ${name}` }))))
  expect(timeline?.lanes).toEqual(['tasks'])
  expect(timeline?.turns[0]?.events.map(({ label }) => label)).toEqual(names.map((name) => `${name} step 1`))
})

it('marks what came too early, and what was expected before it', () => {
  const trace = [{ label: 'b' }, { label: 'x' }, { label: 'a' }, { label: 'c' }]
  const marks = (timeline: Timeline | null): unknown => timeline?.turns[0]?.events.map(({ mark }) => mark)
  expect(marks(timelineOf(row(trace)))).toEqual([null, null, null, null])
  const violated = timelineOf(row(trace, { violatedEdge: { before: 'a', after: 'b' } }))
  expect(marks(violated)).toEqual(['early', 'between', 'late', null])
  expect(violated?.missing).toBeNull()
})

it('says what never came', () => {
  const never = row([{ label: 'b' }], { violatedEdge: { before: 'a', after: 'b' } })
  expect(timelineOf(never)?.missing).toBe('a')
  expect(String(timelineView(never))).toContain('never happened')
})

it('is nothing where nothing was recorded', () => {
  expect(timelineOf(row([]))).toBeNull()
  expect(String(timelineView(row([])))).toBe('')
})
