import type { Profile } from '../../spec/index.ts'

/** What a module in Python can claim. `eager` goes with the interpreter; the others are about the host of JavaScript. */
export const pythonProfiles: readonly Profile[] = ['timers-real', 'debug', 'net', 'net-real', 'gc']
