/**
 * The functions that keep tasks visible (`registerTask`, `unregisterTask`, `enterTask`, `leaveTask` and their eager relatives)
 * and the two that look (`getTasks`, `currentTask`).
 *
 * The list of each loop is in a WeakMap, so a closed loop leaves nothing behind. A task that finishes without unregistering
 * is swept later.
 */
import { RuntimeError } from '../spec/errors.ts'
import type { EventLoop, RegisteredTask } from '../spec/interfaces/index.ts'
import { describeValue } from './describe-value.ts'
import { getRunningLoop } from './running-loop.ts'
import { state } from './shared-state.ts'
import {
  append,
  ForeignNode,
  hasLinks,
  nextTask,
  taskAt,
  TaskList,
  unlink,
  type TaskNode,
} from './task-list.ts'

/** Almost every call is about the same loop as the call before it. */
function tasksOf(loop: EventLoop): TaskList {
  return loop === state.lastLoop && state.lastTasks !== null ? state.lastTasks : findTasksOf(loop)
}

function findTasksOf(loop: EventLoop): TaskList {
  let tasks = state.tasks.get(loop)
  if (tasks === undefined) state.tasks.set(loop, (tasks = new TaskList()))
  state.lastLoop = loop
  state.lastTasks = tasks
  return tasks
}

/** The list of the task's loop. A task that cannot name its loop yet goes on a list that every `getTasks` looks at. */
function listFor(task: RegisteredTask): TaskList {
  try {
    return tasksOf(task.getLoop())
  } catch {
    return (state.unplacedTasks ??= new TaskList())
  }
}

/** Makes the task visible to `getTasks`. Call it in the constructor. (clause task-registry.registered-task-is-listed) */
export function registerTask(task: RegisteredTask): void {
  const tasks = listFor(task)
  if (hasLinks(task)) {
    if (task[nextTask] !== undefined) return
    append(tasks, task)
  } else {
    if (tasks.foreign.has(task)) return
    const node = new ForeignNode(task)
    tasks.foreign.set(task, node)
    append(tasks, node)
  }
  if (tasks.size >= tasks.sweepAt) sweep(tasks)
}

/** Hides the task from `getTasks`. Call it when the task is about to finish. */
export function unregisterTask(task: RegisteredTask): void {
  if (hasLinks(task)) {
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

/** Drops tasks that are done and were never unregistered. Amortised: due when the size has doubled since the last sweep. */
function sweep(tasks: TaskList): void {
  for (let node = tasks.first; node !== null;) {
    const next: TaskNode | null = node[nextTask] ?? null
    const task = taskAt(node)
    if (task.done()) unregisterTask(task)
    node = next
  }
  tasks.sweepAt = Math.max(64, tasks.size * 2)
}

/** Makes `task` the current task of the loop. Call it just before a step of the coroutine. Throws `RuntimeError` if there is one. */
export function enterTask(loop: EventLoop, task: RegisteredTask): void {
  const tasks = tasksOf(loop)
  if (tasks.current !== null) throw cannotEnter(task, tasks.current)
  tasks.current = task
}

/** Leaves the loop without a current task. Call it just after the step, in a `finally`. Throws `RuntimeError` for another task. */
export function leaveTask(loop: EventLoop, task: RegisteredTask): void {
  const tasks = tasksOf(loop)
  if (tasks.current !== task) throw cannotLeave(task, tasks.current)
  tasks.current = null
}

/**
 * Makes `task` the current task, or none if it is null, and returns the task that was current. An eager first step runs inside
 * a step of its creator, which is current again afterwards. (clause task-registry.swap-answers-the-previous-task)
 */
export function swapCurrentTask(loop: EventLoop, task: RegisteredTask | null): RegisteredTask | null {
  const tasks = tasksOf(loop)
  const previous = tasks.current
  tasks.current = task
  return previous
}

/**
 * A task that takes its first step at its creation is on the same list as the others. asyncio has a second list for them,
 * because its first list is weak. (clause task-registry.registered-eager-task-is-listed)
 */
export { registerTask as registerEagerTask, unregisterTask as unregisterEagerTask }

/** The tasks of the loop that are not done, in the order of registration, in a new set. Without a loop: of the running loop. */
export function getTasks(loop?: EventLoop | null): Set<RegisteredTask> {
  const owner = loop ?? getRunningLoop()
  const found = new Set<RegisteredTask>()
  for (const tasks of [state.tasks.get(owner), state.unplacedTasks]) {
    for (let node = tasks?.first ?? null; node !== null; node = node[nextTask] ?? null) {
      const task = taskAt(node)
      if (!task.done() && (tasks !== state.unplacedTasks || task.getLoop() === owner)) found.add(task)
    }
  }
  return found
}

/** The task whose step the loop is running, or null. Without a loop: of the running loop. */
export function currentTask(loop?: EventLoop | null): RegisteredTask | null {
  const owner = loop ?? getRunningLoop()
  return owner === state.lastLoop && state.lastTasks !== null
    ? state.lastTasks.current
    : (state.tasks.get(owner)?.current ?? null)
}

// The errors are made by functions of their own, so that the two functions that run at every step are small enough to inline.

function cannotEnter(task: RegisteredTask, current: RegisteredTask): RuntimeError {
  return new RuntimeError(
    `Cannot enter into task ${describeValue(task)} while another task ${describeValue(current)} is being executed.`,
  )
}

function cannotLeave(task: RegisteredTask, current: RegisteredTask | null): RuntimeError {
  return new RuntimeError(
    `Leaving task ${describeValue(task)} does not match the current task ${describeValue(current)}.`,
  )
}
