/** The worker of the playground, as one classic script. `scripts/generate-worker.ts` writes it. */
export declare const code: string
