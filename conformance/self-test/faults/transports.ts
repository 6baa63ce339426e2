import type { Fault } from '../fault.ts'
export const transportsFaults: readonly Fault[] = []
