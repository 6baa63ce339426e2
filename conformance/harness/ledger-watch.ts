import type { AsyncioApi, EventLoop, ExceptionContext, RegisteredTask } from '../../spec/index.ts'
import { attempt } from './attempt.ts'
import type { Ledger, LedgerClause } from './ledger.ts'
import { show, showReport } from './show.ts'

/** Looks at the clauses of the ledger in every callback and every step of a task that a check records. */
export class LedgerWatch {
  readonly #ledger: Ledger
  readonly #api: AsyncioApi
  readonly #isLoopOfTheCheck: (loop: EventLoop | null) => boolean

  constructor(ledger: Ledger, api: AsyncioApi, isLoopOfTheCheck: (loop: EventLoop | null) => boolean) {
    this.#ledger = ledger
    this.#api = api
    this.#isLoopOfTheCheck = isLoopOfTheCheck
  }

  /** `finished` is true if the loops of the check are closed already. */
  seeCallback(label: string, finished: boolean): void {
    this.#seeTurn(label, finished)
    if (finished) return
    this.#look(label, 'task-registry.callbacks-have-no-current-task', () => {
      const current = this.#api.currentTask()
      return current === null ? null : `currentTask() was ${show(current)}`
    })
  }

  /** `task` is null if it is not known whose step it is. */
  seeStep(label: string, task: RegisteredTask | null, finished: boolean): void {
    this.#seeTurn(label, finished)
    if (task === null) return
    const current = attempt(() => this.#api.currentTask())
    const right = !current.threw && current.value === task
    const seen = current.threw ? show(current.error) : show(current.value)
    this.#ledger.observe(
      'task-registry.step-sees-its-own-task',
      right ? null : `in ${label}, currentTask() was ${seen}`,
    )
  }

  /** The exception handler of a loop received a report that no check asked for; null if it received none. */
  seeUnaskedReport(report: ExceptionContext | null): void {
    const { message, exception } = showReport(report ?? {})
    const problem = report && `the exception handler received "${message}" ${exception ?? 'undefined'}`
    this.#ledger.observe('exceptions.handler-hears-only-errors', problem)
  }

  #seeTurn(label: string, finished: boolean): void {
    const late = finished ? `${label} ran after the loop was closed` : null
    this.#ledger.observe('lifecycle.nothing-runs-after-close', late)
    if (finished) return
    this.#look(label, 'running-loop.callbacks-see-their-loop', () => {
      const loop = this.#api.peekRunningLoop()
      return this.#isLoopOfTheCheck(loop) ? null : `peekRunningLoop() was ${show(loop)}`
    })
    this.#look(label, 'task-registry.done-tasks-are-not-listed', () => {
      const done = [...this.#api.getTasks()].find((task) => task.done())
      return done === undefined ? null : `getTasks() listed ${show(done)}, which is done`
    })
  }

  /** Never throws: a module function that throws breaks the clause. */
  #look(label: string, clause: LedgerClause, problem: () => string | null): void {
    const seen = attempt(problem)
    const what = seen.threw ? `the call threw ${show(seen.error)}` : seen.value
    this.#ledger.observe(clause, what === null ? null : `in ${label}, ${what}`)
  }
}
