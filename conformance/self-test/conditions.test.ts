import { describe, expect, it } from 'vitest'
import { VirtualEventLoop } from '../../reference/index.ts'
import type { LoopAdapter } from '../../spec/index.ts'
import { conditionWords, hasFailed, runInProcess, type Condition } from '../harness/index.ts'
import { suite } from '../suite/index.ts'
import { captureNodeHost } from '../supervisor/node-host.ts'

const host = captureNodeHost()
type CallSoon = Parameters<VirtualEventLoop['callSoon']>

/** Forgets its callbacks from the thousandth on. */
class ForgetsTheThousandth extends VirtualEventLoop {
  #calls = 0

  override callSoon(...[callback, args, options]: CallSoon): ReturnType<VirtualEventLoop['callSoon']> {
    const isForgotten = ++this.#calls > 1000 && !this.isRunning()
    return super.callSoon(isForgotten ? () => undefined : callback, args, options)
  }
}

let loops = 0
/** Only the first loop of a check passes arguments on. */
class NeedsToBeAlone extends VirtualEventLoop {
  readonly #isFirst = loops++ === 0

  override callSoon(...[callback, args, options]: CallSoon): ReturnType<VirtualEventLoop['callSoon']> {
    return super.callSoon(callback, this.#isFirst ? args : [], options)
  }

  override close(): void {
    super.close()
    loops = 0
  }
}

/** Loses the arguments of callbacks in debug mode. */
class LosesArgumentsInDebugMode extends VirtualEventLoop {
  override callSoon(...[callback, args, options]: CallSoon): ReturnType<VirtualEventLoop['callSoon']> {
    return super.callSoon(callback, this.getDebug() ? [] : args, options)
  }
}

async function judged(Loop: typeof VirtualEventLoop, seed = 1): Promise<string[]> {
  const adapter: LoopAdapter = {
    name: Loop.name,
    newEventLoop: () => new Loop(),
    profiles: ['debug'],
  }
  const { results } = await runInProcess(adapter, {
    suite,
    host,
    seed,
    filter: { grep: 'scheduling.arguments-are-passed' },
    conditions: 'all',
  })
  return results.filter(hasFailed).map(({ condition = 'as it is' }) => condition)
}

describe('a fault that begins under a condition is one failure, which names the condition', () => {
  it.each<[Condition, typeof VirtualEventLoop]>([
    ['aged', ForgetsTheThousandth],
    ['second', NeedsToBeAlone],
    ['debug', LosesArgumentsInDebugMode],
  ])('%s', async (condition, Loop) => {
    expect(await judged(Loop)).toEqual([`only ${conditionWords[condition]}`])
  })
})

it('a loop without a fault passes under every condition', async () => {
  expect(await judged(VirtualEventLoop)).toEqual([])
})
