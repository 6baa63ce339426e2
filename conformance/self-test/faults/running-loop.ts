import type { Fault } from '../fault.ts'

export const runningLoopFaults: readonly Fault[] = []
