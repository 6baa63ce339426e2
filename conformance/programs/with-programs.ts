import type { Host } from '../harness/index.ts'

/** The host with the generated programs. They are loaded when a check asks for them. */
export function withPrograms(host: Host): Host {
  return { ...host, programs: async () => (await import('./index.ts')).generatedPrograms }
}
