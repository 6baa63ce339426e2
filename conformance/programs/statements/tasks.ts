import type { Coroutine, Task } from '../../../spec/index.ts'
import type { ProgramRun } from '../program-run.ts'
import type { Name, Through } from '../program.ts'
import { indent, quote } from '../text.ts'
import type { Statement, Statements } from './statement.ts'

/** A method of a task that returns something. */
function method(name: 'cancelling' | 'uncancel' | 'getName'): Statement<{ readonly task: string }> {
  return {
    act(run, action) {
      const task = run.tasks.get(action.task)
      if (task !== undefined) run.witness.tell(`${name} of ${action.task}`, () => task[name]())
    },
    print: ({ task }) => [`withTask('${task}', (task) => tell('${name} of ${task}', () => task.${name}()))`],
  }
}

/** Calls of tasks, and of the module functions about them. */
export const onTasks: Statements<
  'createTask' | 'cancelling' | 'uncancel' | 'getName' | 'setName' | 'getTasks' | 'currentTask'
> = {
  createTask: {
    act(run, { task: name, body, context, group: groupName, eagerStart, through }) {
      if (through !== null) {
        addThrough(run, through, name, run.coroutine(body, { who: name }))
        return
      }
      const group = groupName === null ? undefined : run.groups.get(groupName)
      const eager = eagerStart === null ? {} : { eagerStart }
      const options = { name, ...run.inContext(context), ...eager }
      const make = (): Task => (group ?? run.loop).createTask(run.coroutine(body, { who: name }), options)
      // A group that is over throws. The loop always makes a task.
      if (group === undefined) run.addTask(name, make())
      else run.witness.quietly(`createTask of ${name}`, () => run.addTask(name, make()))
    },
    print({ task, body, context, group, eagerStart, through }, _who, printBody) {
      const ends = ['return', 'throw'].includes(body.at(-1)?.do ?? '')
      const options = [
        ...(context === null ? [] : [`...inContext('${context}')`]),
        ...(eagerStart === null ? [] : [`eagerStart: ${String(eagerStart)}`]),
      ]
      const more = [
        ...(options.length > 0 || group !== null ? [`{ ${options.join(', ')} }`] : []),
        ...(group === null ? [] : [`groups.${group}`]),
      ]
      const [head, end] =
        through === null
          ? [`addTask('${task}', `, `}${['', ...more].join(', ')})`]
          : [`addThrough('${through}', '${task}', `, '})']
      return [
        `${head}function* () {`,
        `  begin('${task} begins')`,
        ...indent(printBody(body, task)),
        ...(ends ? [] : ["  return 'the end'"]),
        end,
      ]
    },
  },
  cancelling: method('cancelling'),
  uncancel: method('uncancel'),
  getName: method('getName'),
  setName: {
    act: ({ tasks }, { task, name }) => tasks.get(task)?.setName(name),
    print: ({ task, name }) => [`tasks.${task}?.setName(${quote(name)})`],
  },
  getTasks: {
    // CPython returns a set without an order.
    act: ({ witness, api }) => witness.tell('getTasks', () => [...api.getTasks()].map(nameOf).sort().join()),
    print: () => ["tell('getTasks', () => [...api.getTasks()].map(nameOf).sort().join())"],
  },
  currentTask: {
    act: ({ witness, api }) => witness.tell('currentTask', () => nameOf(api.currentTask())),
    print: () => ["tell('currentTask', () => nameOf(api.currentTask()))"],
  },
}

/** `gather()` and `shield()` do not return the task: it is the one that is listed now and was not before. */
function addThrough(run: ProgramRun, through: Through, name: Name, coro: Coroutine<unknown>): void {
  const { api } = run
  const before = api.getTasks()
  if (through === 'ensureFuture') api.ensureFuture(coro)
  else if (through === 'gather') api.gather([coro])
  else api.shield(coro)
  const task = [...api.getTasks()].find((one) => !before.has(one)) as Task
  task.setName(name)
  if (through === 'gather') run.witness.blur(task)
  run.addTask(name, task)
}

/** A task that `waitFor` makes has its default name, which is unspecified. */
function nameOf(task: unknown): string {
  const name = task === null ? 'none' : (task as Task).getName()
  return /^(none|t\d+|renamed)$/.test(name) ? name : 'unnamed'
}
