import type { Fault } from '../fault.ts'

export const lifecycleFaults: readonly Fault[] = []
