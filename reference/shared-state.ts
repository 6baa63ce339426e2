/**
 * What is one per realm, even if two copies of this package are loaded. The first copy creates it. The fields are plain data;
 * the module named beside a field works on it.
 */
import { sharedStateKey, type SharedState } from '../spec/shared-state.ts'
import type { AsyncioApi, Context, EventLoop, EventLoopPolicy } from '../spec/interfaces/index.ts'
import type { TaskList } from './task-list.ts'

const version = 1

/** A context of any copy of this package. The handles of a loop set and clear `entered` themselves, for speed. */
export interface SharedContext extends Context {
  values: ReadonlyMap<unknown, unknown>
  entered: boolean
}

export interface ReferenceState extends SharedState {
  /** asyncio-api.ts */
  api: AsyncioApi
  /** registry.ts */
  tasks: WeakMap<EventLoop, TaskList>
  lastLoop: EventLoop | null
  lastTasks: TaskList | null
  unplacedTasks: TaskList | null
  /** running-loop.ts */
  runningLoop: EventLoop | null
  /** policy.ts */
  policy: EventLoopPolicy | null
  newDefaultLoop: (() => EventLoop) | null
  /** context.ts */
  context: SharedContext | null
  /** task.ts: the number in the last default name. */
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
    `Two copies of loop-conformance/reference are loaded and cannot share their state: the first has version ` +
      `${String(state.version)}, this one version ${String(version)}. Install one version of the package.`,
  )
}

/** Puts the module functions where the suite finds them, and returns them. The first copy of the package that is loaded serves all. */
export function offerApi(api: AsyncioApi): AsyncioApi {
  if (!('registerTask' in state.api)) state.api = api
  return api
}
