import type { BridgedAdapter } from '../spec/index.ts'
import { connectPython } from '../conformance/bridge/index.ts'

export interface BridgeFigures {
  readonly way: string
  /** Thousands a second. */
  readonly roundTrips: number
  readonly callbacks: number
  readonly switches: number
}

/** The speed of calls across the bridge, and of callbacks and tasks that are here on a loop at the other end. */
export async function measureBridge(way: 'python' | 'pyodide', interpreter: string): Promise<BridgeFigures> {
  const adapter = await connectPython({ way, interpreter, module: 'asyncio', callable: '' })
  adapter.beginCheck?.(0, () => undefined)
  const figures = {
    way: `${way === 'python' ? 'a process' : 'Pyodide'}, CPython ${adapter.python?.version ?? ''}`,
    roundTrips: await rate(20_000, (count) => roundTrips(adapter, count)),
    callbacks: await rate(5_000, (count) => callbacks(adapter, count)),
    switches: await rate(10_000, (count) => switches(adapter, count)),
  }
  adapter.endCheck?.()
  return figures
}

/** The best of three rounds: a disturbance can only make a round slower. */
async function rate(count: number, work: (count: number) => Promise<void>): Promise<number> {
  const rates: number[] = []
  for (let round = 0; round < 3; round++) {
    const started = performance.now()
    await work(count)
    rates.push(count / (performance.now() - started))
  }
  return Math.max(...rates)
}

function roundTrips({ api }: BridgedAdapter, count: number): Promise<void> {
  for (let index = 0; index < count; index++) api?.peekRunningLoop?.()
  return Promise.resolve()
}

/** Each callback is scheduled here, called from there, and its result goes back. */
function callbacks({ newEventLoop }: BridgedAdapter, count: number): Promise<void> {
  const loop = newEventLoop()
  const next = (left: number): void => {
    if (left === 0) loop.stop()
    else loop.callSoon(next, [left - 1])
  }
  loop.callSoon(next, [count])
  return loop.runForever()
}

function switches({ newEventLoop }: BridgedAdapter, count: number): Promise<void> {
  const loop = newEventLoop()
  return loop.runUntilComplete(
    (function* () {
      for (let index = 0; index < count; index++) yield
    })(),
  )
}
