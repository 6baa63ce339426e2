import type { Command } from 'commander'

interface Flags {
  name?: string
  force?: true
}

/** `init` answers its exit code to `end`. */
export function addInitCommand(program: Command, end: (code: number) => void): void {
  program
    .command('init')
    .description('writes a project with a loop that conforms, to go on from')
    .argument('[folder]', '', '.')
    .option('--name <name>', 'of the loop; by default that of the folder')
    .option('--force', 'write over files that are there')
    .action(async (folder: string, { name, force }: Flags) => {
      const { initCommand } = await import('./init-command.ts')
      end(await initCommand({ folder, force: force === true, ...(name === undefined ? {} : { name }) }))
    })
}
