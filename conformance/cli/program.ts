import { Command } from 'commander'
import type { Profile } from '../../spec/clause.ts'
import { nearMatches } from '../candidate/suggest.ts'
import { suiteVersion } from '../version.ts'
import { entryOf, interpreterFor, typed } from './called-as.ts'
import { UsageError } from './errors.ts'
import { help } from './help.ts'
import { parseDialect, parseOutputs, parseProfiles, usualTimeoutMs, wholeNumber } from './options.ts'
import { standardPage, write } from './terminal.ts'

/** Takes the exit code of the command that ran. */
type End = (code: number) => void

/** The commands and their options. The module of a command is loaded when the command is called, because that takes time. */
export function newProgram(end: End): Command {
  const program = new Command('loop-conformance')
    .version(suiteVersion)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
  addRun(program, end)
  addList(program)
  addExplain(program)
  addInit(program, end)
  addVerify(program, end)
  addBadge(program, end)
  addDiff(program, end)
  addHooks(program, end)
  for (const command of [program, ...program.commands])
    command.helpInformation = () => help(standardPage().width)
  return program
}

interface RunFlags {
  readonly grep?: string
  readonly profile?: readonly Profile[]
  readonly claim?: readonly Profile[]
  readonly reporter: readonly string[]
  readonly seed: number
  readonly timeout: number
  readonly explore: number
  readonly jobs?: number
  readonly inProcess?: true
  readonly patient?: true
  readonly bail?: true
  readonly baseline?: string
  readonly writeBaseline?: string
  readonly python?: string
  readonly checks?: true
  readonly selection?: string
  readonly writePrograms?: string
}

function addRun(program: Command, end: End): void {
  program
    .command('run', { isDefault: true })
    .argument('[candidate]')
    .allowExcessArguments()
    .option('--grep <text>')
    .option('--profile <names>', '', parseProfiles)
    .option('--claim <names>', '', parseProfiles)
    .option('--reporter <name[=file]>', '', (value, all: string[]) => [...all, value], [] as string[])
    .option('--seed <number>', '', wholeNumber('--seed', 0), 1)
    .option('--timeout <ms>', '', wholeNumber('--timeout', 0), usualTimeoutMs)
    .option('--explore <seconds>', '', wholeNumber('--explore', 0), 0)
    .option('--jobs <number>', '', wholeNumber('--jobs', 1))
    .option('--in-process')
    .option('--patient')
    .option('--bail')
    .option('--baseline <file>')
    .option('--write-baseline <file>')
    .option('--python <interpreter>')
    .option('--checks')
    .option('--selection <file>')
    .option('--write-programs <folder>')
    .action(async (candidate: string | undefined, flags: RunFlags, { args }: Command) => {
      const word = required(candidate, 'run', 'candidate', '<candidate>')
      if (args.length > 1)
        throw new UsageError(
          `Expected one candidate, got ${String(args.length)}: ${args.join(', ')}${nearCommand(word, program)}`,
        )
      const entry = entryOf(word)
      const outputs = parseOutputs(flags.reporter)
      const { showHeader } = await import('./write-reports.ts')
      await showHeader(typed(entry), outputs)
      const { run } = await import('./commands/run.ts')
      const {
        timeout: timeoutMs,
        explore,
        python: interpreter,
        claim: claims,
        profile: profiles,
        ...rest
      } = flags
      const judging = run({
        ...rest,
        exploreMs: explore * 1000,
        entry,
        outputs,
        profiles,
        claims,
        timeoutMs,
        interpreter: interpreterFor(entry, interpreter),
      })
      end(
        await judging.catch(async (error: unknown) => {
          throw await misspeltCommand(error, word, program)
        }),
      )
    })
}

function addList(program: Command): void {
  program
    .command('list')
    .option('--grep <text>')
    .option('--profile <names>', '', parseProfiles)
    .option('--dialect <language>')
    .action(async (flags: { grep?: string; profile?: readonly Profile[]; dialect?: string }) => {
      const dialect = parseDialect(flags.dialect)
      const { list } = await import('./commands/list.ts')
      await write(process.stdout, list({ grep: flags.grep, profiles: flags.profile, dialect }))
    })
}

