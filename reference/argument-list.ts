/**
 * Returns its arguments as an array, for `callSoon`. The code does not use a literal such as `[only]`: once V8 has seen many
 * arrays of one literal live long, it allocates all of them in the old generation, and each then keeps its short-lived task
 * alive there. (docs/decisions/hot-path.md)
 */
export function argumentList<T extends readonly unknown[]>(...list: T): T {
  return list
}
