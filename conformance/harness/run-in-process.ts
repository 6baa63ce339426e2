import type { LoopAdapter, Report } from '../../spec/index.ts'
import { judge } from './engine.ts'
import type { Plan } from './plan.ts'
import { InProcessRunner, type InProcessOptions } from './in-process-runner.ts'

/** A plan, and what the only runner needs. */
export type InProcessPlan = Plan & Pick<InProcessOptions, 'host' | 'setUp'>

/** Judges the loops of an adapter here, one check after another. A candidate that spins takes the caller with it. */
export function runInProcess(adapter: LoopAdapter, plan: InProcessPlan): Promise<Report> {
  const { host, setUp, specification, ...rest } = plan
  const runner = new InProcessRunner({
    adapter: () => adapter,
    ...(host === undefined ? {} : { host }),
    ...(setUp === undefined ? {} : { setUp }),
    ...(specification === undefined ? {} : { specification }),
  })
  return judge([runner], { ...rest, ...(specification === undefined ? {} : { specification }) })
}
