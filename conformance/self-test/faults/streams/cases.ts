/** Mistakes over connections that show only with some read. */
import { openConnection } from '../../../../reference/index.ts'
import { isOsError } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

const profiles = ['streams'] as const

export const takesAResetForTheEndOfALine = fault(
  'streams.reset-reaches-the-program',
  'takes-a-reset-for-the-end-of-a-line',
  {
    says: 'throws OSError',
    api: {
      *openConnection(...args) {
        const [reader, writer] = yield* openConnection(...args)
        const readline = reader.readline.bind(reader)
        reader.readline = function* () {
          try {
            return yield* readline()
          } catch (error) {
            if (isOsError(error)) return new Uint8Array(0)
            throw error
          }
        }
        return [reader, writer]
      },
    },
    profiles,
  },
)
