import type { RefusedOverride } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

/** These are not in the loop: only a loop in Python has overrides, and the bridge says what they refuse. */
const refused: RefusedOverride = {
  method: 'MyLoop._add_reader',
  isPrivate: true,
  call: '_add_reader(fd, callback, context=…)',
  by: '_SelectorTransport._add_reader',
  why: "got an unexpected keyword argument 'context'",
  since: '3.8',
  isNow: true,
  place: null,
  write: 'def _add_reader(self, fd, callback, *args, context=None):',
}

export const refusesAContextForReaders = fault(
  'successor.private-override-takes-what-is-passed',
  'refuses-a-context-for-readers',
  {
    says: 'MyLoop._add_reader refuses what asyncio passes',
    profiles: ['python-hooks'],
    refusedOverrides: () => [refused],
  },
)

export const refusesATimeoutOfTheExecutor = fault(
  'successor.public-override-takes-what-is-passed',
  'refuses-a-timeout-of-the-executor',
  {
    says: 'MyLoop.shutdown_default_executor refuses what asyncio passes',
    profiles: ['python-hooks'],
    refusedOverrides: () => [
      {
        ...refused,
        method: 'MyLoop.shutdown_default_executor',
        isPrivate: false,
        call: 'shutdown_default_executor(timeout)',
        by: 'Runner.close',
        why: 'too many positional arguments',
        write: null,
      },
    ],
  },
)
