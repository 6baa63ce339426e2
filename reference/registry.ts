/**
 * The four functions that keep tasks visible, and the two that look.
 *
 * Registered tasks form a list for each loop, in the order of registration, behind a WeakMap: a closed loop leaves
 * nothing behind. The list is intrusive for tasks that have the two link fields, as ours do; any other object is put
 * on a node of its own. A task that finishes without unregistering is swept later.
 */
import { RuntimeError, type EventLoop, type RegisteredTask } from '../spec/index.ts'
import { getRunningLoop } from './running-loop.ts'
import { state } from './shared-state.ts'

export const nextTask = Symbol.for('loop-conformance.next-task')
export const previousTask = Symbol.for('loop-conformance.previous-task')
/** Not `instanceof`: a node may have been made by another copy of this package. */
const foreignTask = Symbol.for('loop-conformance.foreign-task')

/** A place in a list. Undefined links: not in any list. */
interface Node {
  [nextTask]: Node | null | undefined
  [previousTask]: Node | null | undefined
}

class ForeignNode implements Node {
  [nextTask]: Node | null | undefined = undefined;
  [previousTask]: Node | null | undefined = undefined
  readonly [foreignTask]: RegisteredTask

  constructor(task: RegisteredTask) {
    this[foreignTask] = task
  }
}

/** What the registry knows of one loop. */
export class LoopTasks {
  current: RegisteredTask | null = null
  first: Node | null = null
  last: Node | null = null
  size = 0
  /** The next sweep is due at this size. */
  sweepAt = 64
  readonly foreign = new Map<RegisteredTask, ForeignNode>()
}

/** Nearly always asked for the loop that it was asked for last. */
function tasksOf(loop: EventLoop): LoopTasks {
  return loop === state.lastLoop && state.lastTasks !== null ? state.lastTasks : findTasksOf(loop)
}

function findTasksOf(loop: EventLoop): LoopTasks {
  let tasks = state.tasks.get(loop)
  if (tasks === undefined) state.tasks.set(loop, (tasks = new LoopTasks()))
  state.lastLoop = loop
  state.lastTasks = tasks
  return tasks
}

/** The list of the task's loop; a task that cannot name its loop yet goes on a list that every `getTasks` looks at. */
function listFor(task: RegisteredTask): LoopTasks {
  try {
    return tasksOf(task.getLoop())
  } catch {
    return (state.unplacedTasks ??= new LoopTasks())
  }
}

function isNode(task: RegisteredTask): task is RegisteredTask & Node {
  return nextTask in task
}

/** Makes the task visible to `getTasks`. Call it from the constructor. (clause task-registry.registered-task-is-listed) */
export function registerTask(task: RegisteredTask): void {
  const tasks = listFor(task)
  let node: Node
  if (isNode(task)) {
    if (task[nextTask] !== undefined) return
    node = task
  } else {
    if (tasks.foreign.has(task)) return
    const foreignNode = new ForeignNode(task)
    tasks.foreign.set(task, foreignNode)
    node = foreignNode
  }
  node[previousTask] = tasks.last
  node[nextTask] = null
  if (tasks.last === null) tasks.first = node
  else tasks.last[nextTask] = node
  tasks.last = node
  if (++tasks.size >= tasks.sweepAt) sweep(tasks)
}

/** Hides the task from `getTasks`. Call it when the task is about to finish. */
export function unregisterTask(task: RegisteredTask): void {
  if (isNode(task)) {
    if (task[nextTask] !== undefined) unlink(listFor(task), task)
    return
  }
  for (const tasks of [listFor(task), state.unplacedTasks]) {
    const node = tasks?.foreign.get(task)
    if (tasks === null || node === undefined) continue
    tasks.foreign.delete(task)
    unlink(tasks, node)
  }
}

function unlink(tasks: LoopTasks, node: Node): void {
  const next = node[nextTask] ?? null
  const previous = node[previousTask] ?? null
  if (previous === null) tasks.first = next
  else previous[nextTask] = next
  if (next === null) tasks.last = previous
  else next[previousTask] = previous
  node[nextTask] = node[previousTask] = undefined
  tasks.size--
}

function taskAt(node: Node): RegisteredTask {
  return foreignTask in node ? (node as ForeignNode)[foreignTask] : (node as unknown as RegisteredTask)
}

/** Lets go of tasks that are done and never unregistered. Amortised: due when the size has doubled since the last. */
function sweep(tasks: LoopTasks): void {
  for (let node = tasks.first; node !== null;) {
    const next: Node | null = node[nextTask] ?? null
    const task = taskAt(node)
    if (task.done()) unregisterTask(task)
    node = next
  }
  tasks.sweepAt = Math.max(64, tasks.size * 2)
}

/** Switches the current task of the loop to `task`. Call it just before a step of the coroutine. */
export function enterTask(loop: EventLoop, task: RegisteredTask): void {
  const tasks = tasksOf(loop)
  if (tasks.current !== null) throw cannotEnter(task, tasks.current)
  tasks.current = task
}

/** Switches the current task of the loop back to none. Call it just after the step, in a `finally`. */
export function leaveTask(loop: EventLoop, task: RegisteredTask): void {
  const tasks = tasksOf(loop)
  if (tasks.current !== task) throw cannotLeave(task, tasks.current)
  tasks.current = null
}

/**
 * Makes `task` the current one, or none, and answers which was: a first step at the creation of a task lies inside the step
 * of the creator, who is current again afterwards. (clause task-registry.swap-answers-the-previous-task)
 */
export function swapCurrentTask(loop: EventLoop, task: RegisteredTask | null): RegisteredTask | null {
  const tasks = tasksOf(loop)
  const previous = tasks.current
  tasks.current = task
  return previous
}

/**
 * A task that takes its first step at its creation is on the same list as the others: here is nothing that is weak until
 * then. (clause task-registry.registered-eager-task-is-listed)
 */
export { registerTask as registerEagerTask, unregisterTask as unregisterEagerTask }

/** The tasks of the loop that are not done, in the order of registration, in a set of the caller's own. */
export function getTasks(loop?: EventLoop | null): Set<RegisteredTask> {
  const owner = loop ?? getRunningLoop()
  const answer = new Set<RegisteredTask>()
  for (const tasks of [state.tasks.get(owner), state.unplacedTasks]) {
    for (let node = tasks?.first ?? null; node !== null; node = node[nextTask] ?? null) {
      const task = taskAt(node)
      if (!task.done() && (tasks !== state.unplacedTasks || task.getLoop() === owner)) answer.add(task)
    }
  }
  return answer
}

/** The task that the loop is stepping, or null. */
export function currentTask(loop?: EventLoop | null): RegisteredTask | null {
  const owner = loop ?? getRunningLoop()
  return owner === state.lastLoop && state.lastTasks !== null
    ? state.lastTasks.current
    : (state.tasks.get(owner)?.current ?? null)
}

// Apart, so that the two functions that run at every step stay small enough to be inlined.

function cannotEnter(task: RegisteredTask, current: RegisteredTask): RuntimeError {
  return new RuntimeError(
    `Cannot enter into task ${describe(task)} while another task ${describe(current)} is being executed.`,
  )
}

function cannotLeave(task: RegisteredTask, current: RegisteredTask | null): RuntimeError {
  const found = current === null ? 'null' : describe(current)
  return new RuntimeError(`Leaving task ${describe(task)} does not match the current task ${found}.`)
}

function describe(task: RegisteredTask): string {
  const { getName } = task as { getName?: () => string }
  return typeof getName === 'function' ? getName.call(task) : Object.prototype.toString.call(task)
}
