import type { CheckResult, TraceEvent } from '../../spec/index.ts'

/** If there are more tasks, they share one lane. */
const mostTaskLanes = 4

export interface TimelineEvent {
  /** Counts from 1, over the whole trace. */
  readonly number: number
  /** The index of its lane. */
  readonly lane: number
  readonly label: string
  readonly detail: string | undefined
  /** `early`: came too early. `late`: was expected before the early one. `between`: between the two. */
  readonly mark: 'early' | 'late' | 'between' | null
}

/** The events of one iteration. A null turn is outside the iterations that the check counts. */
export interface Turn {
  readonly turn: number | null
  readonly events: readonly TimelineEvent[]
}

export interface Timeline {
  /** Names of lanes, the loop first, then its tasks, the callbacks, and the check. */
  readonly lanes: readonly string[]
  readonly turns: readonly Turn[]
  /** The label that was expected before the early event and never came. */
  readonly missing: string | null
}

/** The events of a check in order, each in the lane of what ran it. Null if nothing was recorded. */
export function timelineOf({ trace = [], violatedEdge }: CheckResult): Timeline | null {
  if (trace.length === 0) return null
  const lanes = lanesOf(trace)
  const early = violatedEdge ? trace.findIndex(({ label }) => label === violatedEdge.after) : -1
  const late = violatedEdge ? trace.findLastIndex(({ label }) => label === violatedEdge.before) : -1
  const end = late === -1 ? trace.length : late
  const markOf = (index: number): TimelineEvent['mark'] => {
    if (early === -1) return null
    if (index === early) return 'early'
    if (index === late) return 'late'
    return index > early && index < end ? 'between' : null
  }
  const turns: { turn: number | null; events: TimelineEvent[] }[] = []
  for (const [index, event] of trace.entries()) {
    const turn = event.turn ?? null
    const last = turns.at(-1)
    const events = last?.turn === turn ? last.events : []
    if (last?.events !== events) turns.push({ turn, events })
    const name = laneOf(event)
    const lane = lanes.includes(name) ? lanes.indexOf(name) : lanes.indexOf('tasks')
    const label = lanes[lane] === name ? withoutTask(event.label, name) : event.label
    events.push({ number: index + 1, lane, label, detail: event.detail, mark: markOf(index) })
  }
  return { lanes, turns, missing: early !== -1 && late === -1 ? (violatedEdge?.before ?? null) : null }
}

function lanesOf(trace: readonly TraceEvent[]): string[] {
  const names = new Set(trace.map(laneOf))
  const tasks = [...names].filter((name) => name.startsWith('task '))
  const ofTasks = tasks.length > mostTaskLanes ? ['tasks'] : tasks
  return ['loop', ...ofTasks, 'callbacks', 'check'].filter(
    (name) => names.has(name) || ofTasks.includes(name),
  )
}

/** Reports of older suites do not name lanes; the steps of a task are known by their label. */
function laneOf({ lane, label }: TraceEvent): string {
  if (lane === 'loop' || lane === 'callbacks' || lane?.startsWith('task ') === true) return lane
  const task = lane === undefined ? /^(.+) step \d+$/s.exec(label)?.[1] : undefined
  return task === undefined ? 'check' : `task ${task}`
}

/** In the lane of the task `a`, the event `a step 2` is `step 2`. */
function withoutTask(label: string, lane: string): string {
  const prefix = `${lane.replace(/^task /, '')} step `
  return lane.startsWith('task ') && label.startsWith(prefix)
    ? label.slice(prefix.length - 'step '.length)
    : label
}
