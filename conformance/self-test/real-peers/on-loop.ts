import { expect } from 'vitest'
import { NodeEventLoop } from '../../../reference/node.ts'
import type { Coroutine, ExceptionContext } from '../../../spec/index.ts'

/** Runs `main` on a loop of its own. What the exception handler of the loop gets fails the test. */
export async function onLoop(main: (loop: NodeEventLoop) => Coroutine<void>): Promise<void> {
  const loop = new NodeEventLoop()
  const reports: ExceptionContext[] = []
  loop.setExceptionHandler((_loop, context) => reports.push(context))
  await loop.runUntilComplete(main(loop))
  loop.close()
  expect(reports).toEqual([])
}
