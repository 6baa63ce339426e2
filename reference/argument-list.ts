/**
 * The arguments as an array, for `callSoon`. Not `[only]`: V8 puts what a literal makes into the old generation once it
 * has seen enough of them live long, and from then on such an array holds there every short-lived task that it names.
 * (docs/decisions/hot-path.md)
 */
export function argumentList<T extends readonly unknown[]>(...list: T): T {
  return list
}
