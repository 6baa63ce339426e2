import type { Fault } from '../fault.ts'

export const factoriesFaults: readonly Fault[] = []
