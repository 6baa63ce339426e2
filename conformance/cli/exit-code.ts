/** What the command answers to whoever called it. */
export const exitCode = {
  /** Every MUST of core and of the claimed profiles is kept. */
  conforms: 0,
  /** Some MUST is not kept, or could not be judged. */
  doesNotConform: 1,
  /** The run could not be done: usage, a candidate that does not load, a filter that leaves nothing. */
  cannotRun: 2,
  /** An error of the kit itself. */
  kitError: 3,
  /** Ctrl-C. */
  interrupted: 130,
} as const
