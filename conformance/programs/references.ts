import { ownName, type NameGiver } from './name-giver.ts'
import { namesOf, type CreateTask, type Name, type Program } from './program.ts'

/** The code that refers to something: the numbers of its task and its callback, and the nearest group and timeout around it. */
export interface Owner {
  readonly task: number | null
  readonly callback: number
  readonly group: Name | null
  readonly timeout: Name | null
}

/**
 * Finds the thing that a generated name refers to: its number selects one of those that exist.
 *
 * Invariant: a task waits only for tasks with a higher number, itself or through `gather`, `shield` or a group, so that
 * no tasks wait for each other in a circle.
 */
export class References {
  readonly #giver: NameGiver
  readonly #tasks: readonly Name[]
  readonly #futures: readonly Name[]
  readonly #callbacks: readonly Name[]
  readonly #calls: readonly Name[]
  readonly #derived: readonly Name[]
  /** The lowest number of a task that a derived future waits for. */
  readonly #lowest = new Map<Name, number>()

  constructor(giver: NameGiver, { futures, callbacks }: Program) {
    this.#giver = giver
    this.#tasks = namesOf('t', giver.counts.t)
    this.#calls = namesOf('s', giver.counts.s)
    this.#derived = namesOf('g', giver.counts.g)
    this.#futures = namesOf('f', futures)
    this.#callbacks = namesOf('c', callbacks.length)
  }

  /** The variable, or the other one if only that is set somewhere. */
  variable(wanted: Name): Name | null {
    return this.#made(wanted, wanted === 'v0' ? 'v1' : 'v0')
  }

  /** The context, or the other one if only that is copied somewhere. */
  context(wanted: Name): Name | null {
    return this.#made(wanted, wanted === 'x0' ? 'x1' : 'x0')
  }

  #made(...names: readonly Name[]): Name | null {
    return names.find((name) => this.#giver.made.has(name)) ?? null
  }

  task(wanted: Name): Name | null {
    return pick(this.#tasks, wanted)
  }

  call(wanted: Name): Name | null {
    return pick(this.#calls, wanted)
  }

  future(wanted: Name): Name | null {
    return pick(this.#futures, wanted)
  }

  awaitable(wanted: Name): Name | null {
    return pick({ t: this.#tasks, g: this.#derived, f: [] }[letterOf(wanted)], wanted) ?? this.future(wanted)
  }

  /** A callback may remove any callback, but schedule only later ones. */
  callback(step: { readonly do: string; readonly callback: Name }, owner: Owner): Name | null {
    const first = step.do === 'removeDone' ? 0 : owner.callback + 1
    return pick(this.#callbacks.slice(first), step.callback)
  }

  /** A future, the task itself, or something that waits only for later tasks. `before`: only derived futures before this one. */
  toAwait(wanted: Name, owner: Owner, before: Name | null = null): Name | null {
    const own = owner.task ?? -1
    if (wanted === ownName) return `t${String(own)}`
    const isLater = (name: Name): boolean => (this.#lowest.get(name) ?? own) > own
    const end = before === null ? undefined : numberOf(before)
    const candidates = {
      t: this.#tasks.slice(own + 1).filter((task) => !this.#giver.selfish.has(task)),
      g: this.#derived.slice(0, end).filter(isLater),
      f: [],
    }
    return pick(candidates[letterOf(wanted)], wanted) ?? this.future(wanted)
  }

  members(wanted: readonly Name[], owner: Owner, before: Name | null = null): Name[] {
    return wanted.flatMap((name) => this.toAwait(name, owner, before) ?? [])
  }

  noteDerived(name: Name, members: readonly Name[]): void {
    const lowest = members.map((member) =>
      member.startsWith('t') ? numberOf(member) : (this.#lowest.get(member) ?? Infinity),
    )
    this.#lowest.set(name, Math.min(...lowest))
  }

  /** The group around it, or a group of a task that may wait for this one. */
  group({ task, group }: CreateTask, owner: Owner): Name | null {
    if (group === null) return null
    if (owner.group !== null && numberOf(group) % 2 === 0) return owner.group
    const open = [...this.#giver.groups].filter(([, its]) => numberOf(its) < numberOf(task))
    return pick(
      open.map(([name]) => name),
      group,
    )
  }

  timeout(wanted: Name, owner: Owner): Name | null {
    if (owner.timeout !== null && numberOf(wanted) % 2 === 0) return owner.timeout
    return pick(namesOf('w', this.#giver.counts.w), wanted)
  }
}

function letterOf(name: Name): 't' | 'g' | 'f' {
  return name.charAt(0) as 't' | 'g' | 'f'
}

function numberOf(name: Name): number {
  return Number(name.slice(1))
}

function pick(names: readonly Name[], wanted: Name): Name | null {
  return names[numberOf(wanted) % names.length] ?? null
}