function addExplain(program: Command): void {
  program
    .command('explain')
    .argument('[clause]')
    .option('--dialect <language>')
    .action(async (word: string | undefined, flags: { dialect?: string }) => {
      const wanted = required(word, 'explain', 'clause, area, profile or name', '<clause>')
      const dialect = parseDialect(flags.dialect)
      const { explain } = await import('./commands/explain.ts')
      await write(process.stdout, explain(wanted, dialect))
    })
}

function addInit(program: Command, end: End): void {
  program
    .command('init')
    .argument('[folder]', '', '.')
    .option('--name <name>')
    .option('--force')
    .action(async (folder: string, { name, force }: { name?: string; force?: true }) => {
      const { initCommand } = await import('./commands/init.ts')
      end(await initCommand({ folder, name, force: force === true }))
    })
}

function addVerify(program: Command, end: End): void {
  program
    .command('verify')
    .argument('[report]')
    .argument('[candidate]')
    .option('--python <interpreter>')
    .action(async (report: string | undefined, candidate: string | undefined, { python }: ReportFlags) => {
      const file = required(report, 'verify', 'report', '<report.json>')
      const { verifyCommand } = await import('./commands/verify.ts')
      end(await verifyCommand({ file, candidate, interpreter: python }))
    })
}

interface ReportFlags {
  readonly python?: string
}

interface BadgeFlags extends ReportFlags {
  readonly output: string
  readonly check?: true
}

function addBadge(program: Command, end: End): void {
  program
    .command('badge')
    .argument('[report]')
    .argument('[candidate]')
    .option('--output <file.svg>', '', 'badge.svg')
    .option('--check')
    .option('--python <interpreter>')
    .action(async (report: string | undefined, candidate: string | undefined, flags: BadgeFlags) => {
      const file = required(report, 'badge', 'report', '<report.json>')
      const { badgeCommand } = await import('./commands/badge.ts')
      const { output, check, python } = flags
      end(await badgeCommand({ file, candidate, interpreter: python, output, check: check === true }))
    })
}

function addDiff(program: Command, end: End): void {
  program
    .command('diff')
    .argument('[from]')
    .argument('[to]')
    .action(async (from: string | undefined, to: string | undefined) => {
      const usage = '<from.json> <to.json>'
      const first = required(from, 'diff', 'first report', usage)
      const second = required(to, 'diff', 'second report', usage)
      const { diffCommand } = await import('./commands/diff.ts')
      end(await diffCommand(first, second))
    })
}

interface HooksFlags extends ReportFlags {
  readonly to?: string
  readonly reporter?: string
}

function addHooks(program: Command, end: End): void {
  program
    .command('hooks')
    .argument('[candidate]')
    .option('--to <version>')
    .option('--python <interpreter>')
    .option('--reporter <name>')
    .action(async (candidate: string | undefined, { to, python, reporter }: HooksFlags) => {
      const entry = entryOf(
        required(candidate, 'hooks', 'loop in Python', 'python:<module or file>[:<callable>]'),
      )
      const { hooksCommand } = await import('./commands/hooks.ts')
      end(await hooksCommand({ entry, interpreter: interpreterFor(entry, python), to, reporter }))
    })
}

/** The argument. Throws UsageError if it is missing or empty. */
function required(argument: string | undefined, command: string, what: string, usage: string): string {
  if (argument !== undefined && argument !== '') return argument
  throw new UsageError(`${command} needs a ${what}.\nExpected: loop-conformance ${command} ${usage}`)
}

/** A word that is not a candidate may be a misspelt command. */
async function misspeltCommand(error: unknown, entry: string, program: Command): Promise<unknown> {
  const { CandidateError } = await import('../harness/candidate.ts')
  if (error instanceof CandidateError && ['no-candidate', 'no-module'].includes(error.code ?? ''))
    error.message += nearCommand(entry, program)
  return error
}

/** A line that names the command that was probably meant; empty if no command is near. */
function nearCommand(word: string, program: Command): string {
  const names = [...program.commands.map((command) => command.name()), 'help']
  const [near] = nearMatches(word, names)
  return near === undefined ? '' : `\nDid you mean the command '${near}'?`
}
