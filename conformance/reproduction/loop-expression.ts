import path from 'node:path'
import type { PythonTarget } from '../bridge/index.ts'
import type { Trials } from './trials.ts'

/** How a program imports the candidate and makes one of its loops. */
export interface LoopExpression {
  /** Statements. */
  readonly imports: readonly string[]
  /** What is called to make a loop, such as `uvloop.new_event_loop`. */
  readonly factory: string
  /** What the author calls the loop, such as `my_loop:MyLoop`. */
  readonly name: string
}

/** Finds out how a program makes a loop of the candidate. The interpreter tells what the named object is. */
export async function findLoopExpression(target: PythonTarget, trials: Trials): Promise<LoopExpression> {
  const { module, callable } = target
  const isFile = module.endsWith('.py') || module.includes(path.sep)
  const moduleName = isFile ? path.basename(module, '.py') : module
  const folder = isFile ? path.dirname(path.resolve(module)) : process.cwd()
  const isName = /^[A-Za-z_][\w.]*$/.test(moduleName)
  const imports = [
    // A program can be saved anywhere.
    ...(isFile ? [`sys.path.insert(0, ${JSON.stringify(folder)})`] : []),
    isName ? `import ${moduleName}` : `candidate = importlib.import_module(${JSON.stringify(moduleName)})`,
  ]
  const variable = isName ? moduleName : 'candidate'
  const setup = ['import asyncio, importlib, inspect, sys', ...imports]
  const trial = await trials.run([...setup, question(variable, callable)].join('\n'))
  const found = trial?.candidate.at(-1) ?? ''
  const factory = found.startsWith('is ') ? found.slice(3) : `${variable}.${callable || 'new_event_loop'}`
  return { imports, factory, name: callable === '' ? moduleName : `${moduleName}:${callable}` }
}

/** A program that prints the expression. It follows the rules by which the bridge finds the callable. */
function question(module: string, callable: string): string {
  if (callable === '')
    return [
      `names = [name for name, value in vars(${module}).items() if inspect.isclass(value)`,
      `         and issubclass(value, asyncio.AbstractEventLoop) and value.__module__ == ${module}.__name__]`,
      `found = "new_event_loop" if hasattr(${module}, "new_event_loop") else names[0]`,
      `print("is ${module}." + found)`,
    ].join('\n')
  const named = `${module}.${callable}`
  return [
    `made = "()" if inspect.isclass(${named}) and hasattr(${named}, "new_event_loop") and not hasattr(${named}, "call_soon") else ""`,
    `isPolicy = hasattr(${named}, "new_event_loop") and not inspect.ismodule(${named})`,
    `print("is ${named}" + made + (".new_event_loop" if isPolicy else ""))`,
  ].join('\n')
}
