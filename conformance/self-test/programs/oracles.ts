import path from 'node:path'
import scratch from '../../../examples/from-scratch/index.ts'
import { VirtualEventLoop } from '../../../reference/index.ts'
import type { BridgedAdapter } from '../../../spec/index.ts'
import { connectPython } from '../../bridge/index.ts'
import { resolveCandidate } from '../../harness/index.ts'
import type { Oracle } from './compare.ts'
import type { Machine } from '../../programs/interpret.ts'
import { languageOfCPython, wholeLanguage } from '../../programs/language.ts'

/** The programs run on this loop first. */
export const reference: Machine = machineOf({ name: 'reference', newEventLoop: () => new VirtualEventLoop() })

function machineOf(adapter: BridgedAdapter): Machine {
  const { api, newEventLoop } = resolveCandidate(adapter)
  return { api, newEventLoop }
}

/** CPython 3.`minor` in Pyodide, on a clock that jumps: `BaseEventLoop` with the tasks and futures of `asyncio`. */
async function cpython(minor: number): Promise<Oracle> {
  const interpreter = `pyodide-3${String(minor)}`
  // The path begins at the root of the repository, where tests and scripts run.
  const module = path.resolve('conformance/self-test/python/ordered_groups.py')
  const adapter = await connectPython({ way: 'pyodide', module, callable: '', interpreter })
  return {
    name: `CPython ${adapter.python?.version ?? ''}`,
    ...machineOf(adapter),
    begin: () => adapter.beginCheck?.(0, () => undefined),
    end: () => adapter.endCheck?.(),
    language: languageOfCPython(minor),
  }
}

/** A loop of the self-test with the clock of the reference. It must do everything as the reference does. */
export function likeTheReference(adapter: BridgedAdapter): Oracle {
  return { name: adapter.name, ...machineOf(adapter), language: wholeLanguage }
}

/** Shares only the module functions with the reference. Messages of cancellations may differ. */
const fromScratch: Oracle = {
  name: 'examples/from-scratch',
  ...machineOf(scratch),
  language: { ...wholeLanguage, timers: false, messages: false, eager: false, eagerStart: false },
}

/**
 * By the name that `npm run cross-check -- --oracle <name>` takes. Each starts on demand. Two versions of Pyodide do
 * not share a process.
 */
export const oracles: Readonly<Record<string, () => Promise<Oracle>>> = {
  'from-scratch': () => Promise.resolve(fromScratch),
  'cpython-3.11': () => cpython(11),
  'cpython-3.12': () => cpython(12),
  'cpython-3.13': () => cpython(13),
  'cpython-3.14': () => cpython(14),
}
