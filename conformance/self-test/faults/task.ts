import type { Fault } from '../fault.ts'

export const taskFaults: readonly Fault[] = []
