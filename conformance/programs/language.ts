/** What can be compared on a pair of loops. */
export interface Language {
  /** Timers need a clock that jumps: traces of two loops are equal only if nothing depends on the speed. */
  readonly timers: boolean
  /** Timers that are due when they are made: whether they or the ready callbacks come first is unspecified. */
  readonly dueTimers: boolean
  /** Requests to cancel that are taken back before they were delivered. */
  readonly uncancel: boolean
  /** Messages of cancellations. The contract does not say which message a task gets that is cancelled twice. */
  readonly messages: boolean
  /** Runs that end early. That a run finishes its iteration is a SHOULD, and the trace says when each run ended. */
  readonly stops: boolean
  /** The fatal pair. How much of its iteration a run still does is a SHOULD. */
  readonly fatal: boolean
  /** Timeouts, and tasks that are made in a context and count their cancellations: CPython 3.11. */
  readonly timeouts: boolean
  /** `waitFor` with time left. */
  readonly waitFor: boolean
  /** Groups of tasks. */
  readonly groups: boolean
  /** A report of an error behind a shield that was cancelled. */
  readonly shieldReports: boolean
  /** Programs in which all tasks start eagerly. */
  readonly eager: boolean
  /** A task that starts eagerly has its name in its first step. */
  readonly eagerNames: boolean
  /** Tasks that start eagerly one by one, by an option. */
  readonly eagerStart: boolean
}

/** Everything that the reference does. */
export const wholeLanguage: Language = {
  timers: true,
  dueTimers: true,
  uncancel: true,
  messages: true,
  stops: true,
  fatal: true,
  timeouts: true,
  waitFor: true,
  groups: true,
  shieldReports: true,
  eager: true,
  eagerNames: true,
  eagerStart: true,
}

/** What differs between versions of CPython: part of the language since CPython 3.`since`. */
export interface VersionDifference {
  readonly part: keyof Language
  readonly since: number
  /** For readers of the page: what is left out in earlier versions, and why. */
  readonly why: string
}

export const versionDifferences: readonly VersionDifference[] = [
  {
    part: 'waitFor',
    since: 12,
    why: '`waitFor` with time left: 3.11 waits for a future of its own beside the awaitable, so that it comes back an iteration later, and a cancellation that meets a result that is there already is swallowed.',
  },
  {
    part: 'eager',
    since: 12,
    why: 'Tasks that start eagerly are new in 3.12.',
  },
  {
    part: 'uncancel',
    since: 13,
    why: '`uncancel`: up to 3.12 a request to cancel was delivered although it had been taken back (`cancellation.uncancelled-request-is-not-delivered`).',
  },
  {
    part: 'groups',
    since: 13,
    why: '`taskGroup`: up to 3.12 a group took its request to cancel back before it waited for its tasks, or not at all, and forgot one from outside (`waiting.group-leaves-no-cancellation`).',
  },
  {
    part: 'eagerNames',
    since: 14,
    why: 'What an eager task is called in its first step: 3.12 and 3.13 give it its name afterwards.',
  },
  {
    part: 'eagerStart',
    since: 14,
    why: 'The option `eagerStart` of `createTask` is new in 3.14.',
  },
  {
    part: 'shieldReports',
    since: 14,
    why: 'The report of an error behind a cancelled shield is new in 3.14 (`waiting.shield-reports-an-error-that-nobody-awaits`); before, it is not compared.',
  },
]

/** What can be compared between the reference and CPython 3.`minor`. */
export function languageOfCPython(minor: number): Language {
  const missing = versionDifferences.filter(({ since }) => minor < since).map(({ part }) => [part, false])
  return { ...wholeLanguage, ...(Object.fromEntries(missing) as Partial<Language>) }
}
