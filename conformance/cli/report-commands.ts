import type { Command } from 'commander'
import type { ReportRequest } from './hold-report.ts'

interface Flags {
  python?: string
}

function requestOf(file: string, candidate: string | undefined, { python }: Flags): ReportRequest {
  return {
    file,
    ...(candidate === undefined ? {} : { candidate }),
    ...(python === undefined ? {} : { interpreter: python }),
  }
}

/** The commands that take a report; each answers its exit code to `end`. */
export function addReportCommands(program: Command, end: (code: number) => void): void {
  program
    .command('verify')
    .description('whether a report is whole, unchanged, and about this suite and this candidate')
    .argument('<report>')
    .argument('[candidate]')
    .option('--python <interpreter>')
    .action(async (file: string, candidate: string | undefined, flags: Flags) => {
      const { verifyCommand } = await import('./verify-command.ts')
      end(await verifyCommand(requestOf(file, candidate, flags)))
    })

  program
    .command('badge')
    .description('draws the badge of a report, as a picture and for shields.io')
    .argument('<report>')
    .argument('[candidate]')
    .option('--output <file.svg>', 'the picture; the endpoint for shields.io stands beside it', 'badge.svg')
    .option('--check', 'draw nothing: exit code 1 when the badge that is there is not true any more')
    .option('--python <interpreter>')
    .action(
      async (
        file: string,
        candidate: string | undefined,
        flags: Flags & { output: string; check?: true },
      ) => {
        const { badgeCommand } = await import('./badge-command.ts')
        const { output, check } = flags
        end(await badgeCommand({ ...requestOf(file, candidate, flags), output, check: check === true }))
      },
    )

  program
    .command('diff')
    .description('what a user would notice when moving from the one loop to the other')
    .argument('<report>')
    .argument('<report>')
    .action(async (first: string, second: string) => {
      const { diffCommand } = await import('./diff-command.ts')
      end(await diffCommand(first, second))
    })
}
