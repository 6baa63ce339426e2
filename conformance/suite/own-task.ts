import type { EventLoop, RegisteredTask } from '../../spec/index.ts'

/** The least that can be registered: frozen, and with nothing but the two methods that the registry may ask for. */
export function minimalTask(loop: EventLoop, done: () => boolean = () => false): RegisteredTask {
  return Object.freeze({ done, getLoop: () => loop })
}
