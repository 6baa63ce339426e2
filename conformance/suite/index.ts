/** The build puts all the checks into this one module, because a host loads one file three times as fast as three hundred. */
export { suite } from './suite.ts'
