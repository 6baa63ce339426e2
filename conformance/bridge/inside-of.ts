import type { Coroutine } from '../../spec/index.ts'
import type { Remote } from './stand-ins.ts'

/** `async with manager as entered: return await body(entered)`, where Python does each await. */
export function* insideOf<T>(
  remote: Remote,
  manager: unknown,
  body: (entered: never) => Coroutine<T>,
): Coroutine<T> {
  const entered = yield* remote.call(0, 'enter', [manager]) as Coroutine<never>
  let result: T
  try {
    result = yield* body(entered)
  } catch (error) {
    const isHandled = yield* remote.call(0, 'leave', [manager, error]) as Coroutine<boolean | null>
    if (isHandled === true) return undefined as T
    throw error
  }
  yield* remote.call(0, 'leave', [manager, null]) as Coroutine<unknown>
  return result
}
