import { effects, type Effect } from './effects.ts'
import { method, nameOf, type Method } from './method.ts'
import { methods } from './methods.ts'
import { always, triggers, type Trigger } from './triggers.ts'

/** A fault that no author chose: what one method does in place of what it should, and when. */
export interface StrangeFault {
  readonly method: Method
  readonly trigger: Trigger
  readonly effect: Effect
}

/** The name in reports: `loop.callSoon / from-call-1000 / dropped`. */
export function titleOf({ method, trigger, effect }: StrangeFault): string {
  return `${nameOf(method)} / ${trigger.name} / ${effect.name}`
}

/** Faults that happen at every call. */
export function everyPlainFault(): StrangeFault[] {
  return faultsWith([always])
}

/** Every strange fault: the methods of the contract with the triggers and the effects that apply to them. */
export function everyStrangeFault(): StrangeFault[] {
  return faultsWith(triggers)
}

function faultsWith(some: readonly Trigger[]): StrangeFault[] {
  return methods.flatMap((one) =>
    some
      .filter((trigger) => trigger.applies(one))
      .flatMap((trigger) =>
        effects.filter((effect) => effect.applies(one)).map((effect) => ({ method: one, trigger, effect })),
      ),
  )
}

/** The fault with this title. Throws if there is none. */
export function findStrangeFault(title: string): StrangeFault {
  const found = [...everyPlainFault(), ...everyStrangeFault(), neverHappens].find(
    (fault) => titleOf(fault) === title,
  )
  if (found === undefined) throw new Error(`There is no strange fault ${title}.`)
  return found
}

/** A loop that is woven like the others and has no fault: whatever is said against it is said by mistake. */
export const neverHappens: StrangeFault = {
  method: method('loop', 'callSoon', 'schedule', ['scheduling']),
  trigger: { name: 'never', family: 'a place', applies: () => false, meets: () => false, setting: {} },
  effect: { name: 'nothing', family: 'dropped', applies: () => false, happen: ({ perform }) => perform() },
}
