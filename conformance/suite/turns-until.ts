import type { Check } from '../harness/index.ts'

/**
 * Turns of the host until something is so, a hundred at most. A loop may have its turns by a timer of the host, so the later ones
 * take a millisecond each.
 */
export async function turnsUntil(check: Check, isSo: () => boolean): Promise<void> {
  const { host } = check
  for (let turn = 0; turn < 100 && !isSo(); turn++)
    if (turn < 20) await host.turn()
    else await new Promise<void>((resolve) => host.setTimeout(resolve, 1))
}
