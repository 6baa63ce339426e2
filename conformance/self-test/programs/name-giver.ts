import type { Name, Step } from './program.ts'

/** Numbers what a program makes, in the order of its text, and leaves out what is never reached. */
export class NameGiver {
  readonly counts = { t: 0, s: 0, e: 0 }
  readonly made = new Set<Name>()
  readonly selfish = new Set<Name>()

  /** `owner`: the task whose body it is; true for the body of `main`, false for those of callbacks. */
  name(body: readonly Step[], owner: Name | boolean): Step[] {
    return reachable(body).flatMap((step) => this.#nameOne(step, owner) ?? [])
  }

  /**
   * A task awaits itself once, where it is created but once, and nobody else awaits it: in CPython its flag stays set,
   * so that the next who awaits it is told of a forgotten star. That is an accident.
   */
  #nameAwait(step: Extract<Step, { do: 'await' }>, owner: Name | boolean): Step | null {
    if (step.of !== self) return step
    if (typeof owner !== 'string' || this.selfish.has(owner)) return { ...step, of: 'f7' }
    this.selfish.add(owner)
    return { ...step, of: ownName }
  }

  #next(letter: 't' | 's' | 'e'): Name {
    return `${letter}${String(this.counts[letter]++)}`
  }

  #nameOne(step: Step, owner: Name | boolean): Step | null {
    switch (step.do) {
      case 'createTask': {
        const task = this.#next('t')
        return { ...step, task, body: this.name(step.body, owner === false ? false : task) }
      }
      case 'await':
        return this.#nameAwait(step, owner)
      case 'callSoon':
      case 'callSoonThreadsafe':
      case 'callLater':
      case 'callAt':
        return { ...step, call: this.#next('s') }
      case 'set':
        this.made.add(step.variable)
        return step
      case 'copyContext':
        this.made.add(step.context)
        return step
      case 'throw':
      case 'setException':
        return { ...step, error: { ...step.error, name: this.#next('e') } }
      case 'try': {
        const body = this.name(step.body, owner)
        const caught =
          step.caught === null ? null : { ...step.caught, body: this.name(step.caught.body, owner) }
        return {
          ...step,
          body,
          caught,
          finally: step.finally === null ? null : this.name(step.finally, owner),
        }
      }
      default:
        return step
    }
  }
}

/** What, by its number, becomes the task itself, and what stands for it until then. */
const self = 't7'
export const ownName = 'itself'

/** The statements up to the first that leaves. */
function reachable(body: readonly Step[]): readonly Step[] {
  const last = body.findIndex(({ do: what }) => what === 'return' || what === 'throw')
  return last === -1 ? body : body.slice(0, last + 1)
}
