/** A mistake that the user of a script can repair. `load-ts.mjs` prints only its message, and fails. */
export class Problem extends Error {
  override readonly name = 'Problem'
}
