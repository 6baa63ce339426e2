import { seededRandom } from '../../conformance/harness/index.ts'
import type { StrangeFault } from '../../conformance/self-test/strange/strange-fault.ts'

/**
 * `count` faults: the methods take turns, so that no area is left out, and each brings a fault that the seed
 * chooses. `areas` limits the methods; empty for all.
 */
export function sample(
  faults: readonly StrangeFault[],
  { count, seed, areas }: { count: number; seed: number; areas: readonly string[] },
): StrangeFault[] {
  const random = seededRandom(seed)
  const byMethod = new Map<unknown, StrangeFault[]>()
  for (const fault of faults) {
    const { method } = fault
    if (areas.length > 0 && !areas.includes(method.areas[0] ?? '')) continue
    const own = byMethod.get(method) ?? []
    byMethod.set(method, own)
    own.push(fault)
  }
  const heaps = shuffled([...byMethod.values()], random).map((heap) => shuffled(heap, random))
  const chosen: StrangeFault[] = []
  while (chosen.length < count && heaps.some((heap) => heap.length > 0))
    for (const heap of heaps) {
      const fault = heap.pop()
      if (fault !== undefined && chosen.length < count) chosen.push(fault)
    }
  return chosen
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((member) => ({ member, key: random() }))
    .sort((one, other) => one.key - other.key)
    .map(({ member }) => member)
}
