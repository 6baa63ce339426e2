import { Future } from '../../../../reference/index.ts'
import { fault } from '../../fault.ts'

/** No author of a check thinks of these numbers. */
class LateForTwoNumbers<T> extends Future<T> {
  override setResult(result: T): void {
    if ((result !== 5 && result !== 6) || this.done()) super.setResult(result)
    else this.getLoop().callSoon(() => !this.done() && super.setResult(result))
  }
}

export const settlesLateForTwoNumbers = fault(
  'programs.do-what-they-do-on-asyncio',
  'settles-late-for-two-numbers',
  {
    says: 'A generated program does not do what it does on asyncio',
    futures: LateForTwoNumbers,
  },
)
