/**
 * What Python says in other words: whole phrases first, then single words. Names and times come later. A space of a phrase also
 * stands for the end of a line.
 */
type Phrase = readonly [javascript: string | RegExp, python: string]

const phrases: readonly Phrase[] = [
  // A run is a promise in JavaScript, and blocks in Python.
  ['until the promise of the run settles', 'until the run is over'],
  ['reject its promise with them', 'raise them from it'],
  [' A promise would adopt a thenable.', ''],
  ['is rejected with the same', 'raises the same'],
  ['until its promise settles', 'until it returns'],
  [', which rejects the promise', ''],
  ['The promise gives its result.', 'The run returns its result.'],
  [', and a promise as a future', ''],
  ['A future or a promise is stored', 'A future is stored'],
  ['an error is not thrown, and a `then` is not called', 'and an error is not thrown'],
  [/ A context made with a feature of the\shost, [^.]*\.[^.]*\./g, ''],
  [', and in JavaScript even if it is not an object', ''],
  [', which JavaScript arithmetic makes of it', ''],
  [
    'Register the exception with a FinalizationRegistry, and unregister it when result() or exception() is called.',
    'Report the exception in `__del__` of the future, unless result() or exception() was called.',
  ],

  // A body is a function in JavaScript, and a block in Python.
  [
    '`yield* timeout(ms, body)` returns what it returns and throws what it throws',
    'the block of `async with timeout(delay)` ends as it would end without it',
  ],
  ['`yield* timeoutAt(when, body)`', '`async with timeout_at(when)`'],
  ['`yield* taskGroup(body)` returns when', '`async with TaskGroup()` ends when'],
  ['have created in it. It returns what the body returns.', 'have created in it.'],
  [
    '`taskGroup` returns: what the body returned, or undefined if',
    'the group ends without an error, also if',
  ],
  ['`yield* completions.anext()`', '`await anext(completions)`'],
  ['After the last one it returns null.', 'After the last one the iteration ends.'],
  ['`reader.anext()` returns the same lines, and then null.', '`async for` gives the same lines, and ends.'],

  // Coroutines.
  ['[Symbol.iterator]()', '__await__()'],
  ['the iterator that your future gives to `yield*`', 'the iterator that `__await__` of your future returns'],
  [/(`?)next\1, (`?)throw\2, (`?)return\3 and an iterator/g, '`send`, `throw`, `close` and `__await__`'],
  ['a `yield` whose star was forgotten', 'a plain `yield`'],
  ['`yield work()` and `yield* work()`', '`yield work()` and `await work()`'],
  [/`yield\*`/g, '`await`'],
  [/\byield\* /g, 'await '],
  [/\byield\*/g, 'await'],
  [/`next`/g, '`send`'],
  [/\bnext\(\)/g, 'send()'],
  [/`return`/g, '`close`'],
  [/\breturn\(\)/g, 'close()'],
  [/(?<!ordinary )\bgenerator(s?)\b/g, 'coroutine$1'],
  [/\bA generator\b/g, 'A coroutine'],

  [/(?<!it )\bis a promise\b/g, 'is an object'],

  // Calls and collections.
  ['gather([])', 'gather()'],
  ['gather(awaitables', 'gather(*awaitables'],
  [/\bwaitFor\((\w+), ms\)/g, 'waitFor($1, timeout)'],
  [/\bsleep\(ms\b/g, 'sleep(delay'],
  [/\bnew ((?:[A-Z]\w*\.?)+)\(/g, '$1('],
  ['exactly the arguments in the array', 'exactly the arguments that were given'],
  ['`has(variable)` returns', '`variable in context` tells'],
  ['the values of a map', 'the values of a dict'],
  ['a list, a map', 'a list, a dict'],
  ['every list, map', 'every list, dict'],
  ['a new Set', 'a new set'],
  ['callback(...args)', 'callback(*args)'],
  [/\barrays\b/g, 'lists'],
  [/\ban array\b/g, 'a list'],
  [/\barray\b/g, 'list'],
  ['() => 1', 'lambda: 1'],
  [/`errors`/g, '`exceptions`'],
  ['"createFuture is not a function"', '"object has no attribute \'create_future\'"'],
  ['"newEventLoop is not a function"', '"object has no attribute \'new_event_loop\'"'],
  [/\b(debug|eagerStart): (true|false)\b/g, '$1=$2'],

  // Times.
  ['2^31 - 1 milliseconds', '24.8 days'],
  ['a finite number of milliseconds', 'a finite number of seconds'],
  ['a rounded millisecond', '0.001 s of rounding'],
  ['sleep() of a millisecond', 'sleep() of 0.001 s'],
  ['a millionth of a millisecond', '1e-9 s'],
  ['has worked for some milliseconds', 'has worked for some time'],
  ['Return to the host every few milliseconds', 'Return to the system often'],
  [/\b(that|this) many milliseconds\b/g, '$1 many seconds'],
  [/\b(\w+)Ms(`?)\smilliseconds/g, '$1$2 seconds'],
  [/(`?)\bms\1\smilliseconds/g, '$1delay$1 seconds'],
  [/`(timeout|slowCallbackDuration)`\smilliseconds/g, '`$1` seconds'],
  ['Both are in milliseconds: check that time() does not return seconds.', 'Both are in seconds.'],
  [
    'in milliseconds of loop.time(). Check that neither time() nor the delay is in seconds.',
    'in seconds of loop.time().',
  ],
  [/\bin milliseconds\b/g, 'in seconds'],
  [/\bnull ms\b/g, 'None'],
  [/\bInfinity ms\b/g, 'inf'],
  [/\bInfinity\b/g, 'inf'],
  [/\bNaN\b/g, 'nan'],

  // The host is what a loop in JavaScript runs beside. The host of an address keeps its word.
  ['with a timer of the host or the timeout of select()', 'with the timeout of the selector'],
  ['the system, or the host,', 'the system'],
  [/\bthe host\b(?! of\b| that\b)/g, 'the system'],

  // Values.
  [/(?<![`\w])(?:null|undefined)(?:,| or| and) (?:null|undefined)(?![`\w])/g, 'None'],
  [/\b(?:null|undefined)\b/g, 'None'],
  ['Null is no limit', 'None is no limit'],
  ['Null: no limit', 'None: no limit'],
  [/\btrue\b(?! reason| after)/g, 'True'],
  [/(?<!a )\bfalse\b/g, 'False'],

  // Errors are raised. Only the method of a coroutine has the name `throw`.
  [/\b(?:Rethrow|rethrow)\b/g, 're-raise'],
  [/\bthrow(?=s?\b(?![(`]|[^.,:]* (?:into|away)\b))/g, 'raise'],
  [/\bThrow(?=s?\b(?![^.,:]* into\b))/g, 'Raise'],
  [/\bthrown\b(?! into| away)/g, 'raised'],
  [/\bthrew\b/g, 'raised'],
  [/\bthrowing\b/g, 'raising'],
  [/`catch`/g, '`except`'],
]

const compiled = phrases.map(([said, python]): readonly [RegExp, string] => [
  typeof said === 'string' ? patternOf(said) : said,
  python,
])

function patternOf(text: string): RegExp {
  const words = text.split(' ').map((word) => word.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`))
  return new RegExp(words.join(String.raw`\s+`), 'g')
}

export function withPhrases(text: string): string {
  const said = compiled.reduce((found, [pattern, python]) => found.replace(pattern, python), text)
  return said.replace(
    /(, |\()\{ ?([\w ,:]+?) ?\}(?=\))/g,
    (_all, before: string, members: string) => before + keywords(members),
  )
}

/** `ensureFuture(…, {loop})` is `ensureFuture(…, loop=loop)`. */
function keywords(members: string): string {
  return members
    .split(',')
    .map((member) => {
      const [name = '', value = name] = member.split(':').map((part) => part.trim())
      return `${name}=${value}`
    })
    .join(', ')
}
