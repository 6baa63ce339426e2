import { InvalidStateError, RuntimeError } from '../spec/errors.ts'
import type { Task } from '../spec/interfaces/index.ts'
import { describeValue, hintToCall } from './describe-value.ts'
import { isCoroutine } from './is-future.ts'

export function stepAfterTheEnd(task: Task): InvalidStateError {
  return new InvalidStateError(`A step of task ${task.getName()} was called, but the task is already done.`)
}

export function badYield(name: string, yielded: unknown): RuntimeError {
  if (isCoroutine(yielded))
    return new RuntimeError(`Task ${name} yielded a generator with yield. Use yield*.`)
  return new RuntimeError(
    `Task ${name} yielded ${describeValue(yielded)}. A task can only await futures and coroutines, with yield*.${hintToCall(yielded)}`,
  )
}
