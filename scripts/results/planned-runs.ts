import { entryOf, type LoopRecord, type RecordedRun } from './loop-record.ts'

/** One version of a loop on one interpreter: a row of the table. */
export interface PlannedRun {
  readonly record: LoopRecord
  readonly run: RecordedRun
  /** What the command line is given, such as `python:uvloop:new_event_loop`. */
  readonly entry: string
  /** The minor version of CPython, such as `3.13`, or the npm package of Pyodide. */
  readonly interpreter: string
  /** For messages: `uvloop 0.23.0 on 3.13`. */
  readonly words: string
}

/** Every row that the records ask for, the newest version of each loop first. */
export function plannedRuns(records: readonly LoopRecord[]): readonly PlannedRun[] {
  return records.flatMap((record) =>
    record.runs.flatMap((run) =>
      [...(run.python ?? []), ...(run.pyodide ?? [])].map((interpreter) => ({
        record,
        run,
        entry: entryOf(record),
        interpreter,
        words: [record.name, run.version, 'on', interpreter].filter((word) => word !== undefined).join(' '),
      })),
    ),
  )
}
