/** What whoever runs a script has to put right: `load-ts.mjs` prints its message alone, and fails. */
export class Problem extends Error {
  override readonly name = 'Problem'
}
