/**
 * For debug mode: which task each wake-up callback belongs to. A task is in the map if it has waited in debug mode, or was
 * waiting when debug mode was turned on.
 */
import type { Callback, Task } from '../spec/interfaces/index.ts'

const tasksByWakeUp = new WeakMap<Callback, Task>()

export function nameWakeUp(wakeUp: Callback, task: Task): void {
  tasksByWakeUp.set(wakeUp, task)
}

/** The task that the callback wakes, or null. */
export function taskOfWakeUp(callback: Callback): Task | null {
  return tasksByWakeUp.get(callback) ?? null
}
