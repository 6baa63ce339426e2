import type { TaskFactory } from '../../spec/index.ts'

const factories = new WeakSet<object>()

/** Marks a function as a task factory, which hears its keywords in one object even when there are none. */
export function asTaskFactory(factory: TaskFactory | null): TaskFactory | null {
  if (typeof factory === 'function') factories.add(factory)
  return factory
}

export function isTaskFactory(value: object): boolean {
  return factories.has(value)
}
