import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { build } from 'vite'
import { aliases, inRoot } from '../../resources/tooling/lib/paths.mjs'
import { percentile, startThread, timesOf } from './core.mjs'
import { generate } from './measure-core.mjs'

const run = promisify(execFile)

const EVERYTHING = {
  ...{ text: '', module: null, status: null, memberState: null, recipient: null },
  ...{ from: null, to: null, role: null, closure: null },
}
const BY_DATE = { by: 'date', descending: true }
const PAGE = { offset: 0, limit: 100 }

/** Searches of alerts, each in a form that excludes something, as `name: [criteria, sort, page]`. */
const QUESTIONS = {
  'all, newest first': [{}, BY_DATE, PAGE],
  'last page': [{}, BY_DATE, { offset: 4900, limit: 100 }],
  'two letters': [{ text: 'sc' }, BY_DATE, PAGE],
  'two words': [{ text: 'waste river' }, BY_DATE, PAGE],
  'no hit': [{ text: 'zzzqqq' }, BY_DATE, PAGE],
  'by status': [{ status: 'broadcast' }, BY_DATE, PAGE],
  'by module': [{ module: 'services-directive-alert' }, BY_DATE, PAGE],
  'by Member State': [{ memberState: 'DE' }, BY_DATE, PAGE],
  'by recipient': [{ recipient: 'RO' }, BY_DATE, PAGE],
  'closure proposed': [{ closure: 'proposed' }, BY_DATE, PAGE],
  'sorted by Member State': [{}, { by: 'memberState', descending: false }, PAGE],
}

/** Builds the program that fills a store, as the tests build theirs. */
async function builtChild() {
  const outDir = inRoot('node_modules/.cache/children/fill-alerts-bench')
  await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias: aliases },
    ssr: { noExternal: true, external: ['libsql'] },
    build: {
      ssr: inRoot('test/support/child/fill-alerts.ts'),
      outDir,
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'child.mjs' } },
    },
  })
  return `${outDir}/child.mjs`
}

/** Times of the search of 5,000 alerts with 20 comments each, for the Helpdesk and for a coordinator; p95 in milliseconds. */
export async function measureAlerts(folder) {
  const { path, key } = await generate('R', folder)
  await run(process.execPath, [await builtChild(), path, key, 'R', '5000', '20'], { cwd: inRoot('.') })
  const reader = await startThread('reader', path, key)
  const writer = await startThread('writer', path, key)
  const { total } = await reader.ask('alerts.search', { criteria: EVERYTHING, sort: BY_DATE, page: PAGE })
  const proposed = { criteria: { ...EVERYTHING, closure: 'proposed' }, sort: BY_DATE, page: PAGE }
  const { alerts } = await reader.ask('alerts.search', proposed)
  const coordinator = alerts.find((each) => each.reached > 5)
  const view = await reader.ask('alerts.view', { id: coordinator.id, as: null })
  const as = { operatorId: null, actsFor: view.alert.recipients[0].authority.id }
  const times = {}
  for (const [name, [criteria, sort, page]] of Object.entries(QUESTIONS)) {
    const input = { criteria: { ...EVERYTHING, ...criteria }, sort, page }
    times[name] = percentile(await timesOf(40, () => reader.ask('alerts.search', input)), 0.95)
    times[`${name}, as a coordinator`] = percentile(
      await timesOf(40, () => reader.ask('alerts.search', input, null, as)),
      0.95,
    )
  }
  const open = await timesOf(40, (turn) => reader.ask('alerts.view', { id: alerts[turn].id, as: null }))
  await reader.close()
  await writer.close()
  return { total, times, open: percentile(open, 0.95) }
}
