// npm run bench: every budget of the program beside its floor or rival, measured in the same run.
// `npm run bench -- R` measures the smaller set only; without it the large one as well. `--pack=FOLDER` measures
// translating with a model pack of your own.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { percentile } from './core.mjs'
import { everything, generate, measureCore, measureFloors } from './measure-core.mjs'
import { measureAlerts } from './measure-alerts.mjs'
import { measureActs } from './measure-acts.mjs'
import { measureKills } from './measure-kills.mjs'
import { measureMigration } from './measure-migration.mjs'
import { measureTranslation } from './measure-translation.mjs'
import { measureFloorWindow, measureWindow } from './measure-window.mjs'
import { SEARCHES } from './questions.mjs'
import { figure, heading, summary } from './report.mjs'

const onlyR = process.argv.includes('R')
const main = onlyR ? 'R' : 'L'

async function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'imi-bench-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

heading('Sample data and core')
const { small, floors, generatedR } = await inFolder(async (folder) => {
  const store = await generate('R', folder)
  return {
    generatedR: store.seconds,
    floors: await measureFloors(await everything(store)),
    small: { ...(await measureCore(store)), acts: onlyR ? await measureActs(store) : null },
  }
})
const large = onlyR
  ? small
  : await inFolder(async (folder) => {
      const store = await generate('L', folder)
      figure('generate set L', store.seconds, 's', {
        target: 120,
        floor: { name: 'set R', value: generatedR },
      })
      return { ...(await measureCore(store)), acts: await measureActs(store) }
    })
if (onlyR) figure('generate set R', generatedR, 's')

for (const [name, , target] of SEARCHES)
  figure(`core: search, ${name}, set ${main}, p95`, large.searches[name], 'ms', {
    target,
    floor: { name: 'set R', value: small.searches[name], most: undefined },
  })
for (const [name, value] of Object.entries(large.lists))
  figure(`core: list ${name}, set ${main}, p95`, value, 'ms', {
    target: 30,
    floor: { name: 'set R', value: small.lists[name] },
  })
figure(`core: open an authority with its tabs, set ${main}, p95`, large.open, 'ms', {
  target: 30,
  floor: { name: 'set R', value: small.open, most: 1.5 },
})
figure(`core: save one edit, set ${main}, p95`, percentile(large.save, 0.95), 'ms', {
  target: 10,
  floor: { name: 'bare durable transaction', value: percentile(floors.bare, 0.95), most: 12 },
})
figure(`core: save one edit, set ${main}, max`, large.save.at(-1), 'ms', { target: 50 })
figure(`core: save one edit, set ${main}, median`, percentile(large.save, 0.5), 'ms', {
  floor: { name: 'set R', value: percentile(small.save, 0.5), most: 1.5 },
})
figure('rival: lowdb writes the same edit at set R, median', percentile(floors.lowdb, 0.5), 'ms', {
  floor: { name: 'our save', value: percentile(small.save, 0.5) },
})
figure('disk: one fsync of 4 KiB, median', percentile(floors.fsync, 0.5), 'ms')

const { acts } = large
figure(`core: dry run of a bulk grant to ${acts.planned} authorities, set ${main}`, acts.plan, 's')
figure(`core: bulk grant to ${acts.granted} authorities, set ${main}`, acts.apply, 's', { target: 3 })
figure('core: its undo as one unit', acts.undo, 's')
figure('core: explain an access, p95', acts.explain, 'ms', { target: 20 })
figure(`core: explain a coordinator with ${acts.linked} linked, p95`, acts.explainCoordinator, 'ms', {
  target: 20,
})
figure(`core: open a coordinator with ${acts.linked} linked, p95`, acts.openCoordinator, 'ms', {
  target: 100,
})
figure(
  `core: open an authority with ${acts.accesses} accesses and ${acts.users} users, p95`,
  acts.openLarge,
  'ms',
  { target: 100 },
)
figure(`core: what needs somebody (Home), set ${main}`, acts.home, 's')

const migration = await inFolder(measureMigration)
figure('core: dry run of V6 data, set R', migration.plan, 's')
figure('core: dry run and import of V6 data, set R', migration.plan + migration.apply, 's', { target: 20 })

heading('Alerts')
const alerts = await inFolder(measureAlerts)
for (const [name, value] of Object.entries(alerts.times))
  figure(`core: alerts, ${name}, ${alerts.total} alerts, p95`, value, 'ms', { target: 30 })
figure('core: open an alert, p95', alerts.open, 'ms', { target: 30 })

heading('Translation')
const packGiven = process.argv.find((each) => each.startsWith('--pack='))?.slice('--pack='.length)
const translation = await measureTranslation(packGiven)
const withPack = packGiven === undefined ? 'the tiny pack of the tests' : packGiven
figure(`engine: words a second with ${withPack}`, translation.wordsPerSecond, 'w/s')
figure('engine: start, load the pack, first sentences', translation.first, 'ms')

heading('Durability')
figure('200 rounds of kill -9, no act lost, none half done', await measureKills(200), 's')

heading('Window')
const empty = await measureFloorWindow()
const shown = await measureWindow(main)
figure(
  `launch → sign-in screen, and sign-in done → first list, set ${main}`,
  shown.launch + shown.list,
  'ms',
  {
    floor: { name: 'empty window', value: empty.launch, most: 1.4 },
  },
)
figure('  of which launch → sign-in screen', shown.launch, 'ms')
figure('  of which sign-in done → first list painted', shown.list, 'ms')
figure('password checked and store opened', shown.password, 'ms')
for (const [name, , target] of SEARCHES)
  figure(`key press → rows painted, ${name}, set ${main}, p95`, shown.typing[name], 'ms', { target })
figure(`Enter → authority painted, set ${main}, p95`, percentile(shown.opening, 0.95), 'ms', { target: 100 })
figure(`memory of all processes, set ${main} loaded and searched`, shown.memory, 'MB', {
  floor: { name: 'empty window', value: empty.memory, most: 1.5 },
})
figure('longest block of the main thread', shown.block, 'ms', { target: 50 })
summary()
