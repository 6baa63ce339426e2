import type { Fault } from '../fault.ts'

export const exceptionsFaults: readonly Fault[] = []
