import type { RegisteredTask } from '../spec/interfaces/index.ts'

export const nextTask = Symbol.for('loop-conformance.next-task')
export const previousTask = Symbol.for('loop-conformance.previous-task')
/** Not `instanceof`: another copy of this package may have made the node. */
const foreignTask = Symbol.for('loop-conformance.foreign-task')

/** An element of a list, which the symbols link. A node with undefined links is in no list. */
export interface TaskNode {
  [nextTask]: TaskNode | null | undefined
  [previousTask]: TaskNode | null | undefined
}

/** The node of a task that has no link fields. */
export class ForeignNode implements TaskNode {
  [nextTask]: TaskNode | null | undefined = undefined;
  [previousTask]: TaskNode | null | undefined = undefined
  readonly [foreignTask]: RegisteredTask

  constructor(task: RegisteredTask) {
    this[foreignTask] = task
  }
}

/**
 * The registered tasks of one loop, in the order of registration, and its current task.
 *
 * The list is intrusive for tasks that have the two link fields, as tasks of this package do. Any other task has a node of
 * its own. The functions below work on lists and nodes of every copy of this package, so a list is plain data.
 */
export class TaskList {
  current: RegisteredTask | null = null
  first: TaskNode | null = null
  last: TaskNode | null = null
  size = 0
  /** The size at which the next sweep is due. */
  sweepAt = 64
  readonly foreign = new Map<RegisteredTask, ForeignNode>()
}

export function hasLinks(task: RegisteredTask): task is RegisteredTask & TaskNode {
  return nextTask in task
}

export function append(tasks: TaskList, node: TaskNode): void {
  node[previousTask] = tasks.last
  node[nextTask] = null
  if (tasks.last === null) tasks.first = node
  else tasks.last[nextTask] = node
  tasks.last = node
  tasks.size++
}

export function unlink(tasks: TaskList, node: TaskNode): void {
  const next = node[nextTask] ?? null
  const previous = node[previousTask] ?? null
  if (previous === null) tasks.first = next
  else previous[nextTask] = next
  if (next === null) tasks.last = previous
  else next[previousTask] = previous
  node[nextTask] = node[previousTask] = undefined
  tasks.size--
}

export function taskAt(node: TaskNode): RegisteredTask {
  return foreignTask in node ? (node as ForeignNode)[foreignTask] : (node as unknown as RegisteredTask)
}
