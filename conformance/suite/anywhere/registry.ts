/** What is kept beside loops: the registry, the current task, the running loop. */
import type { AsyncioApi, EventLoop } from '../../../spec/index.ts'
import type { Check } from '../../harness/index.ts'
import { anywhere, inTurn, thousandfold, type Scene } from '../support/anywhere.ts'
import { minimalTask } from '../support/own-task.ts'

export const registryAnywhereChecks: readonly Check[] = [
  thousandfold(
    'task-registry.registered-task-is-listed',
    'the registry',
    'true false',
    ({ loop, t: { api } }) => registering(loop, api, api.registerTask, api.unregisterTask),
  ),
  thousandfold(
    'task-registry.registered-eager-task-is-listed',
    'the registry of eager tasks',
    'true false',
    ({ loop, t: { api } }) => registering(loop, api, api.registerEagerTask, api.unregisterEagerTask),
  ),
  thousandfold(
    'task-registry.enter-makes-current',
    'enterTask() and leaveTask()',
    'true true true',
    (scene) => inTurn(scene, () => entering(scene)),
  ),
  anywhere(
    'task-registry.swap-answers-the-previous-task',
    'swapCurrentTask()',
    'true true true true',
    (scene) =>
      inTurn(scene, () => {
        const { loop, t } = scene
        const { currentTask, swapCurrentTask } = t.api
        const [around, task] = [currentTask(loop), minimalTask(loop)]
        const words = [swapCurrentTask(loop, task) === around, currentTask(loop) === task]
        words.push(swapCurrentTask(loop, around) === task, currentTask(loop) === around)
        return words.join(' ')
      }),
  ),
  thousandfold('running-loop.set-is-seen-at-once', 'setRunningLoop()', 'true true', ({ loop, t, inRun }) => {
    const { peekRunningLoop, setRunningLoop } = t.api
    const [now, other] = inRun ? [loop, null] : [null, loop]
    setRunningLoop(other)
    const seen = peekRunningLoop()
    setRunningLoop(now)
    const words = `${String(seen === other)} ${String(peekRunningLoop() === now)}`
    return () => words
  }),
  thousandfold(
    'running-loop.callbacks-see-their-loop',
    'the running loop',
    ({ inRun }) => `${String(inRun)} ${String(inRun)}`,
    ({ loop, t }) => {
      const running = t.attempt(() => t.api.getRunningLoop())
      const words = [t.api.peekRunningLoop() === loop, !running.threw && running.value === loop].join(' ')
      return () => words
    },
  ),
]

function entering({ loop, t }: Scene): string {
  const { currentTask, enterTask, leaveTask } = t.api
  const [around, task] = [currentTask(loop), minimalTask(loop)]
  if (around !== null) leaveTask(loop, around)
  enterTask(loop, task)
  const words = [currentTask(loop) === task, currentTask() === task]
  leaveTask(loop, task)
  words.push(currentTask(loop) === null)
  if (around !== null) enterTask(loop, around)
  return words.join(' ')
}

function registering(
  loop: EventLoop,
  { getTasks }: AsyncioApi,
  register: AsyncioApi['registerTask'],
  unregister: AsyncioApi['unregisterTask'],
): () => string {
  const task = minimalTask(loop)
  register(task)
  const isListed = getTasks(loop).has(task)
  unregister(task)
  const words = `${String(isListed)} ${String(getTasks(loop).has(task))}`
  return () => words
}
