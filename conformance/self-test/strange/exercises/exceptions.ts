import type { ExceptionContext, ExceptionHandler } from '../../../../spec/index.ts'
import { values, type Exercise } from './exercise.ts'

export const exceptions: Exercise = {
  name: 'exceptions',
  targets: ['loop'],
  act: ({ loop, note, tell, show, called, distinct, atTheEnd }) => {
    const before = loop.getExceptionHandler()
    const handler =
      (what: string): ExceptionHandler =>
      (owner, context) =>
        note(`${what} heard ${told(context)} ${show(context.exception)} ${show(owner === loop)}`)
    const first = handler('first')
    tell('setExceptionHandler()', () => loop.setExceptionHandler(first))
    tell('getExceptionHandler()', () => loop.getExceptionHandler() === first)
    for (const value of [...values, new Error('mine')]) {
      tell('callExceptionHandler()', () => loop.callExceptionHandler({ message: 'told', exception: value }))
      loop.callSoon(() => {
        throw value
      })
      loop.callLater(distinct(1000), () => {
        throw value
      })
    }
    tell('callExceptionHandler({})', () => loop.callExceptionHandler({}))
    tell('callExceptionHandler() with more', () => {
      const future = called('future', loop.createFuture())
      loop.callExceptionHandler({ message: '', future, other: 1 })
    })
    tell('setExceptionHandler() of another', () => loop.setExceptionHandler(handler('second')))
    loop.callExceptionHandler({ message: 'to the second' })
    for (const bad of [undefined, 0, '', false, 'text', {}])
      tell(`setExceptionHandler(${show(bad)})`, () => loop.setExceptionHandler(bad as unknown as null))
    loop.callExceptionHandler({ message: 'to the second, still' })
    const heard: ExceptionContext[] = []
    const own = loop.defaultExceptionHandler.bind(loop)
    tell('setExceptionHandler(null)', () => loop.setExceptionHandler(null))
    tell('getExceptionHandler() then', () => loop.getExceptionHandler())
    const silently = (what: string, call: () => void): void =>
      note(`${what} logs: ${show(logsIn(() => tell(what, call)))}`)
    silently('callExceptionHandler()', () => loop.callExceptionHandler({ message: 'to the default' }))
    for (const value of values)
      silently('defaultExceptionHandler()', () => own({ message: 'logged', exception: value, extra: value }))
    silently('defaultExceptionHandler({})', () => own({}))
    loop.setExceptionHandler(() => {
      throw new Error('of the handler')
    })
    silently('a handler that throws', () => loop.callExceptionHandler({ message: 'm' }))
    loop.setExceptionHandler((_loop, context) => {
      heard.push(context)
      if (heard.length < 3) loop.callExceptionHandler({ message: `nested ${String(heard.length)}` })
    })
    const given = { message: 'given', mine: 1 }
    tell('a handler that calls', () => loop.callExceptionHandler(given))
    note(`heard ${show(heard.map(({ message }) => message))}`)
    atTheEnd(() => loop.setExceptionHandler(before))
    loop.setExceptionHandler(first)
    for (const debug of [true, false, true]) {
      tell('setDebug()', () => loop.setDebug(debug))
      tell('getDebug()', () => loop.getDebug())
      tell('a callback that is not a function', () => void loop.callSoon(null as never))
    }
    loop.setDebug(false)
    tell('getDebug() then', () => loop.getDebug())
  },
}

/** The message, if the exercise told it. The messages of a loop are free. */
function told({ message, handle }: ExceptionContext): string {
  return handle === undefined ? String(message) : ''
}

/** True if something is logged during the call. */
function logsIn(call: () => void): boolean {
  const { error } = console
  let logs = false
  console.error = () => (logs = true)
  try {
    call()
  } finally {
    console.error = error
  }
  return logs
}
