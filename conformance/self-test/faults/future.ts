import type { Fault } from '../fault.ts'

export const futureFaults: readonly Fault[] = []
