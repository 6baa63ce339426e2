/**
 * Errors in the callbacks of `FinalizationRegistry`. The collector calls those at any time, so the check that runs then has nothing to
 * do with them. The worker imports this module first: the harness remembers the globals when it is imported.
 */
type Report = (error: unknown, key: string | null) => void

let keyOfTheCheck: () => string | null = () => null
let report: Report = (error) => {
  throw error
}

/** What a candidate registers, and the key of the check that did. */
interface Watched {
  readonly held: unknown
  readonly key: string | null
}

class WatchedRegistry extends FinalizationRegistry<Watched> {
  static {
    Object.defineProperty(this, 'name', { value: 'FinalizationRegistry' })
  }

  constructor(cleanUp: (held: unknown) => void) {
    super(({ held, key }) => {
      try {
        cleanUp(held)
      } catch (error) {
        report(error, key)
      }
    })
    if (typeof cleanUp !== 'function') throw new TypeError('FinalizationRegistry: cleanup must be callable')
  }

  override register(target: WeakKey, held: unknown, token?: WeakKey): void {
    if (held === target)
      throw new TypeError('FinalizationRegistry.prototype.register: target and holdings must not be same')
    super.register(target, { held, key: keyOfTheCheck() }, token)
  }
}

globalThis.FinalizationRegistry = WatchedRegistry as typeof FinalizationRegistry

/** `guilty` returns the key of the check on whose behalf the present code runs. `onError` receives that of the check that registered. */
export function watchFinalizers(guilty: () => string | null, onError: Report): void {
  keyOfTheCheck = guilty
  report = onError
}
