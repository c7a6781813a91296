// npm test: sets up, then runs the layers of the tests. `npm test -- unit e2e` runs only these; whatever is
// not the name of a layer goes to the runner: `npm run test:e2e -- -g "Import"`.
import { rm } from 'node:fs/promises'
import { ensureBuilt } from './lib/build.mjs'
import { ensurePackages } from './lib/install.mjs'
import { layers, runLayer } from './lib/layers.mjs'
import { inRoot } from './lib/paths.mjs'
import { note, runScript, say } from './lib/say.mjs'
import { setUp } from './lib/setup.mjs'
import { summarise } from './lib/summary.mjs'

const groups = { vitest: ['unit', 'integration', 'renderer'] }

function chosen(args) {
  const isName = (arg) => arg in groups || layers.some(({ name }) => name === arg)
  const names = args.filter(isName).flatMap((arg) => groups[arg] ?? [arg])
  return {
    selection: layers.filter(({ name, always }) => (names.length === 0 ? always : names.includes(name))),
    forRunner: args.filter((arg) => !isName(arg)),
  }
}

async function prepare(needs) {
  if (needs.has('office')) await (await import('./lib/office.mjs')).ensureOffice()
  // What foreign programs read is written by the program in its window, too.
  if (needs.has('package') || needs.has('runtime') || needs.has('office')) {
    const { runtime, env } = await setUp()
    if (needs.has('package')) await (await import('./lib/package.mjs')).ensurePackaged(runtime)
    return env
  }
  await ensurePackages()
  if (needs.has('build')) await ensureBuilt()
  return process.env
}

await runScript(async () => {
  const { selection, forRunner } = chosen(process.argv.slice(2))
  const env = await prepare(new Set(selection.map(({ needs }) => needs)))
  const results = []
  for (const layer of selection) {
    say('')
    note(`Tests: ${layer.name}`)
    await rm(inRoot(`.reports/${layer.name}.json`), { force: true })
    results.push(await runLayer(layer, forRunner, env))
  }
  return summarise(results) ? 0 : 1
})
