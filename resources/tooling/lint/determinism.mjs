// Bans on everything that gives another answer at each call. See adapters.mjs for who may.
const wrap = (names) => `/^(${names.join('|')})$/`
const timers = ['setTimeout', 'setInterval', 'setImmediate', 'requestAnimationFrame', 'requestIdleCallback']

export const determinismSyntax = [
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
    message: 'No new Date() without argument: take the time from the Clock port.',
  },
  {
    selector: 'CallExpression[callee.name="Date"]',
    message: 'No Date(): take the time from the Clock port.',
  },
  {
    selector: `CallExpression > MemberExpression.callee[property.name=${wrap(timers)}]`,
    message: 'No timers: use the Scheduler port, or useTimers in the renderer.',
  },
  {
    selector: 'MemberExpression[property.name="randomUUID"]',
    message: 'No randomUUID: take ids from the Ids port.',
  },
]

export const determinismProperties = [
  { object: 'Date', property: 'now', message: 'Take the time from the Clock port.' },
  { object: 'performance', property: 'now', message: 'Take the time from the Clock port.' },
  { object: 'Math', property: 'random', message: 'Take random numbers from the Ids port.' },
]

export const determinismGlobals = timers.map((name) => ({
  name,
  message: 'No timers: use the Scheduler port, or useTimers in the renderer.',
}))

export const determinismImports = {
  paths: [
    { name: 'node:timers', message: 'Use the Scheduler port.' },
    { name: 'node:timers/promises', message: 'Use the Scheduler port.' },
    {
      name: 'node:crypto',
      importNames: ['randomUUID', 'randomInt'],
      message: 'Take ids from the Ids port.',
    },
    { name: 'node:perf_hooks', message: 'Take the time from the Clock port.' },
  ],
}
