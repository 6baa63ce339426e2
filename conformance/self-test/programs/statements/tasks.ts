import type { Task } from '../../../../spec/index.ts'
import { indent, quote } from '../text.ts'
import { contextArgument, type Statement, type Statements } from './statement.ts'

/** A method of a task that answers something. */
function method(name: 'cancelling' | 'uncancel' | 'getName'): Statement<{ readonly task: string }> {
  return {
    act(run, action) {
      const task = run.tasks.get(action.task)
      if (task !== undefined) run.witness.tell(`${name} of ${action.task}`, () => task[name]())
    },
    print: ({ task }) => [`withTask('${task}', (task) => tell('${name} of ${task}', () => task.${name}()))`],
  }
}

/** Tasks, and what the module functions tell of them. */
export const onTasks: Statements<
  'createTask' | 'cancelling' | 'uncancel' | 'getName' | 'setName' | 'getTasks' | 'currentTask'
> = {
  createTask: {
    act(run, { task: name, body, context }) {
      const coroutine = run.coroutine(body, { who: name, tokens: new Map() })
      run.addTask(name, run.loop.createTask(coroutine, { name, ...run.inContext(context) }))
    },
    print({ task, body, context }, _who, printBody) {
      const ends = ['return', 'throw'].includes(body.at(-1)?.do ?? '')
      return [
        `addTask('${task}', function* () {`,
        `  begin('${task} begins')`,
        ...indent(printBody(body, task)),
        ...(ends ? [] : ["  return 'the end'"]),
        `}${['', ...contextArgument(context)].join(', ')})`,
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
    // CPython answers a set without an order.
    act: ({ witness, api }) => witness.tell('getTasks', () => [...api.getTasks()].map(nameOf).sort().join()),
    print: () => ["tell('getTasks', () => [...api.getTasks()].map(nameOf).sort().join())"],
  },
  currentTask: {
    act: ({ witness, api }) => witness.tell('currentTask', () => nameOf(api.currentTask())),
    print: () => ["tell('currentTask', () => nameOf(api.currentTask()))"],
  },
}

function nameOf(task: unknown): string {
  return task === null ? 'none' : (task as Task).getName()
}
