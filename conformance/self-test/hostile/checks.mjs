// A suite of a few good checks with one among them that makes a hostile loop do its deed. All are checks of one clause that
// requires no other: they run in this order, whatever becomes of one of them.

const clause = 'scheduling.callbacks-run-in-order'

const good = (situation) => ({
  clause,
  situation,
  async run(check) {
    const loop = check.newEventLoop()
    loop.callSoon(check.callback('first'))
    loop.callSoon(check.callback('second'))
    loop.callSoon(() => loop.stop())
    await loop.runForever()
    check.order('first', 'second')
  },
})

const hostile = {
  clause,
  situation: 'the hostile one',
  hint: 'Look at the deed.',
  async run(check) {
    const loop = check.newEventLoop()
    loop.callSoon(check.callback('before'))
    loop.callSoon(check.callback('deed'), ['hostile'])
    loop.callSoon(() => loop.stop())
    await loop.runForever()
  },
}

/** Long enough for what an earlier check has left behind to happen. */
const slow = {
  clause,
  situation: 'after 100 ms of waiting',
  run: (check) => new Promise((resolve) => check.host.setTimeout(resolve, 100)),
}

export const suite = [good('one'), good('two'), hostile, slow, good('three'), good('four')]
