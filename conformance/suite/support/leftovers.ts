/** What a host says that keeps its process alive. */
import type { CheckContext } from '../../harness/index.ts'

/** Sockets, as Node calls them. */
export const ofSockets = ['TCPServerWrap', 'TCPSocketWrap', 'PipeWrap', 'UDPWrap']

/** Fails the check if there are more sockets than before. */
export async function demandNoSocket(
  t: CheckContext,
  before: Readonly<Record<string, number>>,
): Promise<void> {
  const left = await leftovers(t, before, ofSockets)
  if (left.length === 0) return
  t.fail({
    message: 'A socket of the closed loop still keeps the process.',
    expected: 'no socket keeps the process beyond those that did before the loop was made',
    actual: left.map(([kind, more]) => `${String(more)} more ${kind} than before`).join(', '),
  })
}

/** What keeps the process alive, by kind. Looked at after a turn of the host, where the immediate that made the turn counts the same each time. */
export async function keepingAlive(t: CheckContext): Promise<Readonly<Record<string, number>>> {
  if (t.host.keepingAlive === undefined) t.skipWithout('keepingAlive')
  await t.host.turn()
  return t.host.keepingAlive()
}

/** What of these kinds is there in addition to `before`. What is about to go away gets some 60 ms for it. */
export async function leftovers(
  t: CheckContext,
  before: Readonly<Record<string, number>>,
  kinds: readonly string[],
): Promise<(readonly [kind: string, more: number])[]> {
  let left: (readonly [string, number])[] = []
  for (let look = 0; look < 6; look++) {
    const now = Object.entries(await keepingAlive(t))
    left = now
      .map(([kind, count]) => [kind, count - (before[kind] ?? 0)] as const)
      .filter(([kind, more]) => kinds.includes(kind) && more > 0)
    if (left.length === 0) break
    await new Promise<void>((resolve) => t.host.setTimeout(resolve, 10))
  }
  return left
}
