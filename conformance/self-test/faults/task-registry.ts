import type { Fault } from '../fault.ts'

export const taskRegistryFaults: readonly Fault[] = []
