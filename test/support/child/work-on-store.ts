// Run as a process: works on the store in a folder, one act after the other, until it is killed or so many are done, and
// tells each act on a line of its own when it begins, how far it is, and when it was acknowledged.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Caller } from '../../../src-main/app/ports'
import type { Input, Output } from '../../../src-shared/contract'
import type { AuthorityId, OperatorId } from '../../../src-shared/ids'
import { failureOf, openCore, type Answered } from '../core'
import { diceOf } from '../dice'
import { dataOf } from '../samples'
import { workOnAlerts } from './work-on-alerts'

const [folder = '', round = '0', acts = 'Infinity'] = process.argv.slice(2)
const roll = diceOf(Number(round))
const core = openCore(folder)
// Each round is another hour, so that no identifier is given twice.
core.advance(Number(round) * 3_600_000)
const [operator] = core.raw('SELECT id FROM operator')
const caller: Caller = { operatorId: String(operator?.['id']) as OperatorId, actsFor: null }
core.actAs(caller)
const ids = core.raw('SELECT id FROM authority ORDER BY row').map((row) => String(row['id']) as AuthorityId)

/** Rows of each list that is imported; every one makes an authority and its access. */
const LIST_ROWS = 40

type Unit = Input<'history.undo'>['unit']

let number = 0
let lastBulk: { unit: Unit; entries: number } | null = null

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** Does one act and tells it. @param entries how many entries of the history it writes */
async function act(name: string, entries: number, work: () => Promise<Answered>): Promise<Unit | null> {
  number += 1
  say(`begins ${String(entries)}`)
  const reply = await work()
  const failure = failureOf(reply)
  if (failure !== null) {
    say(`failed ${name} ${failure}`)
    return null
  }
  // The newest one: a reply names its unit only where it can be taken back.
  const unit = String(core.raw('SELECT id FROM unit ORDER BY row DESC LIMIT 1')[0]?.['id'])
  say(`done ${unit} ${String(entries)} ${name}`)
  return unit
}

const progress = (): boolean => {
  say('goes on')
  return false
}

async function register(): Promise<void> {
  const data = dataOf({ officialName: `Amt ${round}.${String(number)}` })
  const input = { data, accessManager: null, duplicatesSeen: true, reason: '' }
  await act('register', 2, () => core.request('authorities.register', input))
}

async function edit(): Promise<void> {
  const id = ids[roll(ids.length)] as AuthorityId
  const { found } = await core.done('authorities.read', { id })
  if (found === null) throw new Error('It was there a moment ago')
  const data = dataOf({
    officialName: found.authority.officialName,
    phone: `+49 30 ${round}${String(number)}`,
    notes: 'Żółć '.repeat(1 + roll(200)),
  })
  await act('edit', 1, () =>
    core.request('authorities.edit', { id, revision: found.revision, data, reason: '' }),
  )
}

async function bulk(): Promise<void> {
  const kind = roll(2) === 0 ? ('suspend' as const) : ('reactivate' as const)
  const plan: Output<'bulk.plan'> = await core.done('bulk.plan', {
    act: { kind, module: 'registers' },
    authorities: ids,
  })
  if (plan.will.length === 0) return
  const rows = plan.will.map(({ authorityId, accessId, revision }) => ({ authorityId, accessId, revision }))
  const input = { act: { kind, module: 'registers' } as const, rows, reason: '' }
  const unit = await act('bulk', rows.length, () => core.request('bulk.apply', input, { cancelAt: progress }))
  lastBulk = unit === null ? lastBulk : { unit, entries: rows.length }
}

async function undo(): Promise<void> {
  if (lastBulk === null) return
  const { unit, entries } = lastBulk
  const undone = await act('undo', entries, () =>
    core.request('history.undo', { unit, reason: '' }, { cancelAt: progress }),
  )
  // An undo can itself be taken back, unless a bulk act came in between.
  if (undone !== null) lastBulk = { unit: undone, entries }
}

async function list(): Promise<void> {
  const file = join(folder, 'list.csv')
  const rows = Array.from(
    { length: LIST_ROWS },
    (_, row) => `Liste ${round}.${String(number)}.${String(row)};DE`,
  )
  writeFileSync(file, ['Official name;Member State', ...rows].join('\n'))
  const opened = await core.done('lists.open', {}, { file })
  const input = { file: opened.file, mapping: opened.suggested }
  const { hash } = await core.done('lists.plan', input, { file })
  await act('list', LIST_ROWS * 2, () =>
    core.request('lists.apply', { ...input, hash, allOrNothing: true }, { file, cancelAt: progress }),
  )
}

const { broadcast, attach } = workOnAlerts(
  core,
  folder,
  async (name, entries, work) => (await act(name, entries, work)) !== null,
  () => `${round}.${String(number)}`,
)

const ACTS = [register, edit, edit, edit, bulk, undo, list, broadcast, attach]
while (number < Number(acts)) await (ACTS[roll(ACTS.length)] ?? edit)()
core.shut()
