import { Command, CommanderError } from 'commander'
import { nearMatches } from '../candidate/suggest.ts'
import { suiteVersion } from '../version.ts'
import { exitCode } from './exit-code.ts'
import { help } from './help.ts'
import { addInitCommand } from './init-options.ts'
import { parseOutputs, parseProfile, usualTimeoutMs, wholeNumber } from './options.ts'
import { addReportCommands } from './report-commands.ts'
import { endWithReader, write } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** Runs the command and ends the process with its exit code. What takes time to load is loaded when it is needed. */
export async function runCommandLine(args: readonly string[]): Promise<void> {
  endWithReader()
  let code: number
  try {
    code = await dispatch(args)
  } catch (error) {
    code = await report(error)
  }
  // The candidate may have left timers and sockets behind.
  process.exit(code)
}

interface RunFlags {
  grep?: string
  profile?: string
  reporter: string[]
  seed: number
  timeout: number
  jobs?: number
  inProcess?: true
  patient?: true
  bail?: true
  baseline?: string
  writeBaseline?: string
  python?: string
}

async function dispatch(args: readonly string[]): Promise<number> {
  let code: number = exitCode.conforms
  const program = new Command('loop-conformance')
    .version(suiteVersion)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
  program.helpInformation = () => help

  program
    .command('run', { isDefault: true })
    .argument('<candidate>')
    .allowExcessArguments()
    .option('--grep <text>')
    .option('--profile <name>')
    .option('--reporter <name[=file]>', '', (value, all: string[]) => [...all, value], [] as string[])
    .option('--seed <number>', '', wholeNumber('--seed', 0), 1)
    .option('--timeout <ms>', '', wholeNumber('--timeout', 0), usualTimeoutMs)
    .option('--jobs <number>', '', wholeNumber('--jobs', 1))
    .option('--in-process')
    .option('--patient')
    .option('--bail')
    .option('--baseline <file>')
    .option('--write-baseline <file>')
    .option('--python <interpreter>')
    .action(async (entry: string, flags: RunFlags, { args: words }: Command) => {
      if (words.length > 1)
        throw new UsageError(`One candidate at a time, please: there are ${words.join(' and ')}.`)
      const outputs = parseOutputs(flags.reporter)
      const profile = flags.profile === undefined ? undefined : parseProfile(flags.profile)
      const { showHeader } = await import('./show-header.ts')
      await showHeader(entry, outputs)
      const { run } = await import('./run-command.ts')
      const judging = run({
        entry,
        outputs,
        filter: {
          ...(flags.grep === undefined ? {} : { grep: flags.grep }),
          ...(profile ? { profile } : {}),
        },
        seed: flags.seed,
        timeoutMs: flags.timeout,
        inProcess: flags.inProcess === true,
        patient: flags.patient === true,
        bail: flags.bail === true,
        ...(flags.baseline === undefined ? {} : { baseline: flags.baseline }),
        ...(flags.writeBaseline === undefined ? {} : { newBaseline: flags.writeBaseline }),
        ...(flags.jobs === undefined ? {} : { jobs: flags.jobs }),
        ...(flags.python === undefined ? {} : { interpreter: flags.python }),
      })
      code = await judging.catch((error: unknown) => {
        throw misspeltCommand(error, entry)
      })
    }).helpInformation = () => help

  program
    .command('list')
    .description('the clauses, by area')
    .option('--grep <text>', 'only clauses whose id or text contains it')
    .option('--profile <name>', 'only clauses of the profile')
    .action(async (flags: { grep?: string; profile?: string }) => {
      const profile = flags.profile === undefined ? undefined : parseProfile(flags.profile)
      const { list } = await import('./list-command.ts')
      await write(process.stdout, list({ grep: flags.grep, profile }))
    })

  program
    .command('explain')
    .description(
      'a clause, an area, a profile or a name of the contract: what it is, why, and how it is checked',
    )
    .argument('<clause>')
    .action(async (word: string) => {
      const { explain } = await import('./explain-command.ts')
      await write(process.stdout, explain(word))
    })

  const end = (answer: number): void => {
    code = answer
  }
  addReportCommands(program, end)
  addInitCommand(program, end)

  if (args.length === 0 || args[0] === '')
    throw new UsageError(`Which event loop? Nothing was named.\n\n${help.trimEnd()}`)
  await program.parseAsync(args, { from: 'user' })
  return code
}

const commandNames = ['run', 'list', 'explain', 'init', 'badge', 'verify', 'diff', 'help']

/** A word that names no candidate may be a command. */
function misspeltCommand(error: unknown, entry: string): unknown {
  const [near] = nearMatches(entry, commandNames)
  if (near !== undefined && error instanceof Error && error.message.startsWith('There is no candidate'))
    error.message += `\nOr is the command ${near} meant?`
  return error
}

/** Says what went wrong, in a sentence and not by a stack trace, and answers the exit code. */
async function report(error: unknown): Promise<number> {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCode.conforms
    const message = error.message.replace(/^error: /, '')
    await write(process.stderr, `${sentence(message)}\nSee: loop-conformance --help\n`)
    return exitCode.cannotRun
  }
  const { CandidateError } = await import('../harness/candidate.ts')
  if (error instanceof UsageError || error instanceof CandidateError) {
    await write(process.stderr, `${error.message.trimEnd()}\n`)
    return exitCode.cannotRun
  }
  const { kitErrorMessage } = await import('./kit-error.ts')
  await write(process.stderr, kitErrorMessage(error))
  return exitCode.kitError
}

/** Messages of the option parser begin in lower case and have no end. */
function sentence(message: string): string {
  const [first = '', ...rest] = message.split('\n')
  const whole = `${first.charAt(0).toUpperCase()}${first.slice(1)}`.replace(/\.?$/, '.')
  return [whole, ...rest.map((line) => line.replaceAll(/[()]/g, ''))].join(' ')
}
