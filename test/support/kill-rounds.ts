import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { checkStore } from '../../src-main/store/check'
import { openChecker } from '../../src-main/store/sqlite/driver'
import { created } from '../../src-main/domain/change'
import { KEY, newFolder, openCore, type Core } from './core'
import { diceOf } from './dice'
import { ALERT } from './alert-samples'
import { accessOf, authorityOf } from './samples'

/** Lines of a round that are let pass at most before the process is killed at one. */
const LINES_AT_MOST = 24

/** What a process told before it was killed. */
interface Told {
  readonly acknowledged: ReadonlyMap<string, number>
  /** How many entries the act has that had begun and was not acknowledged; null where there was none. */
  readonly begun: number | null
}

/**
 * Has a process work on the store in a folder and kills it at a line that the dice choose, with SIGKILL.
 * @param program the built `work-on-store`
 */
function workUntilKilled(program: string, folder: string, round: number, line: number): Promise<Told> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, folder, String(round)])
    const acknowledged = new Map<string, number>()
    let begun: number | null = null
    let lines = 0
    let mistake = ''
    child.stderr.on('data', (text: Buffer) => (mistake += text.toString()))
    createInterface({ input: child.stdout }).on('line', (text) => {
      const [what, first = '', second = ''] = text.split(' ')
      if (what === 'begins') begun = Number(first)
      if (what === 'failed') mistake += text
      if (what === 'done') {
        acknowledged.set(first, Number(second))
        begun = null
      }
      lines += 1
      // What it told before it ended is read to the last line.
      if (lines === line) child.kill('SIGKILL')
    })
    child.on('close', (_code, signal) => {
      if (signal === 'SIGKILL' && mistake === '') resolve({ acknowledged, begun })
      else reject(new Error(`Round ${String(round)} ended by itself: ${mistake}`))
    })
  })
}

/** Rounds on one store, which grows with each; then it begins anew. */
const ROUNDS_ON_ONE = 50

/**
 * Kills a process at work on a store again and again, and looks at the store after each time.
 * @returns what was wrong, one line for each; none where all is well
 */
export async function killRounds(
  program: string,
  folder: string,
  rounds: number,
  seed: number,
): Promise<{ problems: string[]; acts: number; unfinished: number }> {
  const roll = diceOf(seed)
  const first = readFileSync(join(folder, 'imi.db'))
  const problems: string[] = []
  let at = folder
  let known = storedUnits(at)
  const atFirst = known.size
  let acts = 0
  let unfinished = 0
  for (let round = 1; round <= rounds; round += 1) {
    if (round % ROUNDS_ON_ONE === 0) {
      acts += known.size - atFirst
      at = beginAnew(join(folder, `from round ${String(round)}`), first)
      known = storedUnits(at)
    }
    const line = 1 + roll(LINES_AT_MOST)
    const told = await workUntilKilled(program, at, round, line)
    if (told.begun !== null) unfinished += 1
    const where = `seed ${String(seed)}, round ${String(round)}, killed at line ${String(line)}`
    problems.push(...lookAt(at, told, known).map((problem) => `${where}: ${problem}`))
  }
  return { problems, acts: acts + known.size - atFirst, unfinished }
}

/** A fresh folder with the store as it was at first: what is left of the one before may still be held. */
function beginAnew(folder: string, store: Buffer): string {
  mkdirSync(folder)
  writeFileSync(join(folder, 'imi.db'), store)
  return folder
}

/** Opens the store after a kill and compares it with what was told; learns the units that are in it. */
function lookAt(folder: string, told: Told, known: Map<string, number>): string[] {
  const core = openCore(folder)
  try {
    const stored = unitsIn(core)
    for (const [unit, entries] of told.acknowledged) known.set(unit, entries)
    const lost = [...known].filter(([unit, entries]) => stored.get(unit) !== entries)
    const more = [...stored].filter(([unit]) => !known.has(unit))
    // At most the act that had begun is there without having been acknowledged; then all of it is.
    const half = more.filter(([, entries]) => entries !== told.begun)
    for (const [unit, entries] of more) known.set(unit, entries)
    return [
      ...lost.map(([unit]) => `${unit} was acknowledged and is not there as it was`),
      ...(more.length > 1 ? [`${String(more.length)} acts are there that were not acknowledged`] : []),
      ...half.map(([unit, entries]) => `${unit} has ${String(entries)} of ${String(told.begun)} entries`),
      ...documentsIn(core).map((name) => `${name} is attached and its content is not there`),
      ...checkedIn(core.path),
    ]
  } finally {
    core.shut()
  }
}

/** Documents attached to alerts that have lost what is in them, by name. */
export function documentsIn(core: Core): string[] {
  const lost = core.raw(
    `SELECT alertAttachment.id FROM alertAttachment LEFT JOIN attachmentBytes USING (hash)
      WHERE attachmentBytes.bytes IS NULL OR length(attachmentBytes.bytes) != alertAttachment.size`,
  )
  return lost.map((row) => String(row['id']))
}

/** What a check of the whole store finds, as a list. */
export function checkedIn(path: string): string[] {
  const checker = openChecker({ path, key: KEY })
  try {
    const { broken } = checkStore(checker, () => true)
    return broken === null ? [] : [`the check found ${JSON.stringify(broken)}`]
  } finally {
    checker.close()
  }
}

/** The acts of a store, each with the number of its entries. */
function unitsIn(core: Core): Map<string, number> {
  const rows = core.raw(
    'SELECT unit.id, count(*) AS n FROM unit JOIN history ON history.unit = unit.row GROUP BY unit.id',
  )
  return new Map(rows.map((row) => [String(row['id']), Number(row['n'])]))
}

function storedUnits(folder: string): Map<string, number> {
  const core = openCore(folder)
  const units = unitsIn(core)
  core.shut()
  return units
}

/** A closed store with so many authorities, each with its access, and coordinators of alerts; the folder it lies in. */
export async function storeToWorkOn(authorities: number): Promise<string> {
  const folder = newFolder()
  const core = openCore(folder)
  await core.start()
  for (let number = 0; number < authorities; number += 1) {
    const authority = authorityOf({ officialName: `Amt ${String(number)}` })
    core.given(created('authority', authority), created('access', accessOf(authority)))
  }
  const coordinators = ['DE', 'PL', 'RO'].map((memberState) =>
    authorityOf({ officialName: `Koordinator ${memberState}`, memberState }),
  )
  core.given(
    ...coordinators.flatMap((authority) => [
      created('authority', authority),
      created('access', accessOf(authority, { module: ALERT, role: 'coordinator' })),
    ]),
  )
  core.shut()
  return folder
}
