import { asyncioApi as real } from '../../../../reference/index.ts'
import { fault } from '../../fault.ts'

export const needsARunForACoroutine = fault(
  'factories.outside-a-run-the-set-loop-makes-the-task',
  'needs-a-run-for-a-coroutine',
  {
    says: 'ensureFuture() outside of a run threw',
    profiles: ['host'],
    api: {
      ensureFuture: (awaitable, options) =>
        real.ensureFuture(
          awaitable,
          real.isFuture(awaitable) ? options : { loop: options?.loop ?? real.getRunningLoop() },
        ),
    },
  },
)
