import { compare, type Oracle } from '../programs/compare.ts'
import type { Machine } from '../../programs/interpret.ts'
import { wholeLanguage } from '../../programs/language.ts'
import { reference } from '../programs/oracles.ts'
import { exercises } from './exercises/index.ts'
import type { Exercise } from './exercises/exercise.ts'
import { observe, places, type Place } from './observe.ts'
import type { StrangeFault } from './strange-fault.ts'
import { WatchedLoop } from './watched-loop.ts'
import { weave, type Woven } from './weave.ts'

/** Whether a strange fault breaks the contract. */
export interface Witness {
  readonly isBreach: boolean
  /** What tells the fault from the reference; or why it is not a breach. */
  readonly why: string
}

export interface WitnessOptions {
  readonly seed: number
  /** How many generated programs are tried if no exercise shows a difference. */
  readonly programs: number
  /** Milliseconds after which an exercise or a program is taken to hang. */
  readonly deadlineMs: number
  /** Called before each step with its name. A step that spins never returns. */
  readonly onStep?: (what: string) => void
}

/** Looks for a program that tells the loop with the fault from the reference. It uses no check of the suite. */
export async function findWitness(fault: StrangeFault, options: WitnessOptions): Promise<Witness> {
  const free = fault.effect.isFree?.(fault.method) ?? null
  if (free !== null) return { isBreach: false, why: free }
  let fired = 0
  for (const [exercise, place] of attempts(fault)) {
    const what = `exercise "${exercise.name}", ${place}`
    options.onStep?.(what)
    const woven = weave(fault, fault.trigger.setting.callsBefore)
    const difference = await differenceIn(exercise, place, woven, options.deadlineMs)
    if (difference !== null) return { isBreach: true, why: `${what}: ${difference}` }
    fired += woven.spell.fired
  }
  options.onStep?.('generated programs')
  const woven = weave(fault, fault.trigger.setting.callsBefore)
  const { seed, programs, deadlineMs } = options
  const found = await compare(reference, inSetting(woven, fault), {
    seed,
    programs,
    deadlineMs,
    shrink: false,
  })
  if (found !== null) return { isBreach: true, why: `generated program ${String(found.programsRun)}` }
  fired += woven.spell.fired
  return {
    isBreach: false,
    why:
      fired === 0
        ? 'It never happens: no exercise and no program meets its trigger.'
        : 'No difference was found.',
  }
}

/** The exercises of the method first, at the place of the trigger if it has one. */
function attempts({ method, trigger }: StrangeFault): (readonly [Exercise, Place])[] {
  const [only] = places.filter((place) => trigger.name.endsWith(placeName[place]))
  const where: readonly Place[] = trigger.family === 'a place' && only !== undefined ? [only] : places
  const own = exercises.filter(({ targets }) => targets.includes(method.target))
  const others = exercises.filter((exercise) => !own.includes(exercise))
  const pairs = [...own, ...others].flatMap((exercise) =>
    (exercise.alone === undefined ? where : places.slice(0, 1)).map((place) => [exercise, place] as const),
  )
  // A crowd makes every exercise slow.
  const isCrowded = (trigger.setting.pending ?? 0) > 100
  return isCrowded ? pairs.slice(0, own.length * where.length) : pairs
}

const placeName: Readonly<Record<Place, string>> = {
  callback: 'in-a-callback',
  step: 'in-a-step',
  outside: 'outside-of-a-run',
  'done callback': 'in-a-done-callback',
  handler: 'in-the-exception-handler',
}

/** The first note that differs, or null. */
async function differenceIn(
  exercise: Exercise,
  place: Place,
  { adapter, spell }: Woven,
  deadlineMs: number,
): Promise<string | null> {
  const { setting } = spell.fault.trigger
  const theirs = await withDeadline(observe(exercise, machineOf(adapter), setting, place), deadlineMs)
  // A fault that did not happen shows nothing.
  if (spell.fired === 0) return null
  const ours = await observe(exercise, reference, setting, place)
  const at = ours.findIndex((note, index) => note !== theirs[index])
  if (at === -1 && ours.length === theirs.length) return null
  const index = at === -1 ? ours.length : at
  return `"${theirs[index] ?? 'nothing more'}" in place of "${ours[index] ?? 'nothing more'}"`
}

function machineOf({ newEventLoop, api }: Machine): Machine {
  return { newEventLoop: () => newEventLoop(), api }
}

async function withDeadline(notes: Promise<string[]>, deadlineMs: number): Promise<string[]> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<string[]>((resolve) => {
    timer = setTimeout(() => resolve(['it never ends']), deadlineMs)
  })
  const failed = notes.catch((error: unknown) => [`the exercise failed: ${String(error)}`])
  const first = await Promise.race([failed, silence])
  clearTimeout(timer)
  return first
}

/** The loop as if what the trigger asks for had been before. */
function inSetting({ adapter }: Woven, { trigger }: StrangeFault): Oracle {
  const { runs = 0, besides, debug = false } = trigger.setting
  return {
    name: adapter.name,
    language: wholeLanguage,
    api: adapter.api,
    newEventLoop: () => {
      const loop = adapter.newEventLoop()
      if (loop instanceof WatchedLoop) {
        loop.runs = runs
        loop.isSecond = besides !== undefined
        loop.neighbours.runs = besides === 'running' ? 1 : 0
      }
      if (debug) loop.setDebug(true)
      return loop
    },
  }
}
