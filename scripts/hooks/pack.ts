import { readFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'

interface Hook {
  readonly kind: string
  readonly name: string
}

interface Words {
  readonly for: string
  readonly write: string
}

/**
 * A module with `spec/hooks/hooks.json`, and in it the words of `words.json`: 90 KB of names that repeat, deflated to a tenth, because
 * only Python reads them.
 */
export function packHooks(): string {
  const table = read('hooks') as { readonly hooks: readonly Hook[] }
  const words = read('words') as Record<string, Record<string, Words>>
  const hooks = table.hooks.map((hook) => ({
    ...hook,
    ...words[hook.kind]?.[hook.name],
    declared: undefined,
  }))
  const packed = deflateSync(JSON.stringify({ ...table, hooks }), { level: 9 }).toString('base64')
  return `/** \`spec/hooks\`, deflated, in base64. \`hooks.py\` unpacks it. */\nexport const hooksTable: string =\n  '${packed}'\n`
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(`spec/hooks/${name}.json`, 'utf8'))
}
