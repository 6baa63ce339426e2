import { withBodies } from './bodies.ts'
import type { Derive, Name, Step } from './program.ts'

/** The owner of a body: a task, or null for a callback. `once`: it is not run twice. */
interface Owner {
  readonly task: Name | null
  readonly once: boolean
}

/** Numbers what a program makes, in the order of its text, and leaves out what is not reached. */
export class NameGiver {
  readonly counts = { t: 0, s: 0, e: 0, g: 0, w: 0, k: 0 }
  /** Variables that are set and contexts that are copied, somewhere. */
  readonly made = new Set<Name>()
  /** Tasks that await themselves. */
  readonly selfish = new Set<Name>()
  /** The tasks that the groups belong to. */
  readonly groups = new Map<Name, Name>()

  name(body: readonly Step[], owner: Owner): Step[] {
    return reachable(body).flatMap((step) => this.#nameOne(step, owner) ?? [])
  }

  /**
   * A task may await itself once, if it is created only once and nothing else awaits it: in CPython its flag stays set,
   * so that the next await is refused for a forgotten star. That is an accident.
   */
  #nameAwait(step: Extract<Step, { do: 'await' }>, { task, once }: Owner): Step | null {
    if (step.of !== self) return step
    if (task === null || !once || this.selfish.has(task)) return { ...step, of: 'f7' }
    this.selfish.add(task)
    return { ...step, of: ownName }
  }

  #next(letter: keyof NameGiver['counts']): Name {
    return `${letter}${String(this.counts[letter]++)}`
  }

  #nameOne(step: Step, owner: Owner): Step | null {
    switch (step.do) {
      case 'createTask': {
        const task = this.#next('t')
        return { ...step, task, body: this.name(step.body, { ...owner, task }) }
      }
      case 'await':
        return this.#nameAwait(step, owner)
      case 'callSoon':
      case 'callSoonThreadsafe':
      case 'callLater':
      case 'callAt':
        return { ...step, call: this.#next('s') }
      case 'together':
        return { ...step, calls: step.calls.map(() => this.#next('s')) }
      case 'gather':
      case 'shield':
        return { ...step, future: this.#next('g') }
      case 'awaitDerived':
        return { ...step, derive: this.#nameOne(step.derive, owner) as Derive }
      case 'timeout':
        return this.#nameBodies({ ...step, timeout: this.#next('w') }, owner)
      case 'taskGroup':
        return this.#nameGroup(step, owner)
      case 'set':
        this.made.add(step.variable)
        return step
      case 'copyContext':
        this.made.add(step.context)
        return step
      case 'throw':
      case 'setException':
      case 'report':
        return { ...step, error: { ...step.error, name: this.#next('e') } }
      default:
        return this.#nameBodies(step, owner)
    }
  }

  #nameGroup(step: Extract<Step, { do: 'taskGroup' }>, owner: Owner): Step {
    const group = this.#next('k')
    if (owner.task !== null) this.groups.set(group, owner.task)
    return this.#nameBodies({ ...step, group }, owner)
  }

  #nameBodies(step: Step, owner: Owner): Step {
    return withBodies(step, (body) => this.name(body, owner))
  }
}

/** The number that becomes the task itself, and the name that replaces it until then. */
const self = 't7'
export const ownName = 'itself'

/** The statements up to the first that returns or throws. */
function reachable(body: readonly Step[]): readonly Step[] {
  const last = body.findIndex(({ do: what }) => what === 'return' || what === 'throw')
  return last === -1 ? body : body.slice(0, last + 1)
}
