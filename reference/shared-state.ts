/**
 * What is one per realm, even when two copies of this package are loaded. The first copy creates it; the fields are
 * plain data that the modules named after them work on.
 */
import {
  sharedStateKey,
  type AsyncioApi,
  type EventLoop,
  type EventLoopPolicy,
  type SharedState,
} from '../spec/index.ts'
import type { ReferenceContext } from './context.ts'
import type { LoopTasks } from './registry.ts'

const version = 1

export interface ReferenceState extends SharedState {
  api: AsyncioApi
  /** registry.ts */
  tasks: WeakMap<EventLoop, LoopTasks>
  lastLoop: EventLoop | null
  lastTasks: LoopTasks | null
  unplacedTasks: LoopTasks | null
  /** running-loop.ts */
  runningLoop: EventLoop | null
  /** policy.ts */
  policy: EventLoopPolicy | null
  newDefaultLoop: (() => EventLoop) | null
  /** context.ts */
  context: ReferenceContext | null
  /** task.ts: the number of the last default name. */
  taskNumber: number
}

const realm = globalThis as unknown as { [sharedStateKey]: ReferenceState | undefined }

function createState(): ReferenceState {
  return {
    version,
    api: {} as AsyncioApi,
    tasks: new WeakMap(),
    lastLoop: null,
    lastTasks: null,
    unplacedTasks: null,
    runningLoop: null,
    policy: null,
    newDefaultLoop: null,
    context: null,
    taskNumber: 0,
  }
}

export const state: ReferenceState = (realm[sharedStateKey] ??= createState())

if (state.version !== version) {
  throw new Error(
    `Two copies of loop-conformance/reference are loaded whose shared states differ: version ${String(state.version)} ` +
      `came first, this one has ${String(version)}. Install one version of the package.`,
  )
}
