import { CommanderError } from 'commander'
import { plainText } from '../report/plain-text.ts'
import { exitCode, kitErrorMessage, machineMessage, UsageError } from './errors.ts'
import { help } from './help.ts'
import { newProgram } from './program.ts'
import { outliveOutput, outputProblem, standardPage, write } from './terminal.ts'

/** Runs the command and ends the process with its exit code. */
export async function runCommandLine(args: readonly string[]): Promise<void> {
  outliveOutput()
  process.on('uncaughtException', endWith).on('unhandledRejection', endWith)
  process.on('SIGTERM', () => process.exit(exitCode.terminated))
  const code = await dispatch(args).catch(report)
  await end(code)
}

/** An error of the kit that nobody caught. Without this, Node would end with the exit code of a loop that does not conform. */
function endWith(error: unknown): void {
  void report(error).then(end)
}

async function end(code: number): Promise<void> {
  const problem = outputProblem()
  if (problem !== null) await write(process.stderr, problem)
  // The candidate may have left timers and sockets behind.
  process.exit(problem !== null && code !== exitCode.kitError ? exitCode.cannotRun : code)
}

async function dispatch(args: readonly string[]): Promise<number> {
  if (args.length === 0 || args[0] === '')
    throw new UsageError(`Expected an event loop. Found nothing.\n\n${help(standardPage().width).trimEnd()}`)
  let code: number = exitCode.conforms
  const program = newProgram((ended) => {
    code = ended
  })
  await program.parseAsync(args, { from: 'user' })
  return code
}

/** Prints what went wrong, without a stack trace if it is the user's mistake, and returns the exit code. */
async function report(error: unknown): Promise<number> {
  if (error instanceof CommanderError) {
    // --help and --version end the parser too.
    if (error.exitCode === 0) return exitCode.conforms
    await write(process.stderr, `${explain(error)}\nSee: loop-conformance --help\n`)
    return exitCode.cannotRun
  }
  const { CandidateError } = await import('../harness/candidate.ts')
  const isMistake = error instanceof UsageError || error instanceof CandidateError
  const lacking = isMistake ? null : machineMessage(error)
  const message = isMistake ? `${error.message.trimEnd()}\n` : (lacking ?? kitErrorMessage(error))
  // It may quote the candidate, or a report.
  await write(process.stderr, plainText(message))
  return isMistake || lacking !== null ? exitCode.cannotRun : exitCode.kitError
}

function explain({ code, message }: CommanderError): string {
  const [, named = ''] = /'(.+?)'/.exec(message) ?? []
  return code === 'commander.optionMissingArgument' ? `The option ${named} needs a value.` : sentence(message)
}

/** Messages of the option parser begin with `error:` in lower case and have no full stop. */
function sentence(parserMessage: string): string {
  const [first = '', ...rest] = parserMessage.replace(/^error: /, '').split('\n')
  const whole = `${first.charAt(0).toUpperCase()}${first.slice(1)}`.replace(/\.?$/, '.')
  return [whole, ...rest.map((line) => line.replaceAll(/[()]/g, ''))].join(' ')
}
