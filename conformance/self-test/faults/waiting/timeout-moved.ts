import { getRunningLoop, RuntimeError } from '../../../../reference/index.ts'
import { giving } from '../support/timeouts.ts'
import { fault } from '../../fault.ts'

export const cannotBeMoved = fault('waiting.timeout-can-be-moved', 'cannot-be-moved', {
  says: /timeout\(\) whose deadline was moved nearer|timeout\(\) whose deadline was moved away threw/,
  api: {
    timeout: giving((scope) => ({
      when: () => scope.when(),
      reschedule: () => undefined,
      expired: () => scope.expired(),
    })),
  },
})

export const movesOnlyNearer = fault('waiting.timeout-can-be-moved', 'moves-only-nearer', {
  says: 'timeout() whose deadline was moved away threw',
  api: {
    timeout: giving((scope) => {
      let shown = scope.when()
      return {
        when: () => shown,
        reschedule: (when) => {
          if (scope.expired() || when === null || when <= (scope.when() ?? Infinity)) scope.reschedule(when)
          shown = when
        },
        expired: () => scope.expired(),
      }
    }),
  },
})

export const acceptsANewDeadlineTooLate = fault(
  'waiting.timeout-cannot-be-revived',
  'accepts-a-new-deadline-too-late',
  {
    says: 'reschedule() to a later moment, after the deadline did not throw',
    api: {
      timeout: (ms, body) => {
        let isOver = false
        return giving((scope) => ({
          when: () => scope.when(),
          reschedule: (when) => {
            if (isOver) throw new RuntimeError('The body is over.')
            if (!scope.expired()) scope.reschedule(when)
          },
          expired: () => scope.expired(),
        }))(ms, function* (scope) {
          try {
            return yield* body(scope)
          } finally {
            isOver = true
          }
        })
      },
    },
  },
)

export const expiresOnlyAtTheEnd = fault('waiting.timeout-cannot-be-revived', 'expires-only-at-the-end', {
  says: 'expired() before the deadline and after it',
  api: {
    timeout: (ms, body) => {
      let isOver = false
      return giving((scope) => ({
        when: () => scope.when(),
        reschedule: (when) => {
          scope.reschedule(when)
        },
        expired: () => isOver && scope.expired(),
      }))(ms, function* (scope) {
        try {
          return yield* body(scope)
        } finally {
          isOver = true
        }
      })
    },
  },
})

export const tellsTheTimeThatIsLeft = fault('waiting.timeout-can-be-moved', 'tells-the-time-that-is-left', {
  says: 'when() was',
  api: {
    timeout: giving((scope) => ({
      when: () => {
        const when = scope.when()
        return when === null ? null : when - getRunningLoop().time()
      },
      reschedule: (when) => {
        scope.reschedule(when)
      },
      expired: () => scope.expired(),
    })),
  },
})
