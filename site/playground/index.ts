/** The playground, for a page that imports it when it is wanted. */
export { mount } from './mount.ts'
