import type { Action, Step } from './program.ts'

/** The statement with each of its bodies replaced, in the order of the text. The body of `createTask` belongs to the task. */
export function withBodies(step: Step, replace: (body: readonly Step[]) => Step[]): Step {
  switch (step.do) {
    case 'timeout':
    case 'waitForCoroutine':
    case 'taskGroup':
      return { ...step, body: replace(step.body) }
    case 'runIn':
      return { ...step, body: replace(step.body) as Action[] }
    case 'try': {
      const body = replace(step.body)
      const caught = step.caught === null ? null : { ...step.caught, body: replace(step.caught.body) }
      return { ...step, body, caught, finally: step.finally === null ? null : replace(step.finally) }
    }
    default:
      return step
  }
}
