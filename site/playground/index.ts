/** The playground. A page imports it when it is needed. */
export { mount } from './mount.ts'
